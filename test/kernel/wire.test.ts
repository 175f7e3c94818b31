import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeMessage,
  encodeMessage,
  type JsonObject,
  type Message,
} from "../../src/kernel/protocol/wire.js";

const key = "5ca1ab1e";

function messageOf(content: JsonObject, buffers: Uint8Array[] = []): Message {
  return {
    header: {
      msg_id: "m1",
      msg_type: "execute_request",
      session: "s1",
      username: "ada",
      date: "2026-01-01T00:00:00Z",
      version: "5.3",
    },
    parent: { msg_id: "m0" },
    metadata: { a: 1 },
    content,
    buffers,
  };
}

const jsonObjects = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
const identities = fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { maxLength: 3 });

describe("the wire protocol", () => {
  it("signs the four JSON parts with HMAC-SHA256 in hex", () => {
    const frames = encodeMessage(messageOf({ code: "1 + 1" }), key).map(String);
    const expected = createHmac("sha256", key).update(frames.slice(2).join("")).digest("hex");
    expect(frames[0]).toBe("<IDS|MSG>");
    expect(frames[1]).toBe(expected);
    expect(frames.slice(2).map((part) => JSON.parse(part))).toMatchObject([
      { msg_type: "execute_request" },
      { msg_id: "m0" },
      { a: 1 },
      { code: "1 + 1" },
    ]);
  });

  it("gives back what it was given, behind any routing prefix", () => {
    fc.assert(
      fc.property(
        jsonObjects,
        fc.array(fc.uint8Array()),
        identities,
        (content, buffers, prefix) => {
          const sent = messageOf(content, buffers);
          const decoded = decodeMessage([...prefix, ...encodeMessage(sent, key)], key);
          expect(decoded).toMatchObject({
            status: "ok",
            message: { header: sent.header, content },
          });
          if (decoded.status === "ok")
            expect(decoded.message.buffers.map((b) => [...b])).toEqual(buffers.map((b) => [...b]));
        },
      ),
    );
  });

  it("refuses a message when any bit of its signature or parts is flipped", () => {
    fc.assert(
      fc.property(
        jsonObjects,
        fc.nat(),
        fc.nat(7),
        fc.integer({ min: 1, max: 5 }),
        (content, at, bit, part) => {
          const frames = encodeMessage(messageOf(content), key).map((frame) => Buffer.from(frame));
          const frame = frames[part];
          if (!frame) throw new Error("no such frame");
          const index = at % frame.length;
          frame[index] = (frame[index] ?? 0) ^ (1 << bit);
          expect(decodeMessage(frames, key)).toEqual({
            status: "refused",
            code: "wrong-signature",
          });
        },
      ),
    );
  });

  it("refuses another key", () => {
    const frames = encodeMessage(messageOf({}), "other");
    expect(decodeMessage(frames, key)).toEqual({ status: "refused", code: "wrong-signature" });
  });

  it("never throws, whatever the frames", () => {
    const frame = fc.oneof(
      fc.uint8Array(),
      fc.constant(Buffer.from("<IDS|MSG>")),
      fc.string().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), (frames) => {
        expect(decodeMessage(frames, key).status).toBe("refused");
      }),
    );
  });

  it.each([
    ["no delimiter", [Buffer.from("hello")], "no-delimiter"],
    ["no content", encodeMessage(messageOf({}), key).slice(0, -1), "missing-frames"],
    ["no JSON", signed(["{}", "{}", "{}", "{"]), "malformed"],
    ["a header without an id", signed(["{}", "{}", "{}", "{}"]), "malformed"],
    [
      "content that is a list",
      signed(['{"msg_id":"a","msg_type":"b"}', "{}", "{}", "[]"]),
      "malformed",
    ],
  ])("refuses %s", (_, frames, code) => {
    expect(decodeMessage(frames, key)).toEqual({ status: "refused", code });
  });

  it("neither signs nor checks without a key, as the protocol has it", () => {
    const frames = encodeMessage(messageOf({ a: 1 }), "");
    expect(String(frames[1])).toBe("");
    expect(decodeMessage(frames, "")).toMatchObject({ status: "ok", signature: "" });
    const signedFrames = encodeMessage(messageOf({ a: 1 }), key);
    expect(decodeMessage(signedFrames, "").status).toBe("ok");
    expect(decodeMessage(frames, key)).toEqual({ status: "refused", code: "wrong-signature" });
  });

  it("keeps what else a header holds", () => {
    const header = '{"msg_id":"a","msg_type":"b","subshell_id":"s"}';
    const decoded = decodeMessage(signed([header, "{}", "{}", "{}"]), key);
    expect(decoded).toMatchObject({ message: { header: { msg_id: "a", subshell_id: "s" } } });
  });
});

function signed(parts: string[]): Buffer[] {
  const signature = createHmac("sha256", key).update(parts.join("")).digest("hex");
  return ["<IDS|MSG>", signature, ...parts].map((part) => Buffer.from(part));
}
