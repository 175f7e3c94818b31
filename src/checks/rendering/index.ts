export { escapeHtml } from "../../lib/text/escapeHtml.js";
export type { Block, Feedback, Row, Table } from "./block.js";
export { feedbackHtml } from "./html.js";
export { pointsText } from "./points.js";
export { type StateLook, stateLook } from "./state.js";
export { feedbackText } from "./text.js";
export { formatData } from "./values.js";
export { verdictFeedback } from "./verdict.js";
