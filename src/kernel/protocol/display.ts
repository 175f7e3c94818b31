import type { DisplayMessage } from "../display/types.js";
import type { FromMain } from "../runtime/messages.js";
import type { CellSources } from "./cellSources.js";
import type { Comms } from "./comms.js";
import type { MessagePublisher, Parent } from "./publisher.js";
import { renderError } from "./renderError.js";

/** What the main thread shows beside its streams. */
export type Shown = Extract<
  FromMain,
  { type: "display" | "result" | "error" | "broadcast" | "comm" }
>;

export interface DisplayParts {
  readonly publisher: MessagePublisher;
  readonly sources: CellSources;
  readonly comms: Comms;
  /** The number of the cell that runs. */
  readonly count: () => number;
}

/** Publishes what a cell shows. */
export function publishShown(shown: Shown, parent: Parent, parts: DisplayParts): void {
  const { publisher, sources, comms } = parts;
  switch (shown.type) {
    case "result": {
      const content = { data: shown.data, metadata: {}, execution_count: parts.count() };
      publisher.publish("execute_result", content, parent);
      return;
    }
    case "error":
      publisher.publish("error", { ...renderError(shown.error, sources) }, parent);
      return;
    case "broadcast": {
      const { messageType, content, metadata, buffers } = shown;
      publisher.publish(messageType, { ...content }, parent, {
        metadata: { ...metadata },
        buffers,
      });
      return;
    }
    case "comm":
      comms.publish(shown.event, parent);
      return;
    case "display":
      publishDisplay(shown.message, parent, publisher);
  }
}

function publishDisplay(
  message: DisplayMessage,
  parent: Parent,
  publisher: MessagePublisher,
): void {
  if (message.kind === "clear_output") {
    publisher.publish("clear_output", { wait: message.wait }, parent);
    return;
  }
  const { data, metadata, displayId } = message;
  const transient = displayId === undefined ? {} : { display_id: displayId };
  publisher.publish(message.kind, { data, metadata, transient }, parent);
}
