import { createRequire } from "node:module";
import type { Language } from "../language/types.js";
import { toCodePoints, toUtf16 } from "./codePoints.js";
import type { History } from "./history.js";
import { protocolVersion } from "./publisher.js";
import type { Values } from "./values.js";
import type { JsonObject } from "./wire.js";

type Answer = (content: JsonObject) => Promise<JsonObject> | JsonObject;

/** Requests that are answered at once, also while a cell runs. */
export function questions(
  language: Promise<Language>,
  history: History,
  values: Pick<Values, "ask">,
): Readonly<Record<string, Answer>> {
  return {
    kernel_info_request: kernelInfo,
    complete_request: async (content) => complete(await language, content),
    inspect_request: async (content) => inspect(await language, values, content),
    is_complete_request: async ({ code }) => ({ ...(await language).isComplete(textOf(code)) }),
    history_request: async (content) => ({
      status: "ok",
      history: await history.answer(content),
    }),
  };
}

function kernelInfo(): JsonObject {
  const require = createRequire(import.meta.url);
  const { version, devDependencies } = require("../../../package.json") as {
    version: string;
    devDependencies: Record<string, string>;
  };
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "softgrad",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: devDependencies.typescript ?? "",
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `softgrad ${version}: TypeScript on Node ${process.versions.node}`,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Node.js", url: "https://nodejs.org/api/" },
    ],
    debugger: false,
    supported_features: [],
  };
}

async function complete(language: Language, content: JsonObject): Promise<JsonObject> {
  const code = textOf(content.code);
  const cursor = cursorOf(code, content);
  const { matches, start, end, types } = await language.complete(code, cursor);
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  return {
    status: "ok",
    matches,
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: { _jupyter_types_experimental: types.map((each) => ({ ...each, ...range })) },
  };
}

async function inspect(
  language: Language,
  values: Pick<Values, "ask">,
  content: JsonObject,
): Promise<JsonObject> {
  const code = textOf(content.code);
  const found = await language.inspect(code, cursorOf(code, content));
  if (found === null) return { status: "ok", found: false, data: {}, metadata: {} };
  const { signature, documentation, markdown, variable } = found;
  const value = variable === undefined ? undefined : await values.ask(variable);
  const shown = value === undefined ? signature : `${signature}\n= ${value}`;
  return {
    status: "ok",
    found: true,
    data: {
      "text/plain": paragraphs(shown, documentation),
      "text/markdown": paragraphs(`\`\`\`typescript\n${shown}\n\`\`\``, markdown),
    },
    metadata: {},
  };
}

const paragraphs = (...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join("\n\n");

function cursorOf(code: string, { cursor_pos: cursor }: JsonObject): number {
  return typeof cursor === "number" ? toUtf16(code, cursor) : code.length;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
