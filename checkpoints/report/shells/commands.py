"""A command of a text or rule, for the reader's shell and for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checkpoints.report.shells import bash, cmd, powershell
from checkpoints.report.shells.notation import Program, Step, UnsayableError, parse_steps
from checkpoints.report.shells.reader import Reader, Shell, System

_WRITERS = {Shell.BASH: bash.WRITERS, Shell.POWERSHELL: powershell.WRITERS, Shell.CMD: cmd.WRITERS}
_POSIX_ALONE = ("sed",)  # programs that Windows lacks


def write_commands(notation: str, reader: Reader, fill: Callable[[str], str] = str) -> Mapping[str, str]:
    """The command by shell (`bash`, `powershell`, `cmd`), each step on lines of its own.

    notation: see `notation`. fill: fills the placeholders of a word. A shell in which it cannot be said is left out.
    """
    steps = parse_steps(notation, fill)
    found = {shell.value: _write(steps, reader.in_shell(shell)) for shell in Shell}
    return {shell: text for shell, text in found.items() if text}


def _write(steps: tuple[Step, ...], reader: Reader) -> str:
    try:
        return "\n".join(line for step in steps for line in _write_step(_place(step, reader), reader))
    except UnsayableError:
        return ""


def _write_step(step: Step, reader: Reader) -> Iterator[str]:
    write = _WRITERS[reader.shell].get(type(step))
    is_posix = isinstance(step, Program) and step.words[0] in _POSIX_ALONE
    if write is None or (is_posix and reader.shell is not Shell.BASH):
        raise UnsayableError(type(step).__name__)
    return write(step, reader)


def _place(step: Step, reader: Reader) -> Step:
    """A step as the reader's machine needs it: its `python`, its clock, and a login whose browser may be elsewhere."""
    if not isinstance(step, Program):
        return step
    step = Program(reader.find_program(step.words))
    if step.words == _CLOCK[System.LINUX]:
        return Program(_CLOCK[reader.system])
    options = (option for words, option in _REMOTE.items() if step.words[: len(words)] == words)
    return Program((*step.words, *(options if reader.is_remote else ())))


# By themselves these wait for a browser on this machine, since AWS CLI 2.22.0.
_REMOTE = {
    ("aws", "sso", "login"): "--use-device-code",
    ("aws", "configure", "sso"): "--use-device-code",
    ("aws", "login"): "--remote",
}
_CLOCK = {
    System.LINUX: ("sudo", "timedatectl", "set-ntp", "true"),
    System.MACOS: ("sudo", "sntp", "-sS", "time.apple.com"),
    System.WINDOWS: ("w32tm", "/resync"),
}
