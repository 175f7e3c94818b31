// npm run build:kernels: compiles assembly/ into src/lib/fused/binary.ts, which is committed, so that
// nobody needs the compiler who only builds or uses the library. With --check it writes nothing and
// fails where the two differ.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

const source = join(root, "assembly", "index.ts");
const target = join(root, "src", "lib", "fused", "binary.ts");

/** The text of binary.ts, made from the sources anew. */
export async function compileKernels() {
  const { default: asc } = await import("assemblyscript/asc");
  let binary;
  const { error, stderr } = await asc.main(
    [
      source,
      ...["--config", "none", "-O3", "--enable", "simd", "--runtime", "stub", "--use", "abort="],
      // Its memory comes from outside: its own, or that of TensorFlow.js's wasm backend.
      ...["--importMemory", "--noExportMemory", "--outFile", "kernels.wasm"],
    ],
    {
      readFile: (name, folder) => {
        try {
          return readFileSync(name.startsWith("/") ? name : join(folder, name), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error) throw new Error(`Cannot compile assembly/: ${error.message}\n${stderr.toString()}`);
  const lines = Buffer.from(binary)
    .toString("base64")
    .match(/.{1,96}/g);
  return [
    "/** The WebAssembly kernels of assembly/, in base64; made by `npm run build:kernels`. */",
    "export const binary: string = [",
    ...lines.map((line) => `  "${line}",`),
    '].join("");',
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const text = await compileKernels();
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (text !== readFileSync(target, "utf8")) {
    console.error(
      "src/lib/fused/binary.ts is not what assembly/ compiles to: run npm run build:kernels",
    );
    process.exitCode = 1;
  }
}
