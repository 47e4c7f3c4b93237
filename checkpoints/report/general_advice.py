"""The advice about a cause for anybody, with a general word wherever it differs from one attendee to the next."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.texts.classroom import TEXTS
from checkpoints.report.wording import Remedy, Wording

_ANY = tuple(key.removeprefix("any.") for key in TEXTS if key.startswith("any."))


def explain_cause(cause: str, wording: Wording) -> Remedy:
    """The explanation of a cause; an empty one for a word that this release does not know."""
    advice = wording.advice.get(cause) or ADVICE.get(cause)
    if advice is None:
        return Remedy()
    words = {name: wording.text(f"any.{name}") for name in _ANY}
    known = words.keys() | wording.edition.list_words(wording.language).keys()
    # A command or an address that needs a value of the attendee's own is left to the attendee's own page.
    command, page = ("" if _placeholders(each) - known else each for each in (advice.command, advice.page))
    return wording.explain(replace(advice, command=command, page=page), words)


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
