import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { oneLine, type Refusal } from "./refusal.js";

export type FileRead =
  | { readonly status: "read"; readonly content: Buffer }
  | { readonly status: "refused"; readonly code: Refusal["code"]; readonly state: string };

/** Reads a file that may be a link, a folder, a pipe or endless; its size is known before it is read. */
export async function readRegularFile(path: string, byteLimit: number): Promise<FileRead> {
  let file: FileHandle | undefined;
  try {
    const entry = await lstat(path);
    if (entry.isSymbolicLink()) {
      return refused(
        "symlink",
        "it is a symbolic link, which could point at anything; put the notebook itself there",
      );
    }
    if (entry.isDirectory()) {
      return refused("notAFile", "it is a folder; put the notebook file itself there");
    }
    if (!entry.isFile()) {
      return refused("notAFile", "it is no regular file; put the notebook file itself there");
    }
    // No link is followed that appeared since, and a pipe would not be waited for.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    file = await open(path, flags);
    const { size } = await file.stat();
    if (size > byteLimit) {
      return refused(
        "tooLarge",
        `it has ${megabytes(size)} MB, and at most ${megabytes(byteLimit)} MB are read; clear its outputs and hand it in again`,
      );
    }
    const content = Buffer.alloc(size);
    const { bytesRead } = await file.read(content, 0, size, 0);
    return { status: "read", content: content.subarray(0, bytesRead) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return refused(
      "unreadable",
      `the file cannot be opened (${oneLine(code, 60)}); make it readable for the grader`,
    );
  } finally {
    await file?.close();
  }
}

function refused(code: Refusal["code"], state: string): FileRead {
  return { status: "refused", code, state };
}

function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024;
  return value.toFixed(Number.isInteger(value) ? 0 : 1);
}
