import { describe, expect, it } from "vitest";
import { useNbclient } from "./support/nbclient.js";

// The notebooks of nbclient's own tests that are about more than Python, written in TypeScript.
const notebook = useNbclient();

const stdout = (text: string) => ({ output_type: "stream", name: "stdout", text });
const shown = (text: string) => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});
const show = (text: string, more = "") =>
  `display({ "text/plain": ${JSON.stringify(text)} }, { raw: true${more} });`;
const comm = (target: string, data: object, id = "comm") =>
  `const ${id} = comms().open(${JSON.stringify(target)}, ${JSON.stringify(data)});`;
const importComms = 'import { comms } from "softgrad/kernel";';

describe("nbclient executes", () => {
  const plain = notebook([
    'console.log("Hello world");',
    "",
    { type: "markdown", source: "# Text" },
    "const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));\n[1, 5, 10].map(factorial)",
    'console.log("☃ é 😀 日本");',
    'console.error("problem");',
  ]);
  it("cells, also empty ones, and any character", () => {
    const { failure, cells, metadata } = plain();
    expect(failure).toBeNull();
    expect(cells.map(({ outputs }) => outputs)).toEqual([
      [stdout("Hello world\n")],
      [],
      [],
      [
        {
          output_type: "execute_result",
          execution_count: cells[3]?.count,
          data: { "text/plain": "[ 1, 120, 3628800 ]" },
          metadata: {},
        },
      ],
      [stdout("☃ é 😀 日本\n")],
      [{ output_type: "stream", name: "stderr", text: "problem\n" }],
    ]);
    expect(cells.filter(({ count }) => count !== null).map(({ count }) => count)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(metadata.language_info).toMatchObject({
      name: "typescript",
      file_extension: ".ts",
      mimetype: "text/typescript",
      pygments_lexer: "typescript",
    });
  });

  const rich = notebook([
    'svg`<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>`',
    'display({ "image/png": "iVBORw0KGgo=" }, { raw: true });',
  ]);
  it("pictures", () => {
    const [vector, image] = rich().cells;
    expect(vector?.outputs[0]).toMatchObject({
      output_type: "execute_result",
      data: { "image/svg+xml": expect.stringContaining("<circle") },
    });
    expect(image?.outputs[0]).toMatchObject({ data: { "image/png": "iVBORw0KGgo=" } });
  });

  const timed = notebook(["await new Promise((next) => setTimeout(next, 300));"], {
    record_timing: true,
  });
  it("and notes when each message came", () => {
    const times = timed().cells[0]?.metadata.execution as Record<string, string>;
    const order = [
      "iopub.status.busy",
      "iopub.execute_input",
      "shell.execute_reply",
      "iopub.status.idle",
    ];
    expect(Object.keys(times).sort()).toEqual([...order].sort());
    const at = (name: string) => Date.parse(times[name] ?? "");
    expect(at("shell.execute_reply") - at("iopub.execute_input")).toBeGreaterThanOrEqual(290);
  });

  const skipped = notebook([
    { source: "throw new Error('never');", metadata: { tags: ["skip-execution"] } },
    'console.log("ok");',
  ]);
  it("all but cells with the tag skip-execution", () => {
    expect(skipped()).toMatchObject({
      failure: null,
      cells: [{ outputs: [] }, { outputs: [stdout("ok\n")] }],
    });
  });
});

describe("output that changes", () => {
  const cleared = notebook([
    "for (let i = 0; i < 10; i++) { clearOutput(); console.log(i); }",
    'console.log("gone"); clearOutput();',
    'console.log("stays"); clearOutput(true);',
    'console.log("gone"); clearOutput(true); console.log("new");',
    show("kept", ', display_id: "id0"'),
    show("old", ', display_id: "id1"'),
    show("renewed", ', display_id: "id1", update: true'),
    `${show("gone", ', display_id: "id2"')} clearOutput();`,
    `${show("stays", ', display_id: "id3"')} clearOutput(true);`,
    `${show("gone", ', display_id: "id4"')} clearOutput(true); console.log("new");`,
    show("nowhere", ', display_id: "id4", update: true'),
  ]);
  it("is cleared, at once or with the next one", () => {
    expect(cleared().cells.map(({ outputs }) => outputs)).toEqual([
      [stdout("9\n")],
      [],
      [stdout("stays\n")],
      [stdout("new\n")],
      [shown("kept")],
      [shown("renewed")],
      [],
      [],
      [shown("stays")],
      [stdout("new\n")],
      [],
    ]);
  });

  const here = ', display_id: "here"';
  const renewed = notebook([
    `${show("above")} ${show("1", here)} ${show("below")}`,
    `${show("2", here)} ${show("3", ', display_id: "there"')} ${show("4", here)}`,
    show("8", `${here}, update: true`),
    show("6", ', display_id: "there", update: true'),
  ]);
  it("is renewed by its id, wherever it was shown", () => {
    expect(renewed().cells.map(({ outputs }) => outputs)).toEqual([
      [shown("above"), shown("8"), shown("below")],
      [shown("8"), shown("6"), shown("8")],
      [],
      [],
    ]);
  });
});

describe("an error", () => {
  const failing = notebook(["const fine = 1;", "throw new RangeError('bad');", "fine"]);
  it("stops the notebook and is reported with its traceback", () => {
    const { failure, cells } = failing();
    expect(failure?.name).toBe("CellExecutionError");
    expect(failure?.message).toContain("RangeError: bad");
    expect(failure?.message).toContain("> 1 | throw new RangeError('bad');");
    expect(cells[1]?.outputs[0]).toMatchObject({
      output_type: "error",
      ename: "RangeError",
      evalue: "bad",
    });
    expect(cells[2]).toMatchObject({ outputs: [], count: null });
  });

  const mistyped = notebook(['const text: string = 1; console.log("ran");']);
  it("of types is one, too", () => {
    const { failure, cells } = mistyped();
    expect(failure?.message).toContain("Type 'number' is not assignable to type 'string'.");
    expect(cells[0]?.outputs.map(({ output_type: type }) => type)).toEqual(["error"]);
  });

  const goingOn = [
    { source: "throw new Error('expected');", metadata: { tags: ["raises-exception"] } },
    'console.log("ok");',
  ];
  const tagged = notebook(goingOn);
  it("is expected under the tag raises-exception", () => {
    expect(tagged()).toMatchObject({
      failure: null,
      cells: [{ outputs: [{ output_type: "error" }] }, { outputs: [stdout("ok\n")] }],
    });
  });

  const forced = notebook(goingOn, { force_raise_errors: true });
  it("is none the less raised where that is forced", () => {
    expect(forced().failure?.name).toBe("CellExecutionError");
  });

  const allowed = notebook(["throw new Error('allowed');", 'console.log("ok");'], {
    allow_errors: true,
  });
  it("is allowed everywhere", () => {
    expect(allowed()).toMatchObject({ failure: null, cells: [{}, { outputs: [stdout("ok\n")] }] });
  });

  const named = notebook(
    ["throw new RangeError('by name');", "class Own extends Error {}\nthrow new Own();"],
    {
      allow_error_names: ["RangeError"],
    },
  );
  it("is allowed by its name", () => {
    const { failure, cells } = named();
    expect(cells[0]?.outputs[0]).toMatchObject({ ename: "RangeError" });
    expect(failure?.name).toBe("CellExecutionError");
  });
});

describe("a cell without end", () => {
  const loop = "while (true) {}";
  const interrupted = notebook(
    ["let state = 1;", loop, "await new Promise(() => {});", "state + 1"],
    { timeout: 3, interrupt_on_timeout: true, allow_errors: true },
  );
  it("is interrupted after its time, and the kernel keeps its state", () => {
    const { failure, cells } = interrupted();
    expect(failure).toBeNull();
    expect(cells.map(({ outputs }) => outputs[0])).toEqual([
      undefined,
      expect.objectContaining({ output_type: "error", ename: "KeyboardInterrupt" }),
      expect.objectContaining({ output_type: "error", ename: "KeyboardInterrupt" }),
      expect.objectContaining({ data: { "text/plain": "2" } }),
    ]);
  });

  const stopped = notebook([loop], { timeout: 2 });
  it("ends the notebook by a timeout", () => {
    expect(stopped().failure).toMatchObject({
      name: "CellTimeoutError",
      message: expect.stringContaining("Cell execution timed out"),
    });
  });
});

describe("a kernel that dies", () => {
  const killed = notebook(["process.kill(process.pid, 'SIGKILL');", "1"]);
  it("is reported as dead", () => {
    expect(killed().failure).toEqual({ name: "DeadKernelError", message: "Kernel died" });
  });

  const exited = notebook(["process.exit(3);", "1"]);
  it("by process.exit has told the cell", () => {
    const { failure, cells } = exited();
    expect(["CellExecutionError", "DeadKernelError"]).toContain(failure?.name);
    expect(cells[0]?.outputs[0]).toMatchObject({
      ename: "ProcessExit",
      evalue: "process.exit(3) was called: the kernel ends, and its state is lost",
    });
  });
});

describe("input", () => {
  const asking = notebook(["prompt('name?')"]);
  it("is refused, since nbclient takes no questions", () => {
    const { failure, cells } = asking();
    expect(failure?.name).toBe("CellExecutionError");
    expect(cells[0]?.outputs[0]).toMatchObject({
      ename: "InputError",
      evalue: "Cannot ask for input: the program that runs this cell takes no questions",
    });
  });
});

describe("comms", () => {
  const model = {
    _model_module: "@jupyter-widgets/controls",
    _model_module_version: "2.0.0",
    _model_name: "IntSliderModel",
  };
  const widget = notebook(
    [
      `${importComms}\n${comm("jupyter.widget", { state: { ...model, value: 1 } })}`,
      'comm.send({ method: "update", state: { value: 7 } });',
      `comm.send(
  { method: "update", state: {}, buffer_paths: [["image"]] },
  { buffers: [Buffer.from("bytes")] },
);`,
    ],
    { store_widget_state: true },
  );
  it("of widgets are kept as their state in the notebook", () => {
    const { failure, metadata } = widget();
    expect(failure).toBeNull();
    const stored = (metadata.widgets as Record<string, { state: Record<string, unknown> }>)[
      "application/vnd.jupyter.widget-state+json"
    ];
    expect(Object.values(stored?.state ?? {})).toEqual([
      {
        model_module: "@jupyter-widgets/controls",
        model_name: "IntSliderModel",
        model_module_version: "2.0.0",
        state: { ...model, value: 7 },
        buffers: [{ encoding: "base64", path: ["image"], data: "Ynl0ZXM=" }],
      },
    ]);
  });

  const output = { _model_module: "@jupyter-widgets/output", _model_name: "OutputModel" };
  const captured = notebook([
    `${importComms}\n${comm("jupyter.widget", { state: { ...output, msg_id: "", outputs: [] } })}`,
    'console.log("outside");',
  ]);
  it("of an output widget disturb nothing", () => {
    expect(captured()).toMatchObject({
      failure: null,
      cells: [{ outputs: [] }, { outputs: [stdout("outside\n")] }],
    });
  });

  const unknown = notebook([
    `${importComms}\n${comm("nobody-handles-this", { id: "foo" })}`,
    'comm.send({ id: "bar" });',
    'console.log("ok");',
  ]);
  it("that nobody handles disturb nothing", () => {
    expect(unknown()).toMatchObject({
      failure: null,
      cells: [{ outputs: [] }, { outputs: [] }, { outputs: [stdout("ok\n")] }],
    });
  });
});
