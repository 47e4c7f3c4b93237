"""Which line of a JSON text each key stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import cast

# Strings, line ends and the marks that open, close or part something; everything else says nothing about places.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]:,\n]')

Path = tuple[str, ...]
_DEEPEST = 2  # no field that counts is deeper, such as a variable of `env`


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
            if len(path) <= _DEEPEST and None not in path:
                lines[cast("Path", tuple(path))] = line
        elif token != ",":
            string = json.loads(token)
    return lines
