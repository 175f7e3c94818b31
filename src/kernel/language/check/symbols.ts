import type { Ask } from "./program.js";
import { shortType } from "./readable.js";

export interface ApiSymbol {
  readonly id: number;
  readonly name: string;
  readonly flags: number;
  /** `index.kind.path` of the node that declares it. */
  readonly valueDeclaration?: string;
  readonly parent?: number;
}

export interface ApiType {
  readonly id: number;
  readonly value?: string | number | null;
}

/** TypeScript's symbol flags, as far as they are told apart here. */
export const flag = {
  functionScoped: 1,
  blockScoped: 2,
  property: 4,
  enumMember: 8,
  function: 16,
  class: 32,
  interface: 64,
  enum: 128 | 256,
  namespace: 512 | 1024,
  method: 8192,
  accessor: 32768 | 65536,
  typeParameter: 262144,
  typeAlias: 524288,
  alias: 2097152,
} as const;

/** TypeScript's kinds of nodes. */
const node = { parameter: 170, callSignature: 180, constructSignature: 181 } as const;

export const isParameter = ({ valueDeclaration = "" }: ApiSymbol): boolean =>
  Number(valueDeclaration.split(".")[1]) === node.parameter;

const noTruncation = 1;
const inTypeAlias = 8388608;

/** A type in one line; an alias's own type is written out. */
export async function typeText(ask: Ask, type: ApiType, isAlias = false): Promise<string> {
  const flags = isAlias ? inTypeAlias | noTruncation : noTruncation;
  return shortType(await ask<string>("typeToString", { type: type.id, flags }));
}

/** How a type can be called, or made with `new`: `<T>(x: T): T`. */
export async function signatureTexts(
  ask: Ask,
  type: ApiType,
  how: "call" | "construct",
): Promise<readonly string[]> {
  const kind = how === "call" ? 0 : 1;
  const found = await ask<readonly { readonly id: number }[] | null>("getSignaturesOfType", {
    type: type.id,
    kind,
  });
  const printed = (found ?? []).map(async ({ id }) => {
    const declaration = await ask<{ readonly data: string } | null>(
      "signatureToSignatureDeclaration",
      {
        signature: id,
        kind: how === "call" ? node.callSignature : node.constructSignature,
        flags: noTruncation,
      },
    );
    const text = declaration ? await ask<string>("printNode", { data: declaration.data }) : "";
    return shortType(
      text
        .replaceAll(/\s*\n\s*/g, " ")
        .replace(/^new /, "")
        .replace(/;$/, ""),
    );
  });
  return (await Promise.all(printed)).filter((text) => text !== "");
}
