"""Findings as a person reads them."""

from __future__ import annotations

import re

from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts import fill_text, say
from checkpoints.guide.texts.causes import CASES, find_advice
from checkpoints.guide.vocabulary import Verdict
from checkpoints.report.wording import Wording
from checkpoints.rules.finding import Finding, Message

# Texts that show the beginning of a key; anywhere else an ellipsis is a value that nobody gave.
_BEGINNINGS = re.compile(r"(?:ABSK|bedrock-api-key-|ASIA|AKIA)…")
# Findings that something is not there, or that nobody tells: there is nothing to show.
_ABSENT = (
    "credentials.none",
    "credentials.none-in-profile",
    "credentials.none-but-profiles",
    "credentials.none-but-unknown-profiles",
    "credentials.bearer-empty",
    "region.not-exported",
    "region.empty",
    "afar.region-not-exported",
    "afar.no-credentials",
    "marketplace.unproven",
)
_NOTHING = re.compile(r"\bNone\b(?! of)")


def read(text: Message, language: str = "en") -> str:
    """A text with its placeholders filled; every placeholder has to have a value."""
    return _filled(say(text.key, language, text.values))


def _filled(shown: str) -> str:
    assert "…" not in _BEGINNINGS.sub("", shown), f"a value is missing: {shown}"
    assert not _NOTHING.search(shown), f"a value is nothing that a person reads: {shown}"
    return shown


def notes(finding: Finding) -> list[str]:
    """The keys of the notes."""
    return [note.key for note in finding.notes]


def noted(finding: Finding) -> list[str]:
    """The notes as a person reads them."""
    return [read(note) for note in finding.notes]


def command(finding: Finding) -> str:
    """The command of the finding's cause as bash reads it, or the page."""
    assert finding.cause is not None
    remedy = Wording("en").explain_cause(finding)
    return remedy.command or remedy.page or ""


def everything(finding: Finding) -> str:
    """All that the page would show of a finding, in both languages."""
    texts = [finding.detail, *finding.notes, *finding.guide_notes, *(each.shows for each in finding.evidence)]
    assert not finding.cause or not finding.case or f"{finding.cause.value}.{finding.case}" in CASES
    advice = find_advice(finding.cause.value, finding.case) if finding.cause else None
    told = [read(text, language) for language in ("ko", "en") for text in texts]
    if advice:
        parts = (advice.what, advice.why, advice.fix)
        told += [_filled(fill_text(part, language, finding.values)) for language in ("ko", "en") for part in parts]
        told.append(_filled(command(finding)))
    return "\n".join([*told, *(each.source for each in finding.evidence)])


def whole(finding: Finding) -> None:
    """Assert that a finding is about a row of the guide, and that all that it tells can be read and was seen."""
    assert finding.check in BY_ID, finding
    assert everything(finding)
    assert all(each.source for each in finding.evidence), finding
    assert finding.evidence or finding.verdict is Verdict.BLOCKED or finding.detail.key in _ABSENT, finding
