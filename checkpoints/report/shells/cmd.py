"""Commands for the command prompt of Windows, as they are typed there and not as a batch file holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from checkpoints.report.shells.notation import Assignment, Program, Question, Removal, Trimming, UnsayableError
from checkpoints.report.shells.reader import Reader

_PLAIN = re.compile(r"[A-Za-z0-9_./:\\@+-][A-Za-z0-9_./:\\=@+-]*")


def _start(step: Program, _: Reader) -> Iterator[str]:
    yield " ".join(map(_write_word, step.words))


def _set(step: Assignment, _: Reader) -> Iterator[str]:
    yield f'set "{step.name}={_check(step.value)}"'
    if step.kept:
        yield f"setx {step.name} {_write_word(step.value)}"


def _remove(step: Removal, reader: Reader) -> Iterator[str]:
    for name in step.names:
        yield f'set "{name}="'
        if reader.find_kept(name):
            yield f"reg delete HKCU\\Environment /f /v {name}"


def _write_word(word: str) -> str:
    _check(word)
    if word.startswith("~/"):
        return '"%USERPROFILE%\\' + word[2:].replace("/", "\\") + '"'
    if _PLAIN.fullmatch(word):
        return word
    # A backslash at the end would hide the quote from the program.
    end = "\\" * (len(word) - len(word.rstrip("\\")))
    return f'"{word}{end}"'


def _check(text: str) -> str:
    """The text, where the prompt leaves it as it is: a quote or two percent signs it would take for its own."""
    if not text.isprintable() or '"' in text or text.count("%") > 1:
        raise UnsayableError(text)
    return text


def _ask(step: Question, _: Reader) -> Iterator[str]:
    # A prompt behind the equals sign would look like a secret, and be hidden in the report.
    yield " & ".join(f'echo {name}:& set /p "{name}="' for name in step.names)


def _trim(step: Trimming, _: Reader) -> Iterator[str]:
    yield from (f'for /f %i in ("%{name}%") do @set "{name}=%i"' for name in step.names)


WRITERS: Mapping[type, Callable[..., Iterator[str]]] = {
    Program: _start,
    Assignment: _set,
    Removal: _remove,
    Question: _ask,
    Trimming: _trim,
}
