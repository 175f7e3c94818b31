/**
 * The phases of `npm test`, in order. `needs` names what a machine may lack; a phase without it is
 * skipped, and said to be.
 *
 * @typedef {{name: string, kind: "types" | "lint" | "vitest", folders?: string[],
 *   needs?: "chromium" | "sandbox"}} Phase
 * @type {readonly Phase[]}
 */
export const phases = [
  { name: "types", kind: "types" },
  { name: "lint", kind: "lint" },
  // Everything that no other phase names.
  { name: "unit", kind: "vitest" },
  { name: "kernel", kind: "vitest", folders: ["kernel", "execution"] },
  { name: "lessons", kind: "vitest", folders: ["lessons"] },
  { name: "grading", kind: "vitest", folders: ["grading"], needs: "sandbox" },
  { name: "attacks", kind: "vitest", folders: ["attacks"], needs: "sandbox" },
  { name: "browser", kind: "vitest", folders: ["browser"], needs: "chromium" },
];

/** The phases of these names, in the usual order; all of them for none. */
export function choosePhases(names) {
  const known = phases.map((phase) => phase.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    return {
      problem: `Cannot run ${unknown.map((name) => `"${name}"`).join(", ")}: the phases are ${known.join(", ")}.`,
    };
  }
  return {
    chosen: names.length === 0 ? phases : phases.filter(({ name }) => names.includes(name)),
  };
}
