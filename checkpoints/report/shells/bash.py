"""Commands for bash and zsh."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping

from checkpoints.report.shells.notation import Assignment, PathChange, Program, Question, Removal, Trimming
from checkpoints.report.shells.reader import Reader


def quote_word(word: str) -> str:
    """A word as the shell reads it; the home directory's `~` stays open to it."""
    if word.startswith("~/"):
        return f"~/{shlex.quote(word[2:])}"
    if not word.isprintable():
        return _escape(word)
    return f"'{word}'" if re.fullmatch(r"=[\w./-]+", word) else shlex.quote(word)  # zsh looks such a program up


def _escape(word: str) -> str:
    """A word that holds a line end or the like, which a terminal would take for a key."""
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return "$'" + "".join(each if each.isprintable() else _escape_character(each) for each in escaped) + "'"


def _escape_character(each: str) -> str:
    code = ord(each)
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _start(step: Program, _: Reader) -> Iterator[str]:
    yield " ".join(map(quote_word, step.words))


def _set(step: Assignment, reader: Reader) -> Iterator[str]:
    line = f"export {step.name}={quote_word(step.value)}"
    yield line
    there = reader.find_kept(step.name)
    if not step.kept or (there and all(each.value == step.value for each in there)):
        return
    yield from _remove_from_files((step.name,), reader)
    write = "printf '%s\\n'" if "\\" in line else "echo"
    yield f"{write} {shlex.quote(line)} >> {reader.start_up_file}"


def _remove(step: Removal, reader: Reader) -> Iterator[str]:
    yield " ".join(("unset", *step.names))
    yield from _remove_from_files(step.names, reader)


def _remove_from_files(names: tuple[str, ...], reader: Reader) -> Iterator[str]:
    for file, set_there in reader.list_files(names).items():
        words = ("python", "-m", "checkpoints", "remove", *set_there, "--from", file)
        yield " ".join(map(quote_word, reader.find_program(words)))


def _ask(step: Question, _: Reader) -> Iterator[str]:
    """One line: with more of them, the shell would take the second for the answer to the first."""
    if step.is_secret:
        read = 'printf "%s: " "$name"; IFS= read -rs "$name"; echo; export "$name"'
        yield f"for name in {' '.join(step.names)}; do {read}; done"
    else:
        yield "; ".join(f"printf '{name}: '; read -r {name}; export {name}" for name in step.names)


def _trim(step: Trimming, _: Reader) -> Iterator[str]:
    yield " ".join(("export", *(f'{name}="${{{name}%%[[:space:]]*}}"' for name in step.names)))


def _change_path(step: PathChange, _: Reader) -> Iterator[str]:
    yield " ".join(("export", *(f'{name}="$(wslpath "${name}")"' for name in step.names)))


WRITERS: Mapping[type, Callable[..., Iterator[str]]] = {
    Program: _start,
    Assignment: _set,
    Removal: _remove,
    Question: _ask,
    Trimming: _trim,
    PathChange: _change_path,
}
