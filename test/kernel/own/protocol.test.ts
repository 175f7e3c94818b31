import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeMessage } from "../../../src/kernel/protocol/wire.js";
import { temporaryFolder } from "./support/kernel.js";
import { messageOf, RawClient } from "./support/rawClient.js";

const folder = temporaryFolder();
const history = join(folder, "history.jsonl");
let client: RawClient;

beforeAll(async () => {
  client = await RawClient.start(folder, { history });
});
afterAll(() => client.close());

const types = (messages: readonly { header: { msg_type: string } }[]) =>
  messages.map(({ header }) => header.msg_type);

describe("kernel_info", () => {
  it("describes the kernel honestly", async () => {
    expect(await client.request("shell", "kernel_info_request", {})).toMatchObject({
      status: "ok",
      protocol_version: "5.4",
      implementation: "softgrad",
      language_info: { name: "typescript", mimetype: "text/typescript", file_extension: ".ts" },
      debugger: false,
      supported_features: [],
    });
  });

  it("is answered while a cell blocks", async () => {
    const id = client.send("shell", "execute_request", {
      code: 'console.log("blocked"); while (true) {}',
    });
    await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "stream");
    expect(await client.request("control", "kernel_info_request", {})).toMatchObject({
      status: "ok",
    });
    expect(await client.request("control", "interrupt_request", {})).toEqual({ status: "ok" });
    expect((await client.replyTo(id)).content).toMatchObject({ ename: "KeyboardInterrupt" });
  });
});

describe("execute_request", () => {
  it("publishes the input, the output and the result, in this order", async () => {
    const { reply, published } = await client.execute({ code: 'console.log(1); "two"' });
    expect(types(published)).toEqual(["execute_input", "stream", "execute_result"]);
    expect(published[0]?.content).toEqual({
      code: 'console.log(1); "two"',
      execution_count: reply.execution_count,
    });
    expect(reply).toMatchObject({ status: "ok", user_expressions: {}, payload: [] });
  });

  it("is silent when asked to be", async () => {
    const before = (await client.execute({ code: "0" })).reply.execution_count;
    const { published } = await client.execute({
      code: "var quiet = 7; quiet",
      silent: true,
    });
    expect(published).toEqual([]);
    const after = (await client.execute({ code: "0" })).reply.execution_count;
    expect(Number(after) - Number(before)).toBe(1);
  });

  it("does not count what is not stored", async () => {
    const before = (await client.execute({ code: "0" })).reply.execution_count;
    await client.execute({ code: "1", store_history: false });
    const after = (await client.execute({ code: "0" })).reply.execution_count;
    expect(Number(after) - Number(before)).toBe(1);
  });

  it("evaluates user expressions, each on its own", async () => {
    const { reply } = await client.execute({
      code: "var three = 3;",
      user_expressions: { good: "three * 2", bad: "missing.name", wrong: "let = )" },
    });
    expect(reply.user_expressions).toMatchObject({
      good: { status: "ok", data: { "text/plain": "6" }, metadata: {} },
      bad: { status: "error", ename: "ReferenceError" },
      wrong: { status: "error", ename: "SyntaxError" },
    });
  });

  it("aborts what waits after an error, unless told to go on", async () => {
    const send = (code: string, more = {}) =>
      client.send("shell", "execute_request", { code, ...more });
    const stopped = [send("throw new Error('x')"), send("1"), send("2")];
    const replies = await Promise.all(stopped.map((id) => client.replyTo(id)));
    expect(replies.map(({ content }) => content.status)).toEqual(["error", "aborted", "aborted"]);
    const going = [send("throw new Error('x')", { stop_on_error: false }), send("1")];
    const others = await Promise.all(going.map((id) => client.replyTo(id)));
    expect(others.map(({ content }) => content.status)).toEqual(["error", "ok"]);
  });
});

describe("input", () => {
  const ask = (code: string, value: string) => {
    const id = client.send("shell", "execute_request", { code, allow_stdin: true });
    const question = client.waitFor(
      (m) => m.parent.msg_id === id && m.header.msg_type === "input_request",
    );
    const answered = question.then(({ content }) => {
      client.send("stdin", "input_reply", { value });
      return content;
    });
    return { id, answered };
  };
  const resultOf = async (id: string) => {
    await client.replyTo(id);
    const result = client.published(id).find((m) => m.header.msg_type === "execute_result");
    return result?.content.data;
  };

  it.each([
    ["prompt", 'prompt("Name?")', { prompt: "Name? ", password: false }, "Ada", "'Ada'"],
    ["confirm", 'confirm("Sure?")', { prompt: "Sure? [y/N] ", password: false }, "y", "true"],
    ["a secret", 'promptSecret("Key?")', { prompt: "Key? ", password: true }, "s3", "'s3'"],
  ])("is asked for by %s", async (_, code, question, value, expected) => {
    const { id, answered } = ask(code, value);
    expect(await answered).toEqual(question);
    await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "execute_result");
    expect(await resultOf(id)).toEqual({ "text/plain": expected });
  });

  it("is refused where the front end takes no questions", async () => {
    const { reply } = await client.execute({ code: 'prompt("x")', allow_stdin: false });
    expect(reply).toMatchObject({
      ename: "InputError",
      evalue: "Cannot ask for input: the program that runs this cell takes no questions",
    });
  });

  it("can be interrupted", async () => {
    const id = client.send("shell", "execute_request", { code: "prompt('x')", allow_stdin: true });
    await client.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "input_request");
    await client.request("control", "interrupt_request", {});
    expect((await client.replyTo(id)).content).toMatchObject({ ename: "KeyboardInterrupt" });
  });
});

describe("comms", () => {
  it("open from the front end, answer, and close", async () => {
    await client.execute({
      code: `import { comms } from "softgrad/kernel";
comms().register("echo", (comm, { data }) => {
  comm.send({ opened: data });
  comm.onMessage = (message) => comm.send({ again: message.data });
});`,
    });
    const opened = client.send("shell", "comm_open", {
      comm_id: "c1",
      target_name: "echo",
      data: { a: 1 },
    });
    const answer = await client.waitFor(
      (m) => m.parent.msg_id === opened && m.header.msg_type === "comm_msg",
    );
    expect(answer.content).toEqual({ comm_id: "c1", data: { opened: { a: 1 } } });
    expect(await client.request("shell", "comm_info_request", { target_name: "echo" })).toEqual({
      status: "ok",
      comms: { c1: { target_name: "echo" } },
    });
    const sent = client.send("shell", "comm_msg", { comm_id: "c1", data: 2 });
    const second = await client.waitFor(
      (m) => m.parent.msg_id === sent && m.header.msg_type === "comm_msg",
    );
    expect(second.content).toEqual({ comm_id: "c1", data: { again: 2 } });
    client.send("shell", "comm_close", { comm_id: "c1", data: {} });
    expect(await client.request("shell", "comm_info_request", {})).toEqual({
      status: "ok",
      comms: {},
    });
  });

  it("of an unknown target are closed", async () => {
    const id = client.send("shell", "comm_open", { comm_id: "c2", target_name: "no", data: {} });
    const closed = await client.waitFor(
      (m) => m.parent.msg_id === id && m.header.msg_type === "comm_close",
    );
    expect(closed.content).toEqual({ comm_id: "c2", data: {} });
  });
});

describe("history", () => {
  it("has ranges, tails and searches, and outlives the kernel", async () => {
    const own = join(folder, "own.jsonl");
    const first = await RawClient.start(folder, { history: own });
    await first.execute({ code: "const alpha = 1" });
    await first.execute({ code: "alpha" });
    await first.execute({ code: "alpha" });
    const asked = (from: RawClient, content: object) =>
      from.request("shell", "history_request", { output: false, raw: true, ...content });
    expect((await asked(first, { hist_access_type: "tail", n: 2 })).history).toEqual([
      [1, 2, "alpha"],
      [1, 3, "alpha"],
    ]);
    await first.close();

    const second = await RawClient.start(folder, { history: own });
    await second.execute({ code: "const beta = 2" });
    const range = { hist_access_type: "range", session: 1, start: 1, stop: 2 };
    expect((await asked(second, range)).history).toEqual([[1, 1, "const alpha = 1"]]);
    const search = { hist_access_type: "search", pattern: "*alpha", unique: true };
    expect((await asked(second, search)).history).toEqual([[1, 3, "alpha"]]);
    expect((await asked(second, { hist_access_type: "tail", n: 1 })).history).toEqual([
      [2, 1, "const beta = 2"],
    ]);
    await second.close();
  });
});

describe("the wire", () => {
  it("refuses forged, repeated and malformed messages, and the kernel lives", async () => {
    const { key } = client.connection;
    const good = encodeMessage(
      messageOf("execute_request", { code: "// @ts-nocheck\nglobalThis.times ??= 0; times++" }),
      key,
    );
    const forged = encodeMessage(
      messageOf("execute_request", { code: "// @ts-nocheck\nglobalThis.forged = 1" }),
      "other key",
    );
    await client.sendFrames("shell", forged);
    await client.sendFrames("shell", good);
    await client.sendFrames("shell", good);
    await client.sendFrames("shell", ["nonsense"]);
    await client.sendFrames("control", ["<IDS|MSG>", "00", "{", "}", "{}", "{}"]);
    const { published } = await client.execute({ code: "// @ts-nocheck\n[times, typeof forged]" });
    const result = published.find((m) => m.header.msg_type === "execute_result");
    expect(result?.content.data).toEqual({ "text/plain": "[ 1, 'undefined' ]" });
  });

  it("has a heartbeat", async () => {
    expect(await client.heartbeat()).toBe("ping");
  });

  it.skipIf(process.platform === "win32")("goes over ipc too", async () => {
    const other = await RawClient.start(folder, { transport: "ipc" });
    const { reply } = await other.execute({ code: "1 + 1" });
    expect(reply.status).toBe("ok");
    await other.close();
  });
});

describe("shutdown", () => {
  it.each([
    ["an idle kernel", undefined],
    ["a busy one", "while (true) {}"],
  ])("ends %s", async (_, code) => {
    const other = await RawClient.start(folder);
    const ended = once(other.kernel, "exit");
    if (code !== undefined) {
      const id = other.send("shell", "execute_request", { code });
      await other.waitFor((m) => m.parent.msg_id === id && m.header.msg_type === "execute_input");
    }
    expect(await other.request("control", "shutdown_request", { restart: true })).toEqual({
      status: "ok",
      restart: true,
    });
    await ended;
    await other.close();
  });
});
