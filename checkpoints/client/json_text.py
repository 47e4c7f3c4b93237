"""JSON as JavaScript reads it: strictly, and however deep it goes."""

from __future__ import annotations

import json
import re

# What Python's reader takes at most is far more; no field that counts is deeper than this.
_DEEPEST = 100
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


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
