"""A process that has imported what a run of the suite needs, and forks a fresh one for each run asked for.

A run is read from standard input as a line of JSON: `arguments` of pytest, `environment`, `folder` to start in and
`output`, the file for what it prints. Its exit code goes to standard output. Modules to import are the command's words.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from typing import Any

import pytest


def main(modules: list[str]) -> None:
    """Serve until standard input ends."""
    for module in modules:
        importlib.import_module(module)
    # What is there by now stays; a run need not look through it for rubbish.
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(asked: dict[str, Any]) -> None:
    """Be the run, and end with its exit code."""
    code = 3
    try:
        printed = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, place in ((nothing, 0), (printed, 1), (printed, 2)):
            os.dup2(descriptor, place)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        sys.argv = ["pytest", *asked["arguments"]]
        code = int(pytest.main(asked["arguments"]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
