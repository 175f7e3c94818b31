import type { Ask } from "./program.js";
import { type ApiSymbol, type ApiType, flag, signatureTexts, typeText } from "./symbols.js";

/** More would be a page of its own. */
const most = 12;

/** The members of an enum, or of the type that a class or interface declares, in brackets. */
export async function members(ask: Ask, owner: ApiSymbol, declared?: ApiType): Promise<string> {
  const type = declared ?? (await ask<ApiType | null>("getTypeOfSymbol", { symbol: owner.id }));
  if (!type) return "";
  const found = await ask<readonly ApiSymbol[] | null>("getPropertiesOfType", { type: type.id });
  const shown = (found ?? [])
    .filter(({ name, flags }) => !name.startsWith("__") && (declared || flags & flag.enumMember))
    .slice(0, most + 1);
  if (shown.length === 0) return "";
  const types = await ask<readonly (ApiType | null)[]>("getTypesOfSymbols", {
    symbols: shown.map(({ id }) => id),
  });
  const lines = shown
    .slice(0, most)
    .map((member, index) => memberText(ask, member, types[index] ?? undefined));
  const rest = shown.length > most ? ["  …"] : [];
  const end = declared ? ";" : ",";
  return ["{", ...(await Promise.all(lines)).map((line) => `  ${line}${end}`), ...rest, "}"].join(
    "\n",
  );
}

async function memberText(ask: Ask, member: ApiSymbol, type: ApiType | undefined): Promise<string> {
  if (!type) return member.name;
  if (member.flags & flag.enumMember) {
    return typeof type.value === "string" || typeof type.value === "number"
      ? `${member.name} = ${JSON.stringify(type.value)}`
      : member.name;
  }
  if (member.flags & flag.method) {
    const [signature] = await signatureTexts(ask, type, "call");
    if (signature !== undefined) return `${member.name}${signature}`;
  }
  return `${member.name}: ${await typeText(ask, type)}`;
}
