import type { Language } from "../language/types.js";
import type { FromMain, ToMain, WorkerStart } from "../runtime/messages.js";
import { type Answer, answer } from "./answer.js";
import type { CellSources } from "./cellSources.js";
import { Comms } from "./comms.js";
import type { ConnectionFile } from "./connectionFile.js";
import { publishShown } from "./display.js";
import { Execution } from "./execution/execution.js";
import { listenToMain } from "./fromMain.js";
import type { History } from "./history.js";
import { answerQuestion, askQuestion } from "./input.js";
import { Interrupts } from "./interrupts.js";
import { MessagePublisher } from "./publisher.js";
import { questions } from "./questions.js";
import { MessageReader } from "./reader.js";
import { refusalLog } from "./refusals.js";
import { Requests } from "./requests.js";
import { shutDown } from "./shutdown.js";
import { type Incoming, openSockets } from "./sockets.js";
import { Streams } from "./streams.js";
import { Values } from "./values.js";
import type { JsonObject } from "./wire.js";

export interface KernelParts {
  readonly start: WorkerStart;
  readonly connection: ConnectionFile;
  /** Called when the sockets are open: what it loads must not delay the first answer. */
  readonly loadLanguage: () => Promise<Language>;
  readonly history: History;
  readonly sources: CellSources;
  /** Writes to the log of the program that started the kernel. */
  readonly log: (text: string) => void;
  /** Ends the process, when all has been said. */
  readonly end: (how: { readonly byMain: boolean }) => void;
}

/** Opens the kernel's sockets and answers what comes. */
export async function openKernel(parts: KernelParts): Promise<void> {
  const { start, connection, history, sources } = parts;
  const send = (request: ToMain) => start.ports.requests.postMessage(request);
  const requests = new Requests();
  const number = (incoming: Incoming, isSilent = false) => requests.add(incoming, isSilent);

  const sockets = await openSockets(connection);
  const language = parts.loadLanguage();
  const publisher = new MessagePublisher(sockets, connection.key);
  const streams = new Streams((name, cellId, text) => {
    if (requests.isSilent(cellId)) return;
    publisher.publish("stream", { name, text }, requests.headerOf(cellId));
  });
  const finishStreams = (cellId: number) => streams.finish(cellId);
  const shared = { publisher, language, sources, history, send, number };
  const execution = new Execution({ ...shared, finishStreams });
  const comms = new Comms(shared);
  const interrupts = new Interrupts(send, new Int32Array(start.words));
  const values = new Values(send);
  const display = { publisher, sources, comms, count: () => execution.count };
  const stop = async (byMain: boolean) => {
    await shutDown({ sockets, interrupts, history, language });
    parts.end({ byMain });
  };

  const fromMain = (message: FromMain): void => {
    switch (message.type) {
      case "done":
        streams.finish(message.cellId);
        execution.done(message);
        return;
      case "handled":
        streams.finish(message.cellId);
        publisher.status("idle", requests.headerOf(message.cellId));
        execution.repeatBusy();
        return;
      case "input":
        streams.flush();
        askQuestion(message, requests.find(message.cellId), publisher);
        return;
      case "exiting":
        streams.flush();
        execution.exiting(message);
        // After the reply, which the queue sends in its next turns.
        setTimeout(() => void stop(true), 20);
        return;
      default:
        streams.flush();
        if (message.type !== "comm" && requests.isSilent(message.cellId)) return;
        publishShown(message, requests.headerOf(message.cellId), display);
    }
  };

  const answers = new Map<string, Answer>(
    Object.entries({
      ...questions(language, history, values),
      comm_info_request: (content: JsonObject) => comms.info(content),
      interrupt_request: async () => {
        const free = interrupts.interrupt();
        void execution.interrupted(free);
        await free;
        return { status: "ok" };
      },
      shutdown_request: ({ restart }: JsonObject) => ({ status: "ok", restart: restart === true }),
    }),
  );

  const receive = (incoming: Incoming): void => {
    const { channel, message } = incoming;
    const type = message.header.msg_type;
    if (channel === "stdin") {
      if (type === "input_reply") answerQuestion(String(message.content.value ?? ""), start);
      return;
    }
    if (type === "execute_request") {
      execution.add(incoming);
      return;
    }
    if (Comms.handles(type)) {
      comms.receive(incoming);
      return;
    }
    const work = answers.get(type);
    // Both sides allow messages they do not know.
    if (work === undefined) return;
    const answered = answer(incoming, work, publisher).then(() => execution.repeatBusy());
    if (type === "shutdown_request") void answered.then(() => stop(false));
  };

  listenToMain(start, {
    stream: (name, cellId, bytes) => streams.add(name, cellId, bytes),
    message: fromMain,
    stopped: (ticket) => interrupts.stopped(ticket),
    value: (ticket, text) => values.answered(ticket, text),
  });
  publisher.status("starting", undefined);
  const reader = new MessageReader(connection.key, refusalLog(parts.log));
  sockets.listen({
    received: (channel, frames) => {
      const incoming = reader.read(channel, frames);
      if (incoming !== undefined) receive(incoming);
    },
    subscribed: (topic) => {
      publisher.welcome(topic);
      execution.tellStatus();
    },
  });
}
