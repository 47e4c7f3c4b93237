"""Commands that Windows PowerShell 5.1 and PowerShell 7 read in the same way: no `&&`, no empty or quoting argument."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from checkpoints.report.shells.notation import Assignment, Program, Question, Removal, Trimming, UnsayableError
from checkpoints.report.shells.reader import Reader, System

# Words that need no quotes. A word with a dash at its front is cut at a dot or a colon.
_PLAIN = re.compile(r"(?!-)[A-Za-z0-9_./:\\=-]+|-[A-Za-z0-9_=-]+")
_QUOTES = re.compile(r"['‘’‚‛]")  # each of them ends a string
_IN_DOUBLE_QUOTES = re.compile(r"[`$\"“”„]")


def _set(step: Assignment, reader: Reader) -> Iterator[str]:
    yield f"$env:{step.name} = {_quote(step.value)}"
    if step.kept and reader.system is System.WINDOWS:
        yield f"[Environment]::SetEnvironmentVariable('{step.name}', {_quote(step.value)}, 'User')"


def _remove(step: Removal, reader: Reader) -> Iterator[str]:
    for name in step.names:
        yield f"$env:{name} = $null"
        if reader.find_kept(name):
            yield f"[Environment]::SetEnvironmentVariable('{name}', $null, 'User')"


def _start(step: Program, reader: Reader) -> Iterator[str]:
    program, *arguments = step.words
    if program == "curl" and reader.system is System.WINDOWS:
        program = "curl.exe"  # in 5.1 the bare name is another command
    first = _write_word(program)
    call = "" if first == program else "& "
    yield " ".join([call + first, *map(_write_word, arguments)])


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


def _ask(step: Question, _: Reader) -> Iterator[str]:
    if step.is_secret:
        names = ", ".join(f"'{name}'" for name in step.names)
        answer = "[Net.NetworkCredential]::new('', (Read-Host $name -AsSecureString)).Password"
        yield f'foreach ($name in {names}) {{ Set-Item "Env:$name" ({answer}) }}'
    else:
        yield "; ".join(f"$env:{name} = Read-Host '{name}'" for name in step.names)


def _trim(step: Trimming, _: Reader) -> Iterator[str]:
    yield from (f"$env:{name} = ($env:{name} -split '\\s')[0]" for name in step.names)


WRITERS: Mapping[type, Callable[..., Iterator[str]]] = {
    Program: _start,
    Assignment: _set,
    Removal: _remove,
    Question: _ask,
    Trimming: _trim,
}
