"""What the attendee's shell and files say, before AWS is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Environment:
    """The attendee's machine, as far as the guide speaks of it.

    variables: the process environment's variables that matter here (`AWS_*`, `CLAUDE_*`, …), unscrubbed.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
