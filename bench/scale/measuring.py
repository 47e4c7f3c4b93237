"""A command in a process of its own beside a server in another one: what each of the two took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OUTPUTS = ("html", "csv", "json")
_KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIAFACILITATOR00000",
    "AWS_SECRET_ACCESS_KEY": "simulated/0123456789abcdefghijklmnopqrs",
}


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took.

    wall_s, cpu_s: seconds, the latter of all its processes; peak_mb: memory of the command's own process at its
    highest, in 10^6 bytes; code: its exit code; written: bytes of each output, by kind; found: its data.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    code: int
    written: Mapping[str, int]
    found: dict[str, Any]


@dataclass(slots=True)
class Served:
    """A server in a process of its own. counted: what it counted, once it has ended."""

    url: str
    counted: dict[str, int] = field(default_factory=dict)


@contextmanager
def serve_apart(kind: str, size: int, **settings: float) -> Iterator[Served]:
    """A simulated AWS of one kind and size, by `bench.scale.serving`, as long as the context."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.scale.serving", kind, str(size), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    served = Served(process.stdout.readline().strip())
    try:
        yield served
    finally:
        process.stdin.close()
        counted = process.stdout.read()
        process.wait()
    served.counted.update(json.loads(counted))


def run_checkpoints(
    arguments: Sequence[str], variables: Mapping[str, str], given: str = "", outputs: Sequence[str] = OUTPUTS
) -> Took:
    """`checkpoints ARGUMENTS` with outputs of every kind, in an attendee's home that is empty.

    given: standard input. Raises SystemExit with what was printed where no data were written.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = {kind: folder / f"found.{kind}" for kind in {*outputs, "json"}}
        options = [part for kind, path in paths.items() for part in (f"--{kind}", str(path))]
        env = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        env |= {"HOME": name, "AWS_EC2_METADATA_DISABLED": "true", "PYTHONPATH": str(Path.cwd()), **_KEYS, **variables}
        done = subprocess.run(
            [sys.executable, "-m", "bench.scale.child", str(folder / "took"), *arguments, *options],
            input=given,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        if not paths["json"].exists() or not (folder / "took").exists():
            sys.exit(done.stdout + done.stderr)
        took = json.loads((folder / "took").read_text())
        written = {kind: path.stat().st_size for kind, path in paths.items()}
        return Took(**took, written=written, found=json.loads(paths["json"].read_text("utf-8")))
