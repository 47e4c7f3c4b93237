"""How lines are drawn on a terminal: as wide as it is, with the signs and the colours that it can show."""

from __future__ import annotations

from collections.abc import Iterator

from checkpoints.guide.texts.encoding import can_hold, fit_text, known_encoding
from checkpoints.guide.vocabulary import Verdict
from checkpoints.report.columns import wrap_text

_NARROWEST, _WIDEST = 40, 100
_MARKS = {
    Verdict.PASSED: ("✓", "[O]", "32"),
    Verdict.FAILED: ("✗", "[X]", "31;1"),
    Verdict.NOT_APPLICABLE: ("–", "[-]", "2"),
    Verdict.BLOCKED: ("⊘", "[!]", "35"),
    Verdict.UNVERIFIED: ("?", "[?]", "33"),
    Verdict.NOT_RUN: ("·", "[ ]", "2"),
}
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "·": "-", "→": "->"})


class Pen:
    """Draws on a terminal. encoding: as the stream names it; width: in columns. Colours are codes of ANSI's SGR."""

    def __init__(self, encoding: str | None, width: int, *, colour: bool) -> None:
        self.columns = min(max(width, _NARROWEST), _WIDEST)
        self._codec = known_encoding(encoding)
        self._has_colour = colour
        self._has_signs = can_hold(self._codec, "".join(sign for sign, _, _ in _MARKS.values()))

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, where it is asked for."""
        return f"\x1b[{colour}m{text}\x1b[0m" if self._has_colour and colour else text

    def draw_mark(self, verdict: Verdict) -> str:
        """The mark of a verdict."""
        sign, plain, colour = _MARKS[verdict]
        return self.paint(sign if self._has_signs else plain, colour)

    def paint_word(self, text: str, verdict: Verdict) -> str:
        """The text in the colour of a verdict."""
        return self.paint(text, _MARKS[verdict][2])

    def wrap(self, text: str, indent: int = 0, colour: str = "") -> Iterator[str]:
        """A text in as many lines as it takes."""
        for line in wrap_text(text.replace("`", ""), self.columns - indent):
            yield self.paint(" " * indent + line, colour)

    def fit(self, line: str) -> str:
        """The line in characters that the terminal can show."""
        if can_hold(self._codec, line):
            return line
        plain = "".join(each if can_hold(self._codec, each) else each.translate(_PLAIN) for each in line)
        return fit_text(plain, self._codec)
