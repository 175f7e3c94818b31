import { isBundle, wireBundle } from "../mime/bundle.js";
import { metadataOf } from "../mime/json.js";
import { $display, type MimeBundle, type SendDisplay, type TextOptions } from "../types.js";
import { bundleOf } from "../values/bundle.js";
import { broadcastTo } from "./broadcast.js";
import { imageOf } from "./image.js";
import { tagFor } from "./tags.js";
import type { Broadcast, DisplayOptions, Jupyter } from "./types.js";

/** The ways out and in that the display functions need. */
export interface JupyterPorts extends TextOptions {
  readonly send: SendDisplay;
  /** Sends messages that are no display messages; without it they are refused. */
  readonly broadcast?: Broadcast;
  /** Reads the file of an image, relative to the notebook. */
  readonly readFile?: (path: string) => Uint8Array;
}

/** The functions by which cells show values as they do in Deno's kernel, and `clearOutput`. */
export function createJupyter(ports: JupyterPorts): Jupyter {
  const { send, readFile } = ports;
  const broadcast = broadcastTo(send, ports.broadcast);
  return {
    // Not an async function: what needs no waiting is sent before the caller goes on, so that the
    // order of outputs is right also without `await`.
    display(value, options = {}) {
      try {
        const bundle = chosenBundle(value, options, ports);
        const sendIt = (data: MimeBundle) => send(messageOf(data, options));
        if (bundle instanceof Promise) return bundle.then(sendIt);
        sendIt(bundle);
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(error);
      }
    },
    html: tagFor("text/html"),
    md: tagFor("text/markdown"),
    svg: tagFor("image/svg+xml"),
    image: (source) => imageOf(source, readFile),
    format: async (value) => bundleOf(value, ports),
    broadcast: async (...message) => broadcast(...message),
    clearOutput: (wait = false) => send({ kind: "clear_output", wait }),
    $display,
  };
}

function chosenBundle(value: unknown, { raw = false }: DisplayOptions, options: TextOptions) {
  return raw && isBundle(value) ? wireBundle(value) : bundleOf(value, options);
}

function messageOf(data: MimeBundle, { display_id, update = false, metadata }: DisplayOptions) {
  if (update && display_id === undefined) {
    throw new TypeError("Cannot update a display: display_id is missing, say which one to renew");
  }
  return {
    kind: update ? ("update_display_data" as const) : ("display_data" as const),
    data,
    metadata: metadataOf(metadata),
    ...(display_id === undefined ? {} : { displayId: display_id }),
  };
}
