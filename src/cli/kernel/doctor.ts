import { styleText } from "node:util";
import { defineCommand } from "citty";
import { kernelMain } from "../../kernel/index.js";
import { examine } from "../../kernel/install/doctor/examine.js";
import type { Finding } from "../../kernel/install/doctor/finding.js";

export const doctor = defineCommand({
  meta: { name: "kernel doctor", description: "Say what keeps the kernel from starting" },
  args: { json: { type: "boolean", description: "As JSON" } },
  async run({ args }): Promise<number> {
    const { env, platform } = process;
    const findings: Finding[] = [];
    for await (const finding of examine({ env, platform, main: kernelMain })) {
      findings.push(finding);
      // As they come: a kernel that does not answer is waited for a while.
      if (!args.json) for (const line of linesOf(finding)) console.log(line);
    }
    if (args.json) console.log(JSON.stringify(findings, null, 2));
    return findings.some(({ status }) => status === "wrong") ? 1 : 0;
  },
});

const marks = {
  ok: { plain: "ok     ", pretty: "✓", colour: "green" },
  warning: { plain: "warning", pretty: "!", colour: "yellow" },
  wrong: { plain: "wrong  ", pretty: "✗", colour: "red" },
} as const;

/** Signs and colours for a terminal, words for whatever else reads it. */
function linesOf(finding: Finding): string[] {
  const { plain, pretty, colour } = marks[finding.status];
  const isPretty = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const mark = isPretty ? styleText(colour, pretty) : plain;
  const indent = " ".repeat(isPretty ? 2 : plain.length + 1);
  return [
    `${mark} ${finding.subject}: ${finding.detail}`,
    ...(finding.status === "ok" ? [] : [`${indent}${finding.remedy}`]),
  ];
}
