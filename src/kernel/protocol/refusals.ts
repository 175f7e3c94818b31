import type { Refusal } from "./reader.js";
import type { RequestChannel } from "./sockets.js";

// A program that sends nothing but nonsense must not fill the server's log.
const told = 10;

const reasons: Readonly<Record<Refusal, string>> = {
  "no-delimiter": "it has no delimiter <IDS|MSG>",
  "missing-frames": "it has too few frames",
  "wrong-signature": "its signature is not that of the connection file's key",
  malformed: "a part of it is not the JSON that the protocol asks for",
  repeated: "a message with its signature came before",
};

/** Says in the kernel's own error output which messages it does not act on, and why. */
export function refusalLog(
  write: (line: string) => void,
): (channel: RequestChannel, why: Refusal) => void {
  let count = 0;
  return (channel, why) => {
    count += 1;
    if (count > told) return;
    write(`softgrad kernel: Cannot read a message on ${channel}: ${reasons[why]}\n`);
    if (count === told) write("softgrad kernel: Further such messages are not reported\n");
  };
}
