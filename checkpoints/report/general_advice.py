"""The advice about a cause for anybody, with a general word wherever it differs from one attendee to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import Formatter

from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.texts.classroom import TEXTS
from checkpoints.report.wording import Remedy, Wording

_ANY = tuple(key.removeprefix("any.") for key in TEXTS if key.startswith("any."))


def explain_cause(cause: str, wording: Wording, values: Mapping[str, str] | None = None) -> Remedy:
    """The explanation of a cause; an empty one for a word that this release does not know.

    values: by placeholder, what is the same for all of whom it is told.
    """
    advice = wording.advice.get(cause) or ADVICE.get(cause)
    if advice is None:
        return Remedy()
    words = {**_general_words(wording), **(values or {})}
    known = words.keys() | wording.edition.list_words(wording.language).keys()
    # A command or an address that needs a value of the attendee's own is left to the attendee's own page.
    command, page = ("" if _placeholders(each) - known else each for each in (advice.command, advice.page))
    return wording.fill_advice(replace(advice, command=command, page=page), words)


def differs_by_attendee(text: str, wording: Wording) -> bool:
    """Whether general words stand in a text, in the place of values that each attendee's own page has."""
    return any(word in text for name, word in _general_words(wording).items() if name != "region_remedy")


def _general_words(wording: Wording) -> dict[str, str]:
    return {name: wording.say(f"any.{name}") for name in _ANY}


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}
