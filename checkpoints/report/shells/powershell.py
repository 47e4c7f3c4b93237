"""Commands that Windows PowerShell 5.1 and PowerShell 7 read in the same way: no `&&`, no empty or quoting argument."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checkpoints.report.shells.notation import PathChange, Program, Question, Removal, Setting, Step, Trimming
from checkpoints.report.shells.reader import Reader, System

# Words that need no quotes. A word with a dash at its front is cut at a dot or a colon.
_PLAIN = re.compile(r"(?!-)[A-Za-z0-9_./:\\=-]+|-[A-Za-z0-9_=-]+")
_QUOTES = re.compile(r"['‘’‚‛]")  # each of them ends a string
_IN_DOUBLE_QUOTES = re.compile(r"[`$\"“”„]")


POSIX_ALONE = ("sed",)  # programs that Windows lacks


class UnsayableError(ValueError):
    """A word that the shell cannot be given in any form that all its releases read."""


def write_lines(step: Step, reader: Reader) -> Iterator[str]:
    """The lines of one step. Raises UnsayableError."""
    if isinstance(step, Program):
        yield _start(step, reader)
    elif isinstance(step, Setting):
        yield f"$env:{step.name} = {_quote(step.value)}"
        if step.kept and reader.system is System.WINDOWS:
            yield f"[Environment]::SetEnvironmentVariable('{step.name}', {_quote(step.value)}, 'User')"
    elif isinstance(step, Removal):
        yield from _remove(step, reader)
    elif isinstance(step, Trimming):
        yield from (f"$env:{name} = ($env:{name} -split '\\s')[0]" for name in step.names)
    elif isinstance(step, PathChange):
        raise UnsayableError(*step.names)
    else:
        yield _ask(step)


def _remove(step: Removal, reader: Reader) -> Iterator[str]:
    for name in step.names:
        yield f"$env:{name} = $null"
        if reader.find_kept(name):
            yield f"[Environment]::SetEnvironmentVariable('{name}', $null, 'User')"


def _start(step: Program, reader: Reader) -> str:
    program, *arguments = step.words
    if program in POSIX_ALONE:
        raise UnsayableError(program)
    if program == "curl" and reader.system is System.WINDOWS:
        program = "curl.exe"  # in 5.1 the bare name is another command
    first = _write_word(program)
    call = "" if first == program else "& "
    return " ".join([call + first, *map(_write_word, arguments)])


def _write_word(word: str) -> str:
    if not word or '"' in word or (" " in word and word.endswith("\\")):
        raise UnsayableError(word)  # 5.1 and 7 hand these to a program differently
    if word.startswith("~/"):
        return '"$HOME/' + _IN_DOUBLE_QUOTES.sub(r"`\g<0>", word[2:]) + '"'
    return word if _PLAIN.fullmatch(word) else _quote(word)


def _quote(text: str) -> str:
    if not text.isprintable():
        raise UnsayableError(text)
    return "'" + _QUOTES.sub(r"\g<0>\g<0>", text) + "'"


def _ask(step: Question) -> str:
    if not step.is_secret:
        return "; ".join(f"$env:{name} = Read-Host '{name}'" for name in step.names)
    names = ", ".join(f"'{name}'" for name in step.names)
    answer = "[Net.NetworkCredential]::new('', (Read-Host $name -AsSecureString)).Password"
    return f'foreach ($name in {names}) {{ Set-Item "Env:$name" ({answer}) }}'
