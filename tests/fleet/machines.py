"""Machines that really run the document's script: each with root's world, an attendee's home and a live shell."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

BASH = shutil.which("bash") or "/bin/bash"
USER = "ec2-user"

# As the agent's environment is: root's, with what would be green and is nobody's but root's.
_OF_ROOT = {
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "AKIAROOTSOWNKEY00000",
    "AWS_SECRET_ACCESS_KEY": "canary/root/secret/key/0123456789abcdefgh",
    "AWS_SSM_REGION_NAME": "us-east-1",
    "AWS_SSM_INSTANCE_ID": "i-root",
}
_ID = """#!/bin/sh
[ "$1" = -u ] || exit 2
case $2 in
  {user}) echo 1000 ;;
  root) echo 0 ;;
  *) echo "id: '$2': no such user" >&2; exit 1 ;;
esac
"""
# As util-linux has it: `-u` keeps the environment, `-l` starts a login shell in a new one.
_RUNUSER = """#!/bin/sh
case $1 in
  -u) shift 3; exec "$@" ;;
  -l)
    cd '{home}' 2>/dev/null || cd / # with a warning alone
    exec env -i HOME='{home}' USER={user} LOGNAME={user} SHELL={shell} PATH="$PATH" LANG=C.UTF-8 {shell} -l "$3" "$4" ;;
esac
exit 2
"""


class Ended(NamedTuple):
    """How a script ended. code: None where it ran out of its time."""

    output: str
    code: int | None


@dataclass(slots=True)
class Machine:
    """An instance with its own folder. shell: the attendee's."""

    root: Path
    shell: str = BASH
    user: str = USER
    _made: bool = field(default=False, init=False)

    @property
    def home(self) -> Path:
        """The attendee's home."""
        return self.root / "home" / self.user

    @property
    def place(self) -> Path:
        """Where the suite is installed."""
        return self.root / "opt" / "checkpoints"

    def make(self, files: Mapping[str, str] | None = None) -> Machine:
        """Make the folders: the suite installed, files below the attendee's home, and none of root's secrets there."""
        python = self.place / "environment" / "bin" / "python"
        python.parent.mkdir(parents=True)
        # The tests' own environment, in which the suite is installed.
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
        python.chmod(0o755)
        for name, text in (files or {}).items():
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        self.home.mkdir(parents=True, exist_ok=True)
        programs = self.root / "bin"
        programs.mkdir()
        for name, text in {"id": _ID, "runuser": _RUNUSER}.items():
            (programs / name).write_text(text.format(user=self.user, home=self.home, shell=self.shell), "utf-8")
            (programs / name).chmod(0o755)
        root = self.root / "root" / ".aws"
        root.mkdir(parents=True)
        (root / "credentials").write_text(
            "[default]\naws_access_key_id = AKIAROOTSFILEKEY0000\naws_secret_access_key = canary/root/file/secret\n"
        )
        return self

    def remove_suite(self) -> None:
        """Remove the suite from the machine."""
        shutil.rmtree(self.place)

    def run(self, script: str, limit_s: float) -> Ended:
        """Run a script as the agent of Systems Manager does: as root, by `sh`, with a time limit."""
        path = self.root / "script.sh"
        path.write_text(script, "utf-8")
        variables = {
            **_OF_ROOT,
            "HOME": str(self.root / "root"),
            "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "LANG": "C.UTF-8",
        }
        process = subprocess.Popen(
            ["/bin/sh", str(path)],
            cwd="/",
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            os.killpg(process.pid, signal.SIGKILL)

        timer = threading.Timer(limit_s, end)
        timer.start()
        output, _ = process.communicate()
        timer.cancel()
        return Ended(output.decode("utf-8", "replace"), None if is_late.is_set() else process.returncode)
