/** Colours have a contrast of at least 4.5 to 1 in both schemes. */
export const feedbackStyle = `
:root { --text: #1f2328; --soft: #59636e; --page: #f6f8fa; --card: #ffffff; --line: #d1d9e0;
  --good: #1a7f37; --bad: #c4201f; --warn: #8a5a00; --plain: #59636e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --soft: #9aa4af; --page: #0d1117; --card: #161b22; --line: #3d444d;
    --good: #4ac26b; --bad: #ff8182; --warn: #e0a83a; --plain: #9aa4af; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem 3rem; max-width: 46rem; color: var(--text);
  background: var(--page); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 0 0 .25rem; font-size: 1.1rem; display: flex; justify-content: space-between; gap: 1rem; }
.student { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
.score { margin: 0; }
.score strong { font-size: 1.5rem; }
.detail { color: var(--soft); font-size: .875rem; }
.score .detail { margin-left: .5rem; }
.bar { height: .5rem; margin: .5rem 0 1.5rem; border-radius: .25rem; background: var(--line); overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--good); }
.card { margin: 0 0 1rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-left: .3rem solid var(--tone, var(--plain)); border-radius: .4rem; break-inside: avoid; }
.card p { margin: .25rem 0 0; }
.points { font-weight: normal; white-space: nowrap; color: var(--soft); }
.state { font-weight: 600; color: var(--tone, var(--plain)); }
.correct { --tone: var(--good); }
.incorrect { --tone: var(--bad); }
.uncheckable, .delegated, .notRun { --tone: var(--warn); }
.message { white-space: pre-wrap; overflow-wrap: anywhere; }
.excerpt { margin: .25rem 0; padding: .5rem 0; overflow-x: auto; background: var(--page); }
code, .excerpt { font: .9em/1.4 ui-monospace, monospace; }
.notes h2 { font-size: 1rem; }
.notes, footer { color: var(--soft); font-size: .875rem; }
.notes ul { margin: .25rem 0 1rem; padding-left: 1.25rem; }
`;
