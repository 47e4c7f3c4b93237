"""The remedy of a cause for a whole class: the suite's advice, with a general word where attendees differ."""

from __future__ import annotations

from string import Formatter

from checkpoints.guide.texts import ADVICE, TEXTS, Text
from checkpoints.report.wording import Remedy, Wording

_ANY = tuple(key.removeprefix("any.") for key in TEXTS if key.startswith("any."))


def remedy_for_class(cause: str, wording: Wording) -> Remedy:
    """The remedy of a cause; an empty one for a word that this release does not know."""
    advice = ADVICE.get(cause)
    if advice is None:
        return Remedy()
    words = {name: wording.text(f"any.{name}") for name in _ANY}
    return Remedy(
        what=wording.fill(advice.what, words),
        why=wording.fill(advice.why, words),
        who=advice.who.value,
        how=wording.fill(advice.fix, words),
        command=_complete(advice.command, words, wording),
        page=_complete(advice.page, words, wording),
    )


def _complete(template: str, words: dict[str, str], wording: Wording) -> str | None:
    """A command or an address; None where it needs a value of the attendee's own."""
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    known = words.keys() | wording.edition.list_words(wording.language).keys()
    return wording.fill(Text(template, template), words) or None if wanted <= known else None
