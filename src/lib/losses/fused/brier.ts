import { activate } from "../shared/activate.js";
import { fusedPixelLoss } from "./fusedPixelLoss.js";

/**
 * The Brier loss of probabilities, or of logits by their activation with a sharpness α.
 *
 * @formula L = Σ_c w_c (p_c − t_c)²
 */
export const brierParts = fusedPixelLoss(
  "Brier",
  (prepared, { activation, positives, parameter: alpha }) =>
    activate(prepared, { activation, alpha }).sub(prepared.target).square().mul(positives).sum(-1),
);
