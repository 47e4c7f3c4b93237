"""Everything that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkpoints.facts.account import Account
    from checkpoints.facts.credentials import Credentials
    from checkpoints.facts.environment import Environment


class Invoke(str, Enum):
    """Whether a one-token model call may be made."""

    AUTO = "auto"  # where no free proof exists
    ALWAYS = "always"
    NEVER = "never"


class ModelMatching(str, Enum):
    """How a model that the guide names is held: `guide` keeps to the letter, `family` lets a newer one stand in."""

    FAMILY = "family"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a run and its two choices. now: aware, UTC."""

    environment: Environment
    credentials: Credentials
    account: Account
    now: datetime
    invoke: Invoke = Invoke.AUTO
    models: ModelMatching = ModelMatching.FAMILY
