"""The lines of an AWS config or credentials file, in any state: where sections and keys stand, and what is secret.

A parser tells of a file that it can read; a file that it cannot read holds secrets as well.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from checkpoints.facts.secret_text import list_secrets

# As in Python's configparser, whose pattern for keys takes quadratic time on a line of spaces.
_SECTION = re.compile(r"\[(?P<title>.+)\]")
_SEPARATOR = re.compile(r"[=:]")
_SECRET = re.compile(
    r"(?:access_?key(?:_?id)?|secret_?key|session_?token|security_?token|bearer_?token\w*|api_?key|_secret)"
    r"[\"']?(?:\s*[=:]\s*|\s+)(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RepeatedName:
    """A section, or a key of a section, that stands twice.

    name: `[work]` or `region`; lines: from 1. agrees: no key of the file has two values.
    """

    name: str
    first_line: int
    line: int
    agrees: bool = True


class WrittenLine(NamedTuple):
    """A line that begins a section or a key. number: from 1; text: the line without the spaces around it.

    title: of the section; name: the key as it stands, "" for a section; separator, value: what stands behind the key.
    """

    number: int
    text: str
    title: str
    name: str = ""
    separator: str = ""
    value: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The section's title and the key's name, which is the same in small letters."""
        return self.title, self.name.lower()


def scan_lines(text: str) -> Iterator[WrittenLine]:
    """The lines that begin a section or a key; comments, and lines that go on with a value, are left out."""
    title, key, indent = "", "", 0
    for number, line in enumerate(io.StringIO(text), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        depth = len(line) - len(line.lstrip())
        if title and key and depth > indent:
            continue  # it goes on with the value before
        indent = depth
        section = _SECTION.match(stripped)
        separator = None if section else _SEPARATOR.search(stripped)
        if section:
            title, key = section["title"], ""
            yield WrittenLine(number, stripped, title)
        elif separator:
            key, value = stripped[: separator.start()].rstrip(), stripped[separator.end() :].lstrip()
            yield WrittenLine(number, stripped, title, key, separator[0], value)


def find_lines(text: str) -> Mapping[tuple[str, str], int]:
    """The line, from 1, where each key stands first, by its section's title and its name; a title's has the key ""."""
    found: dict[tuple[str, str], int] = {}
    for line in scan_lines(text):
        found.setdefault(line.place, line.number)
    return found


def find_repetition(text: str) -> RepeatedName | None:
    """The first section or key that stands twice, which stops Python's parser and so every tool of AWS in Python."""
    first: dict[tuple[str, str], int] = {}
    for line in scan_lines(text):
        if line.place in first:
            title, key = line.place
            return RepeatedName(key or f"[{title}]", first[line.place], line.number, _agrees(text))
        first[line.place] = line.number
    return None


def _agrees(text: str) -> bool:
    """Whether each key has one value, wherever it stands."""
    values: dict[tuple[str, str], str] = {}
    return all(values.setdefault(line.place, line.value) == line.value for line in scan_lines(text))


def find_secrets(text: str) -> frozenset[str]:
    """Every value under a name of a key or token, in every form in which it may be told, with the lines that go on."""
    found: set[str] = set()
    goes_on = False
    for line in text.splitlines():
        match = _SECRET.search(line)
        goes_on = match is not None or (goes_on and line[:1].isspace())
        if goes_on:
            found |= list_secrets(match["value"] if match else line)
    return frozenset(found)
