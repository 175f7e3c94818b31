import { isBundle, wireBundle } from "../mime/bundle.js";
import { metadataOf } from "../mime/json.js";
import type { SendDisplay } from "../types.js";
import { isPlainObject } from "../values/look.js";
import type { Broadcast, BroadcastExtra } from "./types.js";

/** Sends display messages where all others of the cell go, in their order, and the rest as it is. */
export function broadcastTo(send: SendDisplay, others?: Broadcast): Broadcast {
  return (msgType, content, extra) => {
    switch (msgType) {
      case "display_data":
      case "update_display_data":
        return send(displayMessage(msgType, content, extra));
      case "clear_output":
        return send({ kind: "clear_output", wait: content.wait === true });
      default:
        if (others) return others(msgType, content, extra);
        throw new Error(
          `Cannot broadcast ${msgType}: only display_data, update_display_data and clear_output can be sent here`,
        );
    }
  };
}

function displayMessage(
  kind: "display_data" | "update_display_data",
  content: Readonly<Record<string, unknown>>,
  extra: BroadcastExtra | undefined,
) {
  const { data, metadata, transient } = content;
  if (!isBundle(data)) {
    throw new TypeError(`Cannot broadcast ${kind}: content.data has to hold contents by MIME type`);
  }
  const id = isPlainObject(transient) ? transient.display_id : undefined;
  return {
    kind,
    data: wireBundle(data),
    metadata: metadataOf(metadata ?? extra?.metadata),
    ...(typeof id === "string" ? { displayId: id } : {}),
  };
}
