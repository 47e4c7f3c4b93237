"""The reader's machine, as far as a command depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum


class Shell(str, Enum):
    """A family of shells that read a command in the same way."""

    BASH = "bash"  # and zsh
    POWERSHELL = "powershell"  # Windows PowerShell 5.1 and PowerShell 7
    CMD = "cmd"


class System(str, Enum):
    """The operating system, by the names of `platform.system`."""

    LINUX = "Linux"
    MACOS = "Darwin"
    WINDOWS = "Windows"


@dataclass(frozen=True, slots=True)
class KeptVariable:
    """A variable that new terminals set. value: None where it is not plain; it may be a secret. file: `~/.bashrc`."""

    name: str
    file: str
    value: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """The shell in which the reader will type.

    is_remote: the browser is on another machine. scripts: the folder of the run's `python` and `pytest` as the shell is
    to be told it, "" where it finds them. start_up_file: what a new terminal reads first. kept: the variables that are
    set there, or that Windows keeps for the user. runner: the words that started the
    run where that was not `pytest`: `checkpoints run`, or the launcher of a clone.
    scenario: of a rehearsal, which a command that runs the suite again rehearses too; "" in a live run.
    """

    shell: Shell = Shell.BASH
    system: System = System.LINUX
    is_remote: bool = False
    scripts: str = ""
    start_up_file: str = "~/.bashrc"
    kept: tuple[KeptVariable, ...] = ()
    runner: tuple[str, ...] = ()
    scenario: str = ""

    def in_shell(self, shell: Shell) -> Reader:
        """A reader of another shell on the same machine, of which less is known; for Windows shells, on Windows."""
        if shell is self.shell:
            return self
        system = self.system if shell is Shell.BASH else System.WINDOWS
        scripts = self.scripts if system is self.system else ""
        known = Reader(shell, system, self.is_remote, scripts)
        return replace(known, runner=self.runner, scenario=self.scenario)

    def find_program(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A program and its arguments as this reader starts it: `python` and `pytest` are those of the run."""
        name, *others = words
        if name == "pytest":
            others = self._rehearse(others)
        if self.runner and name == "pytest":
            return (*self._find_runner(), *others)
        if self.runner and words[:3] == ("python", "-m", "checkpoints"):
            return (self._find_runner()[0], *words[3:])
        return (f"{self.scripts}{name}", *others) if name in ("python", "pytest") else words

    def _rehearse(self, options: list[str]) -> list[str]:
        """The options of a run, in a rehearsal with its own before them; what one finds cannot be handed in."""
        if not self.scenario or "--version" in options:
            return options
        return ["--offline", "--scenario", self.scenario, *(each for each in options if each != "--hand-in")]

    def _find_runner(self) -> tuple[str, ...]:
        """The runner as the shell finds it: `checkpoints` stands beside `python`."""
        name, *others = self.runner
        return (f"{self.scripts}{name}" if name == "checkpoints" else name, *others)

    def find_kept(self, name: str) -> tuple[KeptVariable, ...]:
        """Where new terminals set a variable."""
        return tuple(each for each in self.kept if each.name == name)

    def list_files(self, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        """The files that set any of these variables, each with the ones that it sets."""
        there = [(each.file, each.name) for each in self.kept if each.file]
        files = dict.fromkeys(file for file, name in there if name in names)
        return {file: tuple(name for name in names if (file, name) in there) for file in files}
