"""Signs for verdicts: each has a shape of its own, so that they differ without colour."""

from __future__ import annotations

from checkpoints.report.markup import Html, tag
from checkpoints.report.wording import Wording

# 16 x 16; filled shapes for what is settled, outlines for what is open.
_SHAPES = {
    "passed": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
    '<path d="M4.6 8.3l2.3 2.3 4.5-4.9" fill="none" stroke="var(--on-sign)" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round"/>',
    "failed": '<path d="M5 .6h6L15.4 5v6L11 15.4H5L.6 11V5z" fill="currentColor"/>'
    '<path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2" fill="none" stroke="var(--on-sign)" stroke-width="1.8" '
    'stroke-linecap="round"/>',
    "blocked": '<rect x="2.2" y="7" width="11.6" height="8.2" rx="1.6" fill="currentColor"/>'
    '<path d="M4.8 7V4.6a3.2 3.2 0 016.4 0V7" fill="none" stroke="currentColor" stroke-width="1.7"/>',
    "unverified": '<path d="M8 .9l7.3 13.6H.7z" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linejoin="round"/><path d="M6.4 7.4a1.6 1.6 0 113 .7c-.5.7-1.4.8-1.4 1.9" fill="none" '
    'stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/>'
    '<circle cx="8" cy="12.3" r=".95" fill="currentColor"/>',
    "not_applicable": '<circle cx="8" cy="8" r="6.9" fill="none" stroke="currentColor" stroke-width="1.3"/>'
    '<path d="M4.8 8h6.4" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>',
    "not_run": '<circle cx="8" cy="8" r="6.9" fill="none" stroke="currentColor" stroke-width="1.3" '
    'stroke-dasharray="2.4 2.2"/>',
}
_OF_RUN = {"ready": "passed", "not_ready": "failed", "unproven": "unverified"}

SHEET = Html(
    '<svg width="0" height="0" class="sheet" aria-hidden="true" focusable="false">'
    + "".join(f'<symbol id="sign-{name}" viewBox="0 0 16 16">{shape}</symbol>' for name, shape in _SHAPES.items())
    + "</svg>"
)


def render_word(verdict: str, wording: Wording, class_: str = "word") -> Html:
    """The word of a check's verdict."""
    return tag("span", wording.say(f"verdict.{verdict}"), class_=f"{class_} {verdict}")


def draw_sign(verdict: str) -> Html:
    """The sign of a check's or a run's verdict; the word beside it says the same, so readers aloud pass over it."""
    name = _OF_RUN.get(verdict, verdict)
    return tag(
        "svg",
        Html(f'<use href="#sign-{name}"/>'),
        class_=f"sign {name}",
        aria_hidden="true",
        focusable="false",
        viewBox="0 0 16 16",
    )
