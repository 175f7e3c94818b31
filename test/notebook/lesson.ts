/** A lesson source as an author writes it, with one exercise. */
export const lesson = `// ---
// jupyter:
//   kernelspec:
//     name: tslab
// ---

// %% [markdown] id="goal"
// # Sums
//
// Add numbers.

// %% id="imports"
import { check, NotAttempted } from "softgrad/checks";

// %% id="sum" exercise="sum" role="answer"
function sum(values: number[]): number {
  // BEGIN SOLUTION
  let total = 0;
  for (const value of values) total += value;
  return total;
  // END SOLUTION
}

// %% id="sum-check" exercise="sum" role="check"
await check("sum", sum);
`;

export const lessonPoints = { sum: 2 };
