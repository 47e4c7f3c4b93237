"""What a class page says while the class is being watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checkpoints.report.markup import Html, tag
from checkpoints.report.moments import convert_to_clock
from checkpoints.report.wording import Wording

DEFAULT_S = 5.0
LEAST_S, MOST_S = 1, 3600
HEARTBEAT_S = 60  # how often a page is written at least, so that it says when somebody last looked
_STALE_S = 90  # beyond the heartbeat and the page's own pause: nobody looks any more
_PEOPLE_A_SECOND = 200  # a browser takes so long for a large page


@dataclass(frozen=True, slots=True)
class Live:
    """A watch. interval: seconds between two looks."""

    interval: float

    def refresh_s(self, people: int) -> int:
        """Seconds until a page of so many people is loaded again."""
        return max(1, round(self.interval), people // _PEOPLE_A_SECOND)


def render_live(live: Live, people: int, wording: Wording, now: datetime) -> Html:
    """When somebody last looked; for scripts, the switch of loading again, and what to say of a page that got old."""
    seconds = live.refresh_s(people)
    looked = {"time": clock_text(now, wording.language), "seconds": str(round(live.interval))}
    return tag(
        "div",
        tag("p", wording.text("class.live", looked)),
        tag("label", tag("input", type="checkbox", checked=True), " ", wording.text("class.live.reload"), hidden=True),
        tag("p", wording.text("class.live.stale", looked), class_="doubt", role="status", hidden=True),
        class_="live",
        data_seconds=str(seconds),
        data_stale=str(HEARTBEAT_S + _STALE_S + seconds),
    )


def clock_text(now: datetime, language: str) -> str:
    """The time of day, as people of a language read it, `12:04:10`. now: aware."""
    return convert_to_clock(language, now).strftime("%H:%M:%S")
