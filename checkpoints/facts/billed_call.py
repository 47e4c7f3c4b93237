"""A call of a model that is billed where the model answers: when it is counted, and when it is taken off again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checkpoints.facts import model_calls
from checkpoints.facts.answer import Answer
from checkpoints.facts.responses import TUNNEL
from checkpoints.facts.sending import MALFORMED, OVERDUE, MalformedAnswerError

# Errors after which AWS may still have done, and billed, what was asked.
_UNANSWERED = ("ReadTimeoutError", "ConnectionClosedError", "ResponseStreamingError", MALFORMED, OVERDUE)


class BilledCall:
    """One one-token call, counted from when it is sent, so that a run that ends in between does not count too few.

    count: is given 1 for a call that may be billed, -1 for one that turns out not to be.
    """

    def __init__(self, profile_id: str, client: Callable[[], Any], count: Callable[[int], None]) -> None:
        self._profile_id = profile_id
        self._client = client
        self._count = count
        self._is_counted = self._is_in_tunnel = False

    def __call__(self) -> dict[str, Any]:
        """Send it. AWS answers one of the attempts at most."""
        client = self._client()
        if not self._is_counted:
            self._count(1)
            self._is_counted = True
        TUNNEL.is_last = False
        try:
            got = model_calls.invoke_model(client, self._profile_id, model_calls.ONE_TOKEN)
        finally:
            self._is_in_tunnel = TUNNEL.is_last
        error = MalformedAnswerError("success without a message", got)
        if not got["message"] and error.is_foreign:  # nothing of it is billed
            raise error
        return got

    def end(self, answer: Answer) -> None:
        """Take the call off again where its answer shows that nothing was billed."""
        is_unanswered = answer.code in _UNANSWERED and (answer.status or 200) < 400 and not self._is_in_tunnel
        if self._is_counted and not (answer.answered or is_unanswered):
            self._count(-1)
