import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { functions } from "../../scripts/golden/functions.mjs";
import { readCases } from "../../scripts/golden/readCases.mjs";
import { runCase } from "../../scripts/golden/runCase.mjs";
import * as softgrad from "../../src/lib/index.js";
import { describeOnBackends } from "./backends.js";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const table = functions(softgrad);
// A bare clone has the subset; where the whole file lies beside the checkout, it is run too.
const files = [path("golden/subset.jsonl"), path("../../../shared/golden/public.json")];

describe.each(files.filter(existsSync))("%s", (file) => {
  const cases = readCases(file);
  const names = [...new Set(cases.map(({ loss }) => loss))];

  it("maps every function of the oracle", () => {
    expect(names.filter((name) => !(name in table))).toEqual([]);
  });

  describeOnBackends("the library agrees with the oracle", () => {
    it.each(names)("in %s", (name) => {
      const failures = cases
        .filter(({ loss }) => loss === name)
        .map((golden) => ({ id: golden.id, ...runCase(golden, table, tf) }))
        .filter(({ status }) => status !== "passed");
      expect(failures).toEqual([]);
    });
  });
});
