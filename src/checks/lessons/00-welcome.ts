import type { Exercise } from "../exercise.js";
import { maskShare } from "./00-welcome/mask-share.js";

export const exercises: readonly Exercise[] = [maskShare];
