"""Asking AWS together what the checks will ask one by one: a run takes the time of the slowest answers, not of all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules import keys, step3
from checkpoints.rules.facts import Facts

Question = Callable[[], object]


class Prefetch:
    """Questions that are asked early, each on a thread of its own, while the checks begin.

    The account puts each question once: whoever asks again waits for the answer that is on its way, and gets its
    error. A question that needs another's answer waits for it in the same manner. The threads are daemons:
    on Ctrl-C nobody waits for an endpoint that does not answer.
    """

    def __init__(self, facts: Facts, account: AwsAccount) -> None:
        self._facts = facts
        self._account = account
        self._threads: list[threading.Thread] = []

    def start(self, steps: set[int | None]) -> None:
        """Start asking what the checks of these steps need, and come back; None stands for the two boxes."""
        with suppress(Exception):  # the check that asks again gets the error
            for service, questions in self._questions(steps):
                # Clients are made here, one after another: they can be called from any thread, but not made.
                self._account.connect(service)
                for question in questions:
                    self._ask_in_thread(question)

    def _questions(self, steps: set[int | None]) -> Iterator[tuple[str, list[Question]]]:
        """What is asked of each service, in the order in which others wait for the answers."""
        facts, account = self._facts, self._account
        if not step3.judge_chain(facts).passed or keys.find_flaw(facts):
            return
        yield "bedrock", [lambda: account.inference_profiles]
        if steps != {4} and facts.credentials.source is not CredentialSource.BEDROCK_API_KEY:
            yield "sts", [lambda: account.identity]
        if steps & {1, 2, None}:
            yield from self._about_models()

    def _about_models(self) -> Iterator[tuple[str, list[Question]]]:
        # Here, since a run of other steps does not wait for them.
        from checkpoints.guide.policy import MODEL_ACTIONS, STREAM
        from checkpoints.rules import effects, models, profiles

        facts, account = self._facts, self._account
        ids = [model.bedrock_id for model in facts.edition.models]
        # The first model's before the others': what no policy allows is not asked again.
        looks = [partial(look, facts, each) for each in ids for look in (models.ask_gates, models.ask_lifecycle)]
        yield "bedrock", [*looks, lambda: account.use_case]
        # Streaming shows for free whether a token is worth asking for. The list of profiles nearly always confirms the
        # one that a model has by convention: where it does, this has saved a round trip, and elsewhere cost nothing.
        early = [partial(account.permission, STREAM, profiles.assume_profile(facts, each, "*").id) for each in ids]
        replies = [partial(_try_action, facts, action, each) for each in ids for action in MODEL_ACTIONS]
        yield "bedrock-runtime", [*early, *(partial(_once_accepted, facts, each) for each in replies)]
        # The simulator is first asked what waits for no list: after one refusal it is not asked again.
        about_policies: list[Question] = [
            lambda: account.policies,
            partial(effects.simulate, facts, effects.list_subscribing_needs(facts)),
        ]
        about_policies += [partial(effects.simulate_route, facts, each) for each in ids]
        yield "iam", [partial(_once_accepted, facts, each) for each in about_policies]
        # What will judge the answers is imported while they are on their way.
        from checkpoints.rules import step2, step4  # noqa: F401

    def _ask_in_thread(self, question: Question) -> None:
        thread = threading.Thread(target=_ask_quietly, args=(question,), name="asking", daemon=True)
        self._threads.append(thread)
        thread.start()

    def wait(self, seconds: float) -> None:
        """Wait at most so long for what is still being asked: a rehearsal must not end under a question."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))


def _try_action(facts: Facts, action: str, model_id: str) -> None:
    from checkpoints.rules import models, profiles

    models.ask_for_permission(facts, action, profiles.find_route(facts, model_id))


def _once_accepted(facts: Facts, question: Question) -> None:
    """Ask only once AWS has taken the credentials."""
    if not step3.judge_acceptance(facts).stops_others:
        question()


def _ask_quietly(question: Question) -> None:
    with suppress(BaseException):  # on Ctrl-C it may be handed the interruption of the check that asks the same
        question()
