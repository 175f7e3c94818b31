import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Subscriber } from "zeromq";
import { decodeMessage } from "../../../src/kernel/protocol/wire.js";
import { temporaryFolder } from "./support/kernel.js";
import { RawClient } from "./support/rawClient.js";

const folder = temporaryFolder();
let client: RawClient;

beforeAll(async () => {
  client = await RawClient.start(folder, { history: join(folder, "history.jsonl") });
});
afterAll(() => client.close());

const execute = (code: string, more = {}) =>
  client.send("shell", "execute_request", { code, ...more });
const blocking = async (code = 'console.log("on"); while (true) {}') => {
  const id = execute(code);
  await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "stream");
  return id;
};
const interrupt = () => client.request("control", "interrupt_request", {});

describe("every request", () => {
  it.each([
    ["kernel_info_request", {}],
    ["execute_request", { code: "1" }],
    ["execute_request", { code: "" }],
    ["execute_request", { code: "1", silent: true }],
    ["execute_request", { code: "const text: string = 1;" }],
    ["execute_request", { code: "console.log(1); throw new Error('x');" }],
    ["complete_request", { code: "conso", cursor_pos: 5 }],
    ["inspect_request", { code: "console", cursor_pos: 3, detail_level: 0 }],
    ["is_complete_request", { code: "1" }],
    ["history_request", { hist_access_type: "tail", n: 1 }],
    ["comm_info_request", {}],
    ["interrupt_request", {}],
    ["comm_open", { comm_id: "nobody", target_name: "nobody", data: {} }],
  ])("%s %j is between one busy and one idle", async (type, content) => {
    const channel = type === "interrupt_request" ? "control" : "shell";
    const id = client.send(channel, type, content);
    expect(await client.statesOf(id)).toEqual(["busy", "idle"]);
  });

  it("finds its whole header in all that answers it, with a date in UTC", async () => {
    const header = { subshell_id: null, extra: { a: [1] }, date: "2026-01-02T03:04:05.678901Z" };
    const id = client.send("shell", "execute_request", { code: "1" }, { header });
    await client.statesOf(id);
    const answers = () => client.messages.filter(({ message }) => message.parent.msg_id === id);
    // The reply comes on another socket than idle, before or after it.
    await expect
      .poll(() =>
        answers()
          .map(({ message }) => message.header.msg_type)
          .sort(),
      )
      .toEqual(["execute_input", "execute_reply", "execute_result", "status", "status"].sort());
    for (const { message } of answers()) {
      expect(message.parent).toMatchObject({ ...header, msg_id: id, session: "raw" });
      expect(message.header.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(message.header.version).toBe("5.4");
    }
    const ids = answers().map(({ message }) => message.header.msg_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("that is unknown, or has unknown fields, disturbs nothing", async () => {
    client.send("shell", "constructor", {});
    client.send("shell", "create_subshell_request", {});
    client.send("control", "debug_request", { command: "initialize" });
    expect(await client.request("shell", "kernel_info_request", { later: 1 })).toMatchObject({
      status: "ok",
      supported_features: [],
    });
    expect(
      client.messages.filter(({ message }) => message.header.msg_type === "debug_reply"),
    ).toEqual([]);
  });
});

describe("a front end's view of the kernel", () => {
  it("is busy as long as a cell runs, whatever is answered meanwhile", async () => {
    const id = await blocking();
    await client.request("shell", "complete_request", { code: "conso", cursor_pos: 5 });
    const told = () =>
      client.messages.flatMap(({ message: { header, content } }) =>
        header.msg_type === "status" ? [content.execution_state] : [],
      );
    await client.waitFor(() => told().slice(-3).join() === "busy,idle,busy");
    await interrupt();
    await client.replyTo(id);
    await client.waitFor(() => told().at(-1) === "idle");
  });

  it("begins with a welcome to the topic it listens to", async () => {
    const other = new Subscriber({ linger: 0 });
    other.connect(client.address("iopub"));
    other.subscribe("");
    const decoded = decodeMessage(await other.receive(), client.connection.key);
    const next = decodeMessage(await other.receive(), client.connection.key);
    other.close();
    expect(decoded).toMatchObject({
      message: {
        header: { msg_type: "iopub_welcome" },
        parent: {},
        content: { subscription: "" },
      },
    });
    // Of no request: JupyterLab ignores the states of kernel_info_request.
    expect(next).toMatchObject({
      message: {
        header: { msg_type: "status" },
        parent: {},
        content: { execution_state: "idle" },
      },
    });
  });

  it("tells who begins to listen that a cell runs", async () => {
    const id = await blocking();
    const other = new Subscriber({ linger: 0 });
    other.connect(client.address("iopub"));
    other.subscribe("");
    await other.receive();
    const next = decodeMessage(await other.receive(), client.connection.key);
    other.close();
    expect(next).toMatchObject({
      message: { parent: { msg_id: id }, content: { execution_state: "busy" } },
    });
    await interrupt();
    await client.replyTo(id);
  });
});

describe("execute_request", () => {
  it("that waits behind a failing one is aborted, with a count and both states", async () => {
    const failing = execute("throw new Error('x')");
    const waiting = execute("1");
    const { execution_count: count } = (await client.replyTo(failing)).content;
    expect((await client.replyTo(waiting)).content).toEqual({
      status: "aborted",
      execution_count: count,
    });
    expect(await client.statesOf(waiting)).toEqual(["busy", "idle"]);
    expect(client.published(waiting)).toEqual([]);
  });

  it("shows nothing at all when it is silent", async () => {
    const { reply, published } = await client.execute({
      code: 'console.log(1); display({ "text/plain": "2" }, { raw: true }); throw new Error("x");',
      silent: true,
    });
    expect(published).toEqual([]);
    expect(reply).toMatchObject({ status: "error", ename: "Error", evalue: "x" });
  });

  it("evaluates expressions after a silent cell, as front ends ask for the state", async () => {
    const { reply } = await client.execute({
      code: "",
      silent: true,
      user_expressions: { two: "1 + 1" },
    });
    expect(reply.user_expressions).toEqual({
      two: { status: "ok", data: { "text/plain": "2" }, metadata: {} },
    });
  });
});

describe("while a cell blocks the main thread", () => {
  it("the heart beats, and questions are answered", async () => {
    const id = await blocking();
    expect(await client.heartbeat()).toBe("ping");
    expect(await client.request("shell", "is_complete_request", { code: "f(" })).toMatchObject({
      status: "incomplete",
    });
    await interrupt();
    expect((await client.replyTo(id)).content.ename).toBe("KeyboardInterrupt");
  });

  it("an interrupt that comes on shell stops it, too", async () => {
    const id = await blocking();
    expect(await client.request("shell", "interrupt_request", {})).toEqual({ status: "ok" });
    expect((await client.replyTo(id)).content.ename).toBe("KeyboardInterrupt");
  });
});

describe("buffers", () => {
  it("of many megabytes go both ways, byte by byte", async () => {
    await client.execute({
      code: `import { comms } from "softgrad/kernel";
comms().register("bytes", (comm) => {
  comm.onMessage = ({ data, buffers, metadata }) => comm.send(data, { buffers, metadata });
});`,
    });
    client.send("shell", "comm_open", { comm_id: "b", target_name: "bytes", data: {} });
    const bytes = Buffer.alloc(30_000_000, Buffer.from([0, 255, 7, 128]));
    const buffers = [bytes, Buffer.alloc(0), Buffer.from("é")];
    const id = client.send("shell", "comm_msg", { comm_id: "b", data: { n: 1 } }, { buffers });
    const answer = await client.waitFor(
      (m) => m.parent.msg_id === id && m.header.msg_type === "comm_msg",
    );
    expect(answer.content).toEqual({ comm_id: "b", data: { n: 1 } });
    expect(answer.buffers.length).toBe(3);
    expect(answer.buffers.every((each, at) => buffers[at]?.equals(each))).toBe(true);
  });
});

describe("history_request", () => {
  const ask = (content: object) => client.request("shell", "history_request", { ...content });

  it("counts sessions back, gives pairs with outputs, and forgives what it does not know", async () => {
    const history = join(folder, "sessions.jsonl");
    for (const code of ["const first = 1", "const second = 2"]) {
      const earlier = await RawClient.start(folder, { history });
      await earlier.execute({ code });
      await earlier.request("control", "shutdown_request", { restart: false });
      await earlier.close();
    }
    const third = await RawClient.start(folder, { history });
    const asked = (content: object) => third.request("shell", "history_request", { ...content });
    const range = { hist_access_type: "range", start: 1, stop: 2, raw: true };
    expect((await asked({ ...range, session: -1, output: true })).history).toEqual([
      [2, 1, ["const second = 2", null]],
    ]);
    expect((await asked({ ...range, session: -2 })).history).toEqual([[1, 1, "const first = 1"]]);
    const search = { hist_access_type: "search", pattern: "const ?????? = *", n: 5 };
    expect((await asked(search)).history).toEqual([[2, 1, "const second = 2"]]);
    await third.close();
  });

  it("gives nothing for no cells, and an empty list for an unknown session", async () => {
    expect(await ask({ hist_access_type: "tail", n: 0 })).toEqual({ status: "ok", history: [] });
    expect(await ask({ hist_access_type: "range", session: 99 })).toEqual({
      status: "ok",
      history: [],
    });
  });
});

describe("a kernel", () => {
  it("works unsigned where the connection file has no key", async () => {
    const open = await RawClient.start(folder, { isSigned: false });
    expect((await open.execute({ code: "1 + 1" })).reply.status).toBe("ok");
    expect((await open.execute({ code: "1 + 1" })).reply.status).toBe("ok");
    await open.close();
  });

  it("logs what it refuses, a few times", async () => {
    const own = await RawClient.start(folder);
    for (let i = 0; i < 20; i++) await own.sendFrames("shell", ["nonsense"]);
    await own.request("shell", "kernel_info_request", {});
    while (!own.log.includes("not reported")) await delay(20);
    const lines = own.log.trimEnd().split("\n");
    expect(lines.length).toBe(11);
    expect(lines[0]).toBe(
      "softgrad kernel: Cannot read a message on shell: it has no delimiter <IDS|MSG>",
    );
    expect(lines[10]).toBe("softgrad kernel: Further such messages are not reported");
    await own.close();
  });

  it.each([
    ["process.exit(3)", 3],
    ["process.exitCode = 4; process.exit();", 4],
    ["setTimeout(() => process.exit(5), 1);", 5],
    ["process.on('exit', () => process.exit(6)); process.exit(7);", 6],
  ])("ends by %s with that code", async (code, expected) => {
    const own = await RawClient.start(folder);
    const ended = once(own.kernel, "exit");
    own.send("shell", "execute_request", { code });
    expect(await ended).toEqual([expected, null]);
    await own.close();
  });

  it.each(["control", "shell"] as const)("ends well by a shutdown on %s", async (channel) => {
    const own = await RawClient.start(folder);
    const ended = once(own.kernel, "exit");
    const id = own.send(channel, "shutdown_request", { restart: false });
    const reply = await own.replyTo(id);
    expect(reply.content).toEqual({ status: "ok", restart: false });
    expect(await own.statesOf(id)).toEqual(["busy", "idle"]);
    expect(own.published(id).map(({ header }) => header.msg_type)).toEqual(["shutdown_reply"]);
    expect(await ended).toEqual([0, null]);
    await own.close();
  });
});
