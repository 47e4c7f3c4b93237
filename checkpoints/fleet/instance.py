"""On an instance: run the suite as the user who calls this, and print what it found on one line.

`python -I -m checkpoints.fleet.instance [--invoke never] [--lang ko] [--folder FOLDER]` is what the document calls.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from checkpoints.fleet import envelope
from checkpoints.guide.texts import LANGUAGES
from checkpoints.guide.vocabulary import Invoke, Origin
from checkpoints.report.seal import seal_data

LIMIT_S = 100.0
_WITH_DATA = (0, 1, 7)  # the exit codes of a run that came to its end


def main(arguments: list[str] | None = None) -> int:
    """Print the line; always 0."""
    parser = argparse.ArgumentParser(prog="checkpoints.fleet.instance", allow_abbrev=False)
    parser.add_argument("--invoke", choices=[each.value for each in Invoke], default=Invoke.NEVER.value)
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--folder", type=Path, default=Path())
    given = parser.parse_args(arguments)
    # On a line of its own, whatever start-up files have printed without a line's end.
    print(f"\n{_answer(Path.home() / given.folder, given.invoke, given.lang)}")
    return 0


def _answer(folder: Path, invoke: str, language: str) -> str:
    if not folder.is_dir():
        return envelope.write_state("no-folder" if Path.home().is_dir() else "no-home")
    with tempfile.TemporaryDirectory(prefix="checkpoints-") as work:
        page = Path(work) / "page.html"
        command = (sys.executable, "-I", "-m", "checkpoints", "run", "-q", "--color=no", "--html", str(page))
        options = ("--origin", Origin.FLEET.value, "--invoke", invoke, "--lang", language)
        try:
            ran = subprocess.run(  # noqa: S603 - this suite itself
                (*command, *options),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LIMIT_S,
                check=False,
                env={**os.environ, "COLUMNS": "80"},
            )
        except subprocess.TimeoutExpired:
            return envelope.write_state("run-timed-out")
        except OSError:
            return envelope.write_state("run-failed")
        return _seal(page.with_suffix(".json")) if ran.returncode in _WITH_DATA else envelope.write_state("run-failed")


def _seal(path: Path) -> str:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return envelope.write_state("run-failed")
    # No run seals what was cut short.
    is_whole = isinstance(report, dict) and not report.get("interrupted")
    return envelope.write_report(seal_data(report)) if is_whole else envelope.write_state("run-failed")


if __name__ == "__main__":
    sys.exit(main())
