"""The choice of a group on the class page."""

from __future__ import annotations

import re

from checkpoints.classroom.roll import Roll
from checkpoints.report.markup import Html, tag
from checkpoints.report.wording import Wording

_MOST_GROUPS = 300
_NUMBER = re.compile(r"[0-9]+")


def render_group_filter(roll: Roll, wording: Wording) -> Html | None:
    """The choice of a group, `2조` before `10조`; None where nobody has one, or nearly everybody one alone."""
    groups = sorted({group for key in roll.people if (group := roll.find_group(key))}, key=_in_numbers)
    if not 0 < len(groups) <= _MOST_GROUPS:
        return None
    options = (tag("option", group, value=group) for group in groups)
    every = tag("option", wording.say("class.all-groups"), value="")
    return tag("label", wording.say("class.group"), " ", tag("select", every, *options, class_="of-group"))


def _in_numbers(group: str) -> tuple[int, str]:
    number = _NUMBER.search(group)
    return int(number[0]) if number else 0, group
