import { type Finding, problemOf } from "./finding.js";

/** The packages with a native part: each is loaded, and does once what the kernel needs of it. */
const trials: Readonly<Record<string, () => Promise<string>>> = {
  zeromq: async () => {
    const { Router } = await import("zeromq");
    const socket = new Router();
    try {
      await socket.bind("tcp://127.0.0.1:*");
      return "opens a socket";
    } finally {
      socket.close();
    }
  },
  "oxc-transform": async () => {
    const { transformSync } = await import("oxc-transform");
    const { code } = transformSync("cell.ts", "const x: number = 1;");
    if (/number/.test(code)) throw new Error("types stay in the JavaScript it makes");
    return "makes JavaScript of TypeScript";
  },
  "oxc-parser": async () => {
    const { parseSync } = await import("oxc-parser");
    const { program } = parseSync("cell.ts", "1 + 1");
    if (program.body.length !== 1) throw new Error("a statement is not found");
    return "parses";
  },
};

export function examineNatives(): Promise<Finding[]> {
  return Promise.all(
    Object.entries(trials).map(async ([subject, trial]): Promise<Finding> => {
      try {
        return { subject, status: "ok", detail: await trial() };
      } catch (error) {
        const detail = problemOf(error);
        return { subject, status: "wrong", detail, remedy: reinstall(subject) };
      }
    }),
  );
}

/** npm leaves the part for this machine out with `--omit=optional` and with another machine's lock file. */
export function reinstall(name: string): string {
  const machine = `${process.platform} ${process.arch}`;
  return `Run npm install --include=optional ${name} in the folder that holds softgrad, on this machine (${machine})`;
}
