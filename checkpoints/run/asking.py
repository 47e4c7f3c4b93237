"""Asking AWS together what the checks will ask one by one, so that a run takes the time of the slowest answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from checkpoints.guide.models import MODELS
from checkpoints.guide.policy import MODEL_ACTIONS
from checkpoints.rules import credentials, profile, replies
from checkpoints.rules.seen import Seen

Question = Callable[[], object]


class Ahead:
    """Questions that have been asked ahead. Their answers are kept by the account; failures are told to who asks again.

    The threads are daemons: on Ctrl-C nobody waits for an endpoint that does not answer.
    """

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def ask(self, seen: Seen, steps: set[int | None]) -> None:
        """Ask what the checks of these steps need; None is the two boxes."""
        with suppress(Exception):
            self._ask(seen, steps)

    def _ask(self, seen: Seen, steps: set[int | None]) -> None:
        account = seen.account
        if credentials.resolve(seen).stops_others or credentials.flaw(seen):
            return
        self._together(lambda: account.identity, lambda: account.inference_profiles)
        if not steps & {1, 2, None} or credentials.valid(seen).stops_others:
            return
        questions: list[Question] = [lambda: account.use_case, lambda: account.policies]
        for model in MODELS:
            through = profile.through(seen, model.bedrock_id).id
            questions += [partial(account.availability, model.bedrock_id), partial(account.lifecycle, model.bedrock_id)]
            questions += [partial(account.permission, action, through) for action in MODEL_ACTIONS]
        self._together(*questions)
        # Whether a model is called is for the rule to say, from the answers above.
        self._together(*(partial(replies.generation, seen, model.bedrock_id) for model in MODELS))

    def _together(self, *questions: Question) -> None:
        threads = [threading.Thread(target=_heard, args=(each,), name="asking", daemon=True) for each in questions]
        self._threads += threads
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def settle(self, seconds: float) -> None:
        """Wait at most so long for what is still being asked: a rehearsal must not end under a question."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))


def _heard(question: Question) -> None:
    with suppress(Exception):
        question()
