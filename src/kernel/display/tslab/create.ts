import { randomUUID } from "node:crypto";
import { isBundle, wireBundle } from "../mime/bundle.js";
import type { SendDisplay } from "../types.js";
import { messageOf } from "../values/text.js";
import type { Display, Tslab, Versions } from "./types.js";

/**
 * The module that a cell gets for `import * as tslab from "tslab"`, with tslab 1.0.22's display API.
 *
 * Beyond tslab, `raw` takes objects for the JSON types and whole bundles.
 *
 * @param send where the messages go.
 * @param versions what `tslab.versions` says.
 * @param newId gives each `newDisplay()` an id of its own.
 */
export function createTslab(
  send: SendDisplay,
  versions: Versions,
  newId: () => string = randomUUID,
): Tslab {
  return {
    versions: { ...versions },
    display: createDisplay((data) => send({ kind: "display_data", data, metadata: {} })),
    newDisplay: () => updatingDisplay(send, newId()),
  };
}

/** The first content makes an output, each later one takes its place. */
function updatingDisplay(send: SendDisplay, displayId: string): Display {
  let kind: "display_data" | "update_display_data" = "display_data";
  return createDisplay((data) => {
    send({ kind, data, metadata: {}, displayId });
    kind = "update_display_data";
  });
}

function createDisplay(sendBundle: (data: Record<string, unknown>) => void): Display {
  const of = (mime: string) => (content: unknown) => sendBundle(wireBundle({ [mime]: content }));
  return {
    javascript: of("text/javascript"),
    html: of("text/html"),
    markdown: of("text/markdown"),
    latex: of("text/latex"),
    svg: of("image/svg+xml"),
    png: of("image/png"),
    jpeg: of("image/jpeg"),
    gif: of("image/gif"),
    pdf: of("application/pdf"),
    text: of("text/plain"),
    raw: (...[type, content]: [unknown, unknown?]) => {
      if (typeof type === "string") of(type)(content);
      else if (isBundle(type)) sendBundle(wireBundle(type));
      else throw new TypeError(notRaw(type));
    },
  };
}

function notRaw(value: unknown): string {
  return `Cannot display raw content: expected a MIME type and its content, or an object of contents by MIME type: got ${messageOf(value)}`;
}
