"""Executes notebooks with nbclient: cases as JSON on stdin, what became of each as JSON on stdout."""

import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def run(case):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(cell["source"], metadata=cell.get("metadata", {}))
            if cell.get("type") != "markdown"
            else nbformat.v4.new_markdown_cell(cell["source"])
            for cell in case["cells"]
        ]
    )
    client = NotebookClient(
        notebook,
        kernel_name=os.environ["SOFTGRAD_TEST_KERNEL"],
        resources={"metadata": {"path": str(Path.cwd())}},
        **case["options"],
    )
    failure = None
    try:
        client.execute()
    except Exception as error:
        failure = {"name": type(error).__name__, "message": str(error)}
    return {
        "failure": failure,
        "metadata": notebook.metadata,
        "cells": [
            {
                "outputs": cell.get("outputs", []),
                "count": cell.get("execution_count"),
                "metadata": cell.metadata,
            }
            for cell in notebook.cells
        ],
    }


print(json.dumps({name: run(case) for name, case in json.load(sys.stdin).items()}))
