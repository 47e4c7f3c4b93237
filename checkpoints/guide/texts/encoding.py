"""Texts for people on streams that cannot hold every character."""

from __future__ import annotations

import codecs
import os
from typing import TextIO

from checkpoints.guide.texts.text import Text


def encoding_of(stream: object) -> str:
    """The encoding of a stream, `ascii` where it names none that Python knows."""
    return known_encoding(getattr(stream, "encoding", None))


def known_encoding(name: str | None) -> str:
    """Python's own name of an encoding, `ascii` for None and for one that Python does not know."""
    try:
        return codecs.lookup(name or "ascii").name
    except LookupError:
        return "ascii"


def can_hold(encoding: str, text: str) -> bool:
    """Whether every character of a text can be written in an encoding."""
    try:
        text.encode(encoding)
    except UnicodeError:
        return False
    return True


# What an encoding has to hold for a language to be written in it; English takes any.
_LETTERS = Text(ko="가힣", en="")


def language_for(encoding: str | None, language: str) -> str:
    """The language to write in: English where the encoding does not hold the letters of the one that is asked for."""
    return language if can_hold(known_encoding(encoding), _LETTERS.say(language)) else "en"


def language_on(stream: object, language: str) -> str:
    """The language to write in on a stream."""
    return language_for(encoding_of(stream), language)


def fit_text(text: str, encoding: str) -> str:
    """The text with a `?` for each character that an encoding cannot hold."""
    return text.encode(encoding, errors="replace").decode(encoding, errors="replace")


def write_line(stream: TextIO, line: str) -> None:
    """Write a line, as `write_text` does."""
    write_text(stream, f"{line}\n")


def write_text(stream: TextIO, text: str) -> None:
    """Write a text on a stream, as far as its encoding holds it; nothing where nobody reads the stream any more."""
    try:
        stream.write(fit_text(text, encoding_of(stream)))
        stream.flush()
    except BrokenPipeError:
        # Whoever read it, such as `head`, has enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
