"""A reply of a model that was billed, kept so that the same fact is not billed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from checkpoints.facts.answer import Answer

# Whether a free reply shows that nothing keeps the caller from a model; None: it refuses, False: AWS did not answer.
Judge = Callable[[Answer], bool | None]


class KeptReply(NamedTuple):
    """The reply. free: the reply to the same call without a token in that round; None where it was not made."""

    answer: Answer
    free: Answer | None
    judge: Judge

    def stands(self, free: Answer) -> bool:
        """Whether the model would still answer, by the free reply of today: nothing is in the way, or what was then."""
        shown = self.judge(free)
        is_as_before = self.free is not None and _key(free) == _key(self.free)
        return shown is True or (shown is None and is_as_before)

    def is_unanswered(self, free: Answer) -> bool:
        """Whether the free reply of today says nothing, since AWS did not answer."""
        return self.judge(free) is False


def _key(answer: Answer) -> tuple[object, ...]:
    return answer.outcome, answer.status, answer.code, answer.message
