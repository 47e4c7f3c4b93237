"""JSON as JavaScript reads it, strictly and however deep it goes, and the lines in which its keys stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast

Path = tuple[str, ...]  # the keys that lead to one
# What Python's reader takes at most is far more; no field that counts is deeper than this.
_DEEPEST = 100
_DEEPEST_KEY = 2  # of one whose line is told, such as a variable of `env`
# Strings, line ends and the marks that open, close or part something; everything else says nothing about places.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,\n]')


def parse_json(text: str) -> object:
    """The value of a JSON text, in which lists and objects below the hundredth level are 0. Raises ValueError."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        return json.loads(_cut_depth(text), parse_constant=_refuse)


def _refuse(constant: str) -> object:
    raise ValueError(constant)  # NaN and Infinity are no JSON to JavaScript


def _cut_depth(text: str) -> str:
    """The text with the same lines, and each list or object that is too deep as one 0."""
    kept, depth, begin, end = [], 0, 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
            if depth == _DEEPEST:
                end = token.start()
                kept.append(text[begin:end] + "0")
        elif mark in ("]", "}"):
            depth -= 1
            if depth == _DEEPEST - 1:
                begin = token.end()
                kept.append("\n" * text.count("\n", end, begin))
    return "".join(kept) + (text[begin:] if depth < _DEEPEST else "")


def find_keys(text: str) -> Mapping[Path, int]:
    """The line, counted from 1, of the keys on the two upper levels of a valid JSON text, by the keys that lead there.

    Of a key that is written twice, the last one counts. Keys inside of lists are left out.
    """
    lines: dict[Path, int] = {}
    path: list[str | None] = []  # the key in each open object, None for a list
    line, string = 1, ""
    for token in _TOKEN.findall(text):
        if token == "\n":
            line += 1
        elif token in "{[":
            path.append("" if token == "{" else None)
        elif token in "}]":
            path.pop()
        elif token == ":":
            path[-1] = string
            if len(path) <= _DEEPEST_KEY and None not in path:
                lines[cast("Path", tuple(path))] = line
        elif token != ",":
            string = json.loads(token)
    return lines
