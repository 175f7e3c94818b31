import type { MessagePublisher } from "./publisher.js";
import type { Incoming } from "./sockets.js";
import type { JsonObject } from "./wire.js";

/** The content of a reply. */
export type Answer = (content: JsonObject) => Promise<JsonObject> | JsonObject;

/** Answers a request between its busy and its idle status. */
export async function answer(
  incoming: Incoming,
  work: Answer,
  publisher: MessagePublisher,
): Promise<void> {
  const { header, content: asked } = incoming.message;
  publisher.status("busy", header);
  let content: JsonObject;
  try {
    content = await work(asked);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    content = { status: "error", ename: name, evalue: message, traceback: [] };
  }
  publisher.reply(incoming, content);
  // Every other front end of the kernel learns of its end, too.
  if (header.msg_type === "shutdown_request") publisher.publish("shutdown_reply", content, header);
  publisher.status("idle", header);
}
