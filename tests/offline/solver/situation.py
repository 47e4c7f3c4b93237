"""The rehearsed world between two runs: the account, the attendee's shell and files, and what is typed there."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from checkpoints.offline.rehearsal import fill_stand_ins, is_attendees
from checkpoints.offline.world import Machine, Scenario, World
from tests.offline import kept_machine
from tests.processes import ROOT, bare_environment

PROGRAMS = Path(__file__).parent / "programs"
# What is another one in each run; files hold none of them.
_OF_A_RUN = ("closed", "silent", "metadata", "short-term-key")


class Situation:
    """A rehearsed world as it is now; what is done to it is there when the suite runs again.

    options: of the next run. cast: the file with what a login fetches.
    """

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.options: tuple[str, ...] = ()
        self.cast = Path()
        self._folder = folder
        self._own: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        self.read_notes()

    @property
    def world(self) -> World:
        """The account."""
        return self.scenario.world

    @property
    def home(self) -> Path:
        """The attendee's home."""
        return self._folder / "home"

    @property
    def project(self) -> Path:
        """The folder that the suite runs in."""
        return self._folder / "project"

    def change_world(self, **changes: object) -> None:
        """Change the account."""
        self.scenario = replace(self.scenario, world=replace(self.world, **changes))  # type: ignore[arg-type]

    def read_notes(self) -> None:
        """Take over what the last run found in the shell; what differs in each run becomes a stand-in again."""
        notes = json.loads((self._folder / kept_machine.NOTES).read_text("utf-8"))
        self._stand_ins: dict[str, str] = notes["stand_ins"]
        self._own = {name: notes["variables"][name] for name in ("HOME", "USERPROFILE")}
        self.variables = {name: self._put_stand_ins(value) for name, value in notes["variables"].items()}
        for name in self._own:
            del self.variables[name]

    def run(self, command: str, *typed: str, fails: bool = False) -> str:
        """Run a command in bash, which keeps what it exports and unsets; gives what it printed.

        typed: what is entered at its prompts. fails: whether it ends with an error.
        """
        left, answers = self._folder / "variables", self._folder / "typed"
        answers.write_text("".join(f"{line}\n" for line in typed), "utf-8")
        scripts = Path(sys.executable).parent
        environment = {
            **bare_environment(),
            **self._own,
            **{name: fill_stand_ins(value, self._stand_ins) for name, value in self.variables.items()},
            "PATH": os.pathsep.join([str(PROGRAMS), str(scripts), os.environ.get("PATH", os.defpath)]),
            "REHEARSAL_CAST": str(self.cast),
            "PYTHONPATH": os.pathsep.join([str(PROGRAMS), str(ROOT)]),
        }
        self._reach_scripts(scripts)
        with answers.open("rb") as entered:
            done = subprocess.run(
                ["bash", "--norc", "-c", f'{command}\nended=$?\nenv -0 > "{left}"\nexit $ended'],
                cwd=self.project,
                env=environment,
                stdin=entered,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                timeout=60,
                check=False,
            )
        assert bool(done.returncode) is fails, f"{command}\n{done.stdout}"
        pairs = (pair.partition("=") for pair in left.read_text("utf-8").split("\0") if pair)
        self.variables = {
            name: self._put_stand_ins(value) for name, _, value in pairs if is_attendees(name) and name not in self._own
        }
        return done.stdout

    def edit(self, path: str | Path, change: Callable[[str], str]) -> None:
        """Edit a file by hand; one that is not there yet is made."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(change(file.read_text("utf-8") if file.exists() else ""), "utf-8")

    def describe(self) -> str:
        """All that the next run looks at, but for the scenario's name and where its machine is."""
        files = sorted(path for path in self._folder.glob("*/**/*") if path.is_file() and ".bak" not in path.suffix)
        seen = [(str(path.relative_to(self._folder)), path.read_text("utf-8")) for path in files]
        world = replace(self.scenario, name="", machine=Machine(self.variables))
        return repr((world, seen, self.options)).replace(str(self._folder), "")

    def save(self, file: Path) -> dict[str, str]:
        """Write the scenario down as it is now; gives the variables for `tests.offline.kept_machine`."""
        config = self.home / ".aws" / "config"
        files = {".aws/config": config.read_text("utf-8")} if config.is_file() else {}
        file.write_bytes(pickle.dumps(replace(self.scenario, machine=Machine(self.variables, files))))
        return {kept_machine.MACHINE: str(self._folder), kept_machine.SCENARIO: str(file)}

    def _put_stand_ins(self, value: str) -> str:
        for name in _OF_A_RUN:
            if self._stand_ins[name]:
                value = value.replace(self._stand_ins[name], f"<{name}>")
        return value

    def _reach_scripts(self, scripts: Path) -> None:
        """Make the interpreter reachable by the path that it has from where the suite was run."""
        if not scripts.is_relative_to(ROOT):
            return
        environment = scripts.relative_to(ROOT).parts[0]
        link = self.project / environment
        if not link.exists():
            link.symlink_to(ROOT / environment)
