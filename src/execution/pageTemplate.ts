import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The name under which nbconvert finds the template. */
export const templateName = "softgrad";

/**
 * nbconvert's "lab" template without what it would fetch: the scripts stand in the page. require.js
 * is not needed without widgets, and Plotly would hand itself to it instead of to the page.
 */
const page = `{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js_jquery -%}{%- endblock -%}
{%- block html_head_js_requirejs -%}{% include 'scripts.html' %}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
`;

/**
 * Writes the template under `folder`, with `scripts` for the head of every page.
 *
 * @returns the folder for nbconvert's `TemplateExporter.extra_template_basedirs`
 */
export async function writePageTemplate(folder: string, scripts: string): Promise<string> {
  const template = join(folder, templateName);
  await mkdir(template, { recursive: true });
  await Promise.all([
    writeFile(join(template, "conf.json"), JSON.stringify({ base_template: "lab" })),
    writeFile(join(template, "index.html.j2"), page),
    writeFile(join(template, "scripts.html"), `{% raw %}${scripts}{% endraw %}`),
  ]);
  return folder;
}
