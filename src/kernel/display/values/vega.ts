import { jsonOf } from "../mime/json.js";
import type { MimeBundle } from "../types.js";
import { isInspectable, ownValue } from "./look.js";
import { titleOf } from "./plotly.js";

const schema = /^https?:\/\/vega\.github\.io\/schema\/(vega|vega-lite)\/v(\d+)(?:\.\d+)*\.json$/;

/** A Vega or Vega-Lite chart: a specification with its `$schema`, or an object that makes one. */
export function vegaBundle(value: unknown): MimeBundle | undefined {
  if (!isInspectable(value)) return undefined;
  const specification =
    "toSpec" in value && typeof value.toSpec === "function" ? value.toSpec() : value;
  if (!isInspectable(specification)) return undefined;
  const [, language, version] = schema.exec(String(ownValue(specification, "$schema"))) ?? [];
  if (language === undefined) return undefined;
  const [type, name] = language === "vega" ? ["vega", "Vega"] : ["vegalite", "Vega-Lite"];
  const title = titleOf(ownValue(specification, "title"));
  return {
    [`application/vnd.${type}.v${version}+json`]: jsonOf(specification),
    "text/plain": `${name} v${version} chart${title ? `: ${title}` : ""}`,
  };
}
