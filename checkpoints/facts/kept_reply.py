"""A reply of a model that was billed, kept so that the same fact is not billed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from checkpoints.facts.answer import Answer

# Whether a free reply shows that nothing keeps the caller from a model, or that something does; None: neither.
Judge = Callable[[Answer], bool | None]


class KeptReply(NamedTuple):
    """The reply. free: the reply to the same call without a token in that round; None where it was not made."""

    answer: Answer
    free: Answer | None
    judge: Judge

    def stands(self, free: Answer) -> bool:
        """Whether the model would still answer, by the free reply of today."""
        is_as_before = self.free is not None and _told(free) == _told(self.free)
        return is_as_before or self.judge(free) is True

    def is_overruled(self, free: Answer) -> bool:
        """Whether the free reply of today refuses, or AWS was not heard."""
        return not self.stands(free) and self.judge(free) is False


def _told(answer: Answer) -> tuple[object, ...]:
    return answer.outcome, answer.status, answer.code, answer.message
