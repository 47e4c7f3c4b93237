"""The lines of an AWS config or credentials file, in any state: where sections and keys stand, and what is secret.

A parser tells of a file that it can read; a file that it cannot read holds secrets as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checkpoints.facts.secret_text import list_secrets

_SECTION = re.compile(r"\[(?P<title>[^\]]*)\]")
_KEY = re.compile(r"(?P<key>[^=:]*[^=:\s])\s*[=:]\s*(?P<value>.*)")
_SECRET = re.compile(
    r"(?:access_?key(?:_?id)?|secret_?key|session_?token|security_?token|bearer_?token\w*|api_?key|_secret)"
    r"[\"']?(?:\s*[=:]\s*|\s+)(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Repetition:
    """A section, or a key of a section, that stands twice.

    name: `[work]` or `region`; lines: from 1. agrees: no key of the file has two values.
    """

    name: str
    first_line: int
    line: int
    agrees: bool = True


def find_lines(text: str) -> Mapping[tuple[str, str], int]:
    """The line, from 1, where each key stands first, by its section's title and its name; a title's has the key ""."""
    found: dict[tuple[str, str], int] = {}
    for place, number in _places(text):
        found.setdefault(place, number)
    return found


def find_repetition(text: str) -> Repetition | None:
    """The first section or key that stands twice, which stops Python's parser and so every tool of AWS in Python."""
    first: dict[tuple[str, str], int] = {}
    for place, number in _places(text):
        if place in first:
            title, key = place
            return Repetition(key or f"[{title}]", first[place], number, _agrees(text))
        first[place] = number
    return None


def _agrees(text: str) -> bool:
    """Whether each key has one value, wherever it stands."""
    lines = text.splitlines()
    values: dict[tuple[str, str], str] = {}
    for place, number in _places(text):
        key = _KEY.match(lines[number - 1].strip()) if place[1] else None
        value = key["value"] if key else ""
        if values.setdefault(place, value) != value:
            return False
    return True


def _places(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    title, indent, in_section = "", 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith(("#", ";")):
            continue
        depth = len(line) - len(line.lstrip())
        if in_section and depth > indent:
            continue  # it goes on with the value before
        indent = depth
        section, key = _SECTION.match(stripped), _KEY.match(stripped)
        if section:
            title, in_section = section["title"], False
            yield (title, ""), number
        elif key:
            in_section = True
            yield (title, key["key"].lower()), number


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
