export * from "./draw.js";
export * from "./drawMasks.js";
export * from "./entropyExercise.js";
export * from "./masks.js";
export * from "./plain.js";
export * from "./rows.js";
export * from "./termSums.js";
