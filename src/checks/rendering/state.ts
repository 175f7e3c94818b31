import type { Verdict } from "../exercise.js";

/** How a state looks: a sign and a word carry it, the colour only helps. */
export interface StateLook {
  readonly sign: string;
  readonly word: string;
  /** A CSS colour: JupyterLab's own where it is defined, else one that suits a white page. */
  readonly color: string;
}

const looks: { readonly [State in Verdict["state"]]: StateLook } = {
  notAttempted: {
    sign: "○",
    word: "Not attempted",
    color: "var(--jp-border-color0, #757575)",
  },
  correct: { sign: "✓", word: "Correct", color: "var(--jp-success-color1, #1b7f4f)" },
  incorrect: { sign: "✗", word: "Incorrect", color: "var(--jp-error-color1, #c62828)" },
  uncheckable: { sign: "!", word: "Uncheckable", color: "var(--jp-warn-color1, #a65b00)" },
  delegated: { sign: "↪", word: "Delegated", color: "var(--jp-info-color1, #01579b)" },
};

export function stateLook(state: Verdict["state"]): StateLook {
  return looks[state];
}
