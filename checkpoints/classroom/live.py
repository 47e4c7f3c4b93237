"""What a class page says while the class is being watched."""

from __future__ import annotations

from collections.abc import Iterator
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
    """A watch. interval: seconds between two looks, None once it has ended; faults: what could not be read now."""

    interval: float | None
    faults: tuple[str, ...] = ()

    def refresh_s(self, people: int) -> int | None:
        """Seconds until a page of so many people is loaded again, None for never."""
        return None if self.interval is None else max(1, round(self.interval), people // _PEOPLE_A_SECOND)


def render_live(live: Live, people: int, wording: Wording, now: datetime) -> Iterator[Html]:
    """When somebody last looked; for scripts, the switch of loading again, and what to say of a page that got old."""
    seconds = live.refresh_s(people)
    if live.interval is not None and seconds is not None:
        looked = {"time": write_clock(now, wording.language), "seconds": str(round(live.interval))}
        switch = tag("input", type="checkbox", checked=True)
        yield tag(
            "div",
            tag("p", wording.say("class.live", looked)),
            tag("label", switch, " ", wording.say("class.live.reload"), hidden=True),
            tag("p", wording.say("class.live.stale", looked), class_="doubt", role="status", hidden=True),
            class_="live",
            data_seconds=str(seconds),
            data_stale=str(HEARTBEAT_S + _STALE_S + seconds),
        )
    if live.faults:
        lines = (tag("p", fault, class_="doubt") for fault in (wording.say("class.live.faults"), *live.faults))
        yield tag("div", *lines, class_="faults")


def write_clock(now: datetime, language: str) -> str:
    """The time of day, as people of a language read it, `12:04:10`. now: aware."""
    return convert_to_clock(language, now).strftime("%H:%M:%S")
