import type { Language } from "../language/types.js";
import { inputStates } from "../runtime/input.js";
import type { CommEvent, FromMain, ToMain, WorkerStart } from "../runtime/messages.js";
import type { CellSources } from "./cellSources.js";
import type { ConnectionFile } from "./connectionFile.js";
import { Execution } from "./execution.js";
import { listenToMain } from "./fromMain.js";
import type { History } from "./history.js";
import { Interrupts } from "./interrupts.js";
import { MessagePublisher } from "./publisher.js";
import { questions } from "./questions.js";
import { renderError } from "./renderError.js";
import { type Incoming, openSockets, type Sockets } from "./sockets.js";
import { Streams } from "./streams.js";
import type { Header, JsonObject } from "./wire.js";

export interface KernelParts {
  readonly start: WorkerStart;
  readonly connection: ConnectionFile;
  /** Called when the sockets are open: what it loads must not delay the first answer. */
  readonly loadLanguage: () => Promise<Language>;
  readonly history: History;
  readonly sources: CellSources;
  /** Ends the process, when all has been said. */
  readonly end: (how: { readonly byMain: boolean }) => void;
}

// Requests of which late output may still find its cell.
const remembered = 10_000;

/** Opens the kernel's sockets and answers what comes. */
export async function openKernel(parts: KernelParts): Promise<void> {
  const { start, connection, history, sources } = parts;
  const words = new Int32Array(start.words);
  const send = (request: ToMain) => start.ports.requests.postMessage(request);
  const requests = new Map<number, Incoming>();
  let numbers = 0;
  const number = (incoming: Incoming) => {
    numbers += 1;
    requests.set(numbers, incoming);
    requests.delete(numbers - remembered);
    return numbers;
  };
  const parentOf = (cellId: number): Header | undefined => requests.get(cellId)?.message.header;

  const early: Incoming[] = [];
  let receive = (incoming: Incoming): void => {
    early.push(incoming);
  };
  const sockets = await openSockets(connection, (incoming) => receive(incoming));
  const language = parts.loadLanguage();
  const publisher = new MessagePublisher(sockets, connection.key);
  const streams = new Streams((name, cellId, text) =>
    publisher.publish("stream", { name, text }, parentOf(cellId)),
  );
  const execution = new Execution({
    publisher,
    language,
    sources,
    history,
    send,
    number,
    finishStreams: (cellId) => streams.finish(cellId),
  });
  const interrupts = new Interrupts(send, words);
  const commTargets = new Map<string, string>();

  const stop = async (byMain: boolean) => {
    interrupts.close();
    await Promise.race([history.flushed(), pause(200)]);
    await Promise.race([
      Promise.all([sockets.flushed(), language.then((known) => known.dispose())]),
      pause(500),
    ]);
    await closeSockets(sockets);
    parts.end({ byMain });
  };

  const fromMain = (message: FromMain): void => {
    switch (message.type) {
      case "done":
        streams.finish(message.cellId);
        execution.done(message);
        return;
      case "display":
      case "result":
      case "error":
      case "broadcast":
      case "comm":
        streams.flush();
        publishFromMain(message);
        return;
      case "handled": {
        streams.finish(message.cellId);
        publisher.publish("status", { execution_state: "idle" }, parentOf(message.cellId));
        return;
      }
      case "input": {
        streams.flush();
        const asker = requests.get(message.cellId);
        if (asker === undefined) return;
        const { prompt, password } = message;
        publisher.ask("stdin", asker, "input_request", { prompt, password });
        return;
      }
      case "exiting":
        streams.flush();
        execution.exiting(message.cellId, message.code);
        // After the reply, which the queue sends in its next turns.
        setTimeout(() => void stop(true), 20);
        return;
    }
  };

  const publishFromMain = (message: Published): void => {
    const parent = parentOf(message.cellId);
    switch (message.type) {
      case "result":
        publisher.publish(
          "execute_result",
          { data: message.data, metadata: {}, execution_count: execution.count },
          parent,
        );
        return;
      case "error":
        publisher.publish("error", { ...renderError(message.error, sources) }, parent);
        return;
      case "broadcast": {
        const { messageType, content, metadata, buffers } = message;
        publisher.publish(messageType, { ...content }, parent, {
          metadata: { ...metadata },
          buffers,
        });
        return;
      }
      case "comm":
        publishComm(message.event, parent);
        return;
      case "display":
        publishDisplay(message, parent);
    }
  };

  const publishDisplay = (
    { message }: Extract<FromMain, { type: "display" }>,
    parent: Header | undefined,
  ): void => {
    if (message.kind === "clear_output") {
      publisher.publish("clear_output", { wait: message.wait }, parent);
      return;
    }
    const { data, metadata, displayId } = message;
    const transient = displayId === undefined ? {} : { display_id: displayId };
    publisher.publish(message.kind, { data, metadata, transient }, parent);
  };

  const publishComm = (event: CommEvent, parent: Header | undefined): void => {
    const { commId, data, metadata, buffers } = event;
    const extra = { metadata: { ...metadata }, buffers };
    switch (event.kind) {
      case "open":
        commTargets.set(commId, event.target);
        publisher.publish(
          "comm_open",
          { comm_id: commId, target_name: event.target, data },
          parent,
          extra,
        );
        return;
      case "message":
        publisher.publish("comm_msg", { comm_id: commId, data }, parent, extra);
        return;
      case "close":
        commTargets.delete(commId);
        publisher.publish("comm_close", { comm_id: commId, data }, parent, extra);
    }
  };

  const handleComm = (incoming: Incoming): void => {
    const { header, content, metadata, buffers } = incoming.message;
    publisher.publish("status", { execution_state: "busy" }, header);
    const commId = String(content.comm_id ?? "");
    const rest = { commId, data: content.data, metadata, buffers };
    const cellId = number(incoming);
    switch (header.msg_type) {
      case "comm_open": {
        const target = String(content.target_name ?? "");
        commTargets.set(commId, target);
        send({ type: "comm", cellId, event: { kind: "open", target, ...rest } });
        return;
      }
      case "comm_close":
        commTargets.delete(commId);
        send({ type: "comm", cellId, event: { kind: "close", ...rest } });
        return;
      default:
        send({ type: "comm", cellId, event: { kind: "message", ...rest } });
    }
  };

  const commInfo = ({ target_name: wanted }: JsonObject): JsonObject => {
    const comms = [...commTargets].filter(
      ([, target]) => wanted === undefined || wanted === null || wanted === target,
    );
    return {
      status: "ok",
      comms: Object.fromEntries(comms.map(([id, target]) => [id, { target_name: target }])),
    };
  };

  const known: Readonly<Record<string, (incoming: Incoming) => Promise<JsonObject> | JsonObject>> =
    {
      ...Object.fromEntries(
        Object.entries(questions(language, history)).map(([type, answer]) => [
          type,
          ({ message }: Incoming) => answer(message.content),
        ]),
      ),
      comm_info_request: ({ message }) => commInfo(message.content),
      interrupt_request: async () => {
        const free = interrupts.interrupt();
        void execution.interrupted(free);
        await free;
        return { status: "ok" };
      },
      shutdown_request: ({ message }) => ({
        status: "ok",
        restart: message.content.restart === true,
      }),
    };

  const answer = async (
    incoming: Incoming,
    work: (incoming: Incoming) => Promise<JsonObject> | JsonObject,
  ): Promise<void> => {
    const { header } = incoming.message;
    publisher.publish("status", { execution_state: "busy" }, header);
    let content: JsonObject;
    try {
      content = await work(incoming);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      content = { status: "error", ename: name, evalue: message, traceback: [] };
    }
    publisher.reply(incoming, content);
    if (header.msg_type === "shutdown_request")
      publisher.publish("shutdown_reply", content, header);
    publisher.publish("status", { execution_state: "idle" }, header);
    if (header.msg_type === "shutdown_request") await stop(false);
  };

  receive = (incoming) => {
    const { channel, message } = incoming;
    const type = message.header.msg_type;
    if (channel === "stdin") {
      if (type === "input_reply") answerQuestion(String(message.content.value ?? ""));
      return;
    }
    if (type === "execute_request") {
      execution.add(incoming);
      return;
    }
    if (type === "comm_open" || type === "comm_msg" || type === "comm_close") {
      handleComm(incoming);
      return;
    }
    const work = known[type];
    if (work !== undefined) void answer(incoming, work);
  };

  const answerQuestion = (value: string): void => {
    if (Atomics.load(words, 0) !== inputStates.waiting) return;
    start.ports.input.postMessage(value);
    Atomics.store(words, 0, inputStates.answered);
    Atomics.notify(words, 0);
  };

  listenToMain(start, {
    stream: (name, cellId, bytes) => streams.add(name, cellId, bytes),
    message: fromMain,
    stopped: (ticket) => interrupts.stopped(ticket),
  });
  publisher.publish("status", { execution_state: "starting" }, undefined);
  for (const incoming of early) receive(incoming);
}

type Published = Extract<FromMain, { type: "display" | "result" | "error" | "broadcast" | "comm" }>;

async function closeSockets(sockets: Sockets): Promise<void> {
  // What was handed to ZeroMQ still has to leave; closing waits for it in the background.
  await pause(20);
  sockets.close();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
