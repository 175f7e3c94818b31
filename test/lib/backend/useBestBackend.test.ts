import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type BackendName, useBestBackend } from "../../../src/lib/index.js";

describe("useBestBackend", () => {
  afterEach(() => vi.restoreAllMocks());

  it("takes the first that loads, says which in one line, and keeps TensorFlow.js quiet", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const lines: string[] = [];
    const name = await useBestBackend({
      candidates: ["wasm", "cpu"],
      log: (line) => lines.push(line),
    });
    expect(name).toBe("wasm");
    expect(tf.getBackend()).toBe("wasm");
    expect(lines).toEqual(["TensorFlow.js backend: wasm"]);
    expect(await useBestBackend({ candidates: ["cpu"] })).toBe("cpu");
    tf.scalar(1).dispose();
    expect(warn).not.toHaveBeenCalled();
  });

  it("says why a better one was passed over", async () => {
    const lines: string[] = [];
    const candidates = ["webgl", "cpu"] as const;
    expect(await useBestBackend({ candidates, log: (line) => lines.push(line) })).toBe("cpu");
    expect(lines).toEqual([expect.stringMatching(/^TensorFlow\.js backend: cpu \(webgl: .+\)$/)]);
  });

  it("rejects when none loads", async () => {
    await expect(useBestBackend({ candidates: ["nothing" as BackendName] })).rejects.toThrow(
      /^Cannot choose a backend: none of the candidates loads: nothing: /,
    );
  });
});
