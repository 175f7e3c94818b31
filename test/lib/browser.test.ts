import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const lib = fileURLToPath(new URL("../../src/lib", import.meta.url));
const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

describe("the library's files", () => {
  it.each(files)(
    "import nothing that a browser lacks, and await nothing while loading: %s",
    (file) => {
      const text = readFileSync(join(lib, file), "utf8");
      const sources = [...text.matchAll(/^(?:import|export)\b(?! type)[^;]*?from "([^"]+)"/gm)].map(
        ([, source]) => source,
      );
      const allowed = sources.filter(
        (source) => source?.startsWith(".") || source === "@tensorflow/tfjs",
      );
      expect(sources).toEqual(allowed);
      expect(text).not.toMatch(/^(const .*= )?await /m);
    },
  );
});
