import type { Exercise } from "../exercise.js";
import { exercises as welcome } from "./00-welcome.js";
import { exercises as oneHot } from "./01-one-hot.js";
import { exercises as softOneHot } from "./02-soft-one-hot.js";
import { exercises as binary } from "./03-binary.js";
import { exercises as softIou } from "./04-soft-iou.js";
import { exercises as softDice } from "./05-soft-dice.js";
import { exercises as softCrossEntropy } from "./06-soft-cross-entropy.js";
import { exercises as softTargets } from "./07-soft-targets.js";
import { exercises as hardForward } from "./08-hard-forward.js";
import { exercises as capstone } from "./09-capstone.js";

/** Every exercise of every lesson, in the order they are taught. */
export const exercises: readonly Exercise[] = [
  ...welcome,
  ...oneHot,
  ...softOneHot,
  ...binary,
  ...softIou,
  ...softDice,
  ...softCrossEntropy,
  ...softTargets,
  ...hardForward,
  ...capstone,
];
