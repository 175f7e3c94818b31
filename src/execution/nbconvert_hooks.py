"""nbconvert configuration: writes what happens to each cell to a file, one JSON object a line.

Stock tslab sends no `error` output and its replies to failed cells carry no ename, so nbclient's own
check would raise a KeyError, or find nothing: the reply's status alone is what can be relied on.
"""

import atexit
import json
import os
import signal
import sys

import nbformat

_events = os.environ["SOFTGRAD_EXECUTION_EVENTS"]
_partial = os.environ["SOFTGRAD_EXECUTION_PARTIAL"]


class CellFailed(Exception):
    """Ends the run at the first cell that did not end well."""


def _write(**event):
    with open(_events, "a", encoding="utf-8") as file:
        file.write(json.dumps(event) + "\n")


def _started(cell, cell_index):
    if cell.cell_type == "code":
        _write(event="started", index=cell_index, id=cell.get("id", ""))


def _stderr(cell):
    outputs = cell.get("outputs", [])
    return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stderr")


def _executed(cell, cell_index, execute_reply):
    reply = (execute_reply or {}).get("content", {})
    status = reply.get("status", "none")
    # Stock tslab sends no `execute_input`, from which nbclient takes the count.
    cell["execution_count"] = cell.get("execution_count") or reply.get("execution_count")
    error = next((o for o in cell.get("outputs", []) if o.output_type == "error"), None)
    failed = status != "ok" or error is not None
    if failed:
        _write(
            event="failed",
            index=cell_index,
            id=cell.get("id", ""),
            status=status,
            name=reply.get("ename") or (error or {}).get("ename") or "",
            value=reply.get("evalue") or (error or {}).get("evalue") or "",
            stderr=_stderr(cell),
        )
        raise CellFailed(status)
    _write(event="finished", index=cell_index, id=cell.get("id", ""))


def _notebook_started(notebook):
    # nbconvert writes nothing of a run that failed, and its outputs so far are what explain it.
    atexit.register(nbformat.write, notebook, _partial)


def _stop(_signal, _frame):
    # An exception, where the default would end Python on the spot and leave its kernel behind.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(143)


signal.signal(signal.SIGTERM, _stop)
signal.signal(signal.SIGINT, _stop)

c = get_config()  # noqa: F821
c.ExecutePreprocessor.on_notebook_start = _notebook_started
c.ExecutePreprocessor.on_cell_start = _started
c.ExecutePreprocessor.on_cell_executed = _executed
# The notebook is done: nothing is gained by waiting for the kernel to agree.
c.ExecutePreprocessor.shutdown_kernel = "immediate"
