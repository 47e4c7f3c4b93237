"""A process that has imported what a command needs, and forks a fresh one for each command asked for.

A command is read from standard input as a line of JSON: the `module` of `python -m`, its `arguments`, `environment`,
`folder` to start in, `input`, `output` and `errors`, the files of its streams, whether its input is the `terminal` that
controls it, and `limit_s`, after which it is ended. Two lines go to standard output: `pid` with its number once it has
begun, and `code` with its exit code once it is over. The modules to import before are this command's own words.

What an interpreter takes from its environment when it starts is taken again: PYTHONPATH and PYTHONIOENCODING. For the
others, and for what a library looks up when it is imported, a command needs an interpreter of its own.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import runpy
import signal
import sys
import threading
import traceback
from typing import Any


def main(modules: list[str]) -> None:
    """Serve until standard input ends."""
    for module in modules:
        importlib.import_module(module)
    # What is there by now stays; a command need not look through it for rubbish.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _be(json.loads(line))
        print("code", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _be(asked: dict[str, Any]) -> None:
    """Be the command, and end with its exit code as an interpreter ends: after its threads."""
    code = 1
    try:
        try:
            _enter(asked)
            runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)
            code = 0
        except SystemExit as end:
            code = _exit_code(end)
        except BaseException:  # noqa: BLE001 - as an interpreter ends with one
            traceback.print_exc()
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _enter(asked: dict[str, Any]) -> None:
    """Be where the command is to run: files, folder, variables and the path of modules."""
    answers = os.dup(1)
    if asked["terminal"]:
        os.setsid()
    _open(asked["input"], os.O_RDWR if asked["terminal"] else os.O_RDONLY, 0)
    if asked["terminal"]:
        _be_controlled_by_input()
    _open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 1)
    if asked["errors"] == asked["output"]:
        os.dup2(1, 2)
    else:
        _open(asked["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 2)
    signal.alarm(int(asked["limit_s"]))
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = [asked["module"], *asked["arguments"]]
    # As `python -m` has it: the folder, then PYTHONPATH.
    added = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:1] = [asked["folder"], *added]
    importlib.invalidate_caches()
    _encode(os.environ.get("PYTHONIOENCODING", ""))
    os.write(answers, f"pid {os.getpid()}\n".encode())
    os.close(answers)


def _be_controlled_by_input() -> None:
    """Let the keys of the terminal send signals, as a shell does it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _encode(wanted: str) -> None:
    """Give the standard streams an encoding, written as in PYTHONIOENCODING; empty: the one that they have."""
    encoding, _, errors = wanted.partition(":")
    # The input was read from; its encoding cannot be changed any more.
    sys.stdin = open(0, encoding=encoding or "utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    for stream, others in ((sys.stdout, errors or "strict"), (sys.stderr, "backslashreplace")):
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(line_buffering=stream.isatty() or stream is sys.stderr)
        if encoding:
            stream.reconfigure(encoding=encoding, errors=others)


def _open(path: str, flags: int, descriptor: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, descriptor)
    os.close(opened)


def _exit_code(end: SystemExit) -> int:
    """The exit code that an interpreter gives a SystemExit: texts are printed."""
    if end.code is None or isinstance(end.code, int):
        return int(end.code or 0)
    print(end.code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    main(sys.argv[1:])
