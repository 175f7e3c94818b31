import { createRequire } from "node:module";
import { afterEach, describe, expect, it } from "vitest";
import { figure, show } from "../../../src/lib/index.js";

// The kernel's own module, as show finds it: in the process's cache of CommonJS modules.
const { cache } = createRequire(import.meta.url);
const path = "/somewhere/node_modules/tslab/dist/jupyter.js";

describe("show in a tslab kernel", () => {
  afterEach(() => {
    delete cache[path];
  });

  it("sends the whole bundle in one message of display data", () => {
    const messages: unknown[] = [];
    const exports = { lastWriteDisplayData: (...message: unknown[]) => messages.push(message) };
    cache[path] = { exports } as unknown as NodeJS.Module;
    show(figure([{ y: [1] }], { title: "A" }));
    expect(messages).toEqual([
      [
        {
          data: {
            "application/vnd.plotly.v1+json": expect.objectContaining({ data: [{ y: [1] }] }),
            "text/html": expect.stringContaining("softgrad-figure"),
            "text/plain": "A.",
          },
          metadata: {},
          transient: {},
        },
        false,
      ],
    ]);
  });
});
