import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../../src/kernel/protocol/wire.js";
import { temporaryFolder } from "./support/kernel.js";
import { RawClient } from "./support/rawClient.js";

/**
 * A slider of ipywidgets, driven from TypeScript by comms alone.
 *
 * Source: https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
 */
const slider = `import { type Comm, comms } from "softgrad/kernel";

/** Opens the model of a widget in the front end; \`layout\` and \`style\` are models of their own. */
function openModel(module: "base" | "controls", model: string, state: object = {}): Comm {
  const version = "2.0.0";
  const described = {
    _model_module: \`@jupyter-widgets/\${module}\`,
    _model_module_version: version,
    _model_name: \`\${model}Model\`,
    _view_module: \`@jupyter-widgets/\${module}\`,
    _view_module_version: version,
    _view_name: \`\${model}View\`,
    ...state,
  };
  return comms().open(
    "jupyter.widget",
    { state: described, buffer_paths: [] },
    { metadata: { version: "2.1.0" } },
  );
}

const reference = ({ id }: Comm) => \`IPY_MODEL_\${id}\`;
const layout = reference(openModel("base", "Layout"));
const alpha = openModel("controls", "FloatSlider", {
  description: "α", min: 1, max: 10, step: 0.5, value: 1, layout,
  style: reference(openModel("controls", "SliderStyle")),
});
const label = openModel("controls", "HTML", {
  value: "", layout, style: reference(openModel("controls", "HTMLStyle")),
});

function update(comm: Comm, state: object) {
  comm.send({ method: "update", state, buffer_paths: [] });
}

alpha.onMessage = ({ data }) => {
  const { method, state } = data as { method: string; state?: { value?: number } };
  if (method !== "update" || state?.value === undefined) return;
  const soft = 1 / (1 + Math.exp(-state.value));
  update(label, { value: \`σ(α) = \${soft.toFixed(3)}\` });
};

for (const { id } of [alpha, label]) {
  await display(
    { "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id }, "text/plain": "a slider" },
    { raw: true },
  );
}`;

interface State {
  readonly _model_name: string;
  readonly [name: string]: unknown;
}

describe("a widget of ipywidgets", () => {
  let client: RawClient;
  /** The models that the front end was told of, by their comms. */
  const models = new Map<string, State>();
  const named = (name: string) =>
    [...models].find(([, { _model_name }]) => _model_name === name)?.[0] ?? "";

  beforeAll(async () => {
    client = await RawClient.start(temporaryFolder());
    const { reply } = await client.execute({ code: slider });
    expect(reply).toMatchObject({ status: "ok" });
  });
  afterAll(() => client?.close());

  const told = (type: string) =>
    client.messages.flatMap(({ message }) => (message.header.msg_type === type ? [message] : []));

  it("opens its models as the front end's widget manager wants them", () => {
    for (const { content, metadata } of told("comm_open") as readonly Message[]) {
      expect(content.target_name).toBe("jupyter.widget");
      expect(metadata).toMatchObject({ version: "2.1.0" });
      const { state } = content.data as { state: State };
      models.set(String(content.comm_id), state);
    }
    expect([...models.values()].map(({ _model_name }) => _model_name)).toEqual([
      "LayoutModel",
      "SliderStyleModel",
      "FloatSliderModel",
      "HTMLStyleModel",
      "HTMLModel",
    ]);
    expect(models.get(named("FloatSliderModel"))).toMatchObject({
      value: 1,
      layout: `IPY_MODEL_${named("LayoutModel")}`,
      style: `IPY_MODEL_${named("SliderStyleModel")}`,
    });
    const views = told("display_data").map(
      ({ content }) =>
        (content.data as Record<string, { model_id?: string }>)[
          "application/vnd.jupyter.widget-view+json"
        ]?.model_id,
    );
    expect(views).toEqual([named("FloatSliderModel"), named("HTMLModel")]);
  });

  it("is found again by a page that was loaded anew", async () => {
    const { comms } = await client.request("shell", "comm_info_request", {
      target_name: "jupyter.widget",
    });
    expect(Object.keys(comms as object).sort()).toEqual([...models.keys()].sort());
  });

  it("has what the user does reach TypeScript, which moves another widget", async () => {
    const moved = client.send("shell", "comm_msg", {
      comm_id: named("FloatSliderModel"),
      data: { method: "update", state: { value: 3 }, buffer_paths: [] },
    });
    const { content } = await client.waitFor(
      ({ parent, header }) => parent.msg_id === moved && header.msg_type === "comm_msg",
    );
    expect(content).toEqual({
      comm_id: named("HTMLModel"),
      data: { method: "update", state: { value: "σ(α) = 0.953" }, buffer_paths: [] },
    });
  });
});
