"""Asks each question at most once in a run, from any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.other_route import OtherRoute, is_untrusted
from checkpoints.facts.sending import MALFORMED, answer_overdue, send_question
from checkpoints.facts.time_limit import OverdueError, call_within

if TYPE_CHECKING:
    from checkpoints.facts.client_connection import ConnectionRoute

T = TypeVar("T")
LIMIT_S = 20.0  # after which nothing more is asked, nor waited for

Key = tuple[str, ...]


class Questions:
    """The questions asked, by key (service, operation, …), with their answers.

    A service that has not answered anything is not asked again after one question without an answer, and after
    `within_s` seconds nothing is asked, so that a run stays short. One slow answer among others stops nothing.
    other_route: by which a question is put again that met a certificate which is not trusted. take_route: makes later
    calls take it.
    """

    def __init__(
        self,
        within_s: float = LIMIT_S,
        other_route: OtherRoute | None = None,
        take_route: Callable[[ConnectionRoute], None] = lambda _: None,
    ) -> None:
        self._until = time.monotonic() + within_s
        self._other_route = other_route
        self._take_route = take_route
        self._asked: dict[Key, Future[Any]] = {}
        self._lost: dict[str, Answer] = {}
        self._answering: set[str] = set()  # services of AWS that have answered, be it with a refusal
        self._asking = threading.Lock()

    def ask(self, service: str, operation: str, call: Callable[[], Mapping[str, Any]], *about: str) -> Answer:
        """The answer to a question, asked now if it was not asked before. about: the parameters that identify it."""
        answer = self.ask_once((service, operation, *about), lambda: self.send(service, operation, call))
        return self.mark_slow(service, answer)

    def send(
        self, service: str, operation: str, call: Callable[[], Mapping[str, Any]], *, billed: bool = False
    ) -> Answer:
        """Ask a question now, unless its service did not answer before or the time is over."""
        lost = self._lost.get(service)
        if lost is not None:
            answer = Answer(operation, lost.outcome, code=lost.code, message=lost.message, silent=lost.operation)
            return answer._replace(may_be_trusted=lost.may_be_trusted)
        answer = self._send_in_time(operation, call, billed)
        if self._other_route is not None and is_untrusted(answer.code, answer.message):
            answer = self._send_again(answer, self._other_route, call, billed)
        if _is_of_aws(answer):
            self._answering.add(service)
        if answer.lost and not billed and not self.mark_slow(service, answer).is_slow:
            self.give_up(service, answer)
        return answer

    def mark_slow(self, service: str, answer: Answer) -> Answer:
        """The answer; one that did not come is marked as slow once its service has answered anything else.

        A service that has answered nothing may be out of reach by itself: each has an address of its own.
        """
        is_slow = answer.outcome is Outcome.TIMEOUT and service in self._answering
        return answer._replace(is_slow=True) if is_slow else answer

    def _send_again(
        self, untrusted: Answer, other: OtherRoute, call: Callable[[], Mapping[str, Any]], billed: bool
    ) -> Answer:
        """The answer by the other route; where that does not lead to AWS, the one that shows the certificate."""
        route = other.find()
        if route is None:
            return untrusted._replace(may_be_trusted=other.is_unknown)
        self._take_route(route)
        return self._send_in_time(untrusted.operation, call, billed)

    def _send_in_time(self, operation: str, call: Callable[[], Mapping[str, Any]], billed: bool) -> Answer:
        """The answer, or one that says that the time was over, whatever has become of the call."""
        until = self._until

        def call_in_time() -> Mapping[str, Any]:
            if time.monotonic() > until:  # nobody waits for it, nor counts it
                raise OverdueError(operation)
            return call()

        try:
            send = partial(send_question, operation, call_in_time, may_be_billed=billed)
            return call_within(until - time.monotonic(), send, operation)
        except OverdueError:
            return answer_overdue(operation)

    def give_up(self, service: str, answer: Answer) -> None:
        """Ask a service nothing more; every question to it gets this answer."""
        self._lost[service] = answer

    def ask_once(self, key: Key, ask: Callable[[], T]) -> T:
        """The result of `ask`, which is called the first time only."""
        with self._asking:
            asked = self._asked.get(key)
            mine = asked is None
            if asked is None:
                asked = self._asked[key] = Future()
        if mine:
            try:
                asked.set_result(ask())
            except BaseException as error:  # Ctrl-C: other threads that wait for this answer must not wait for ever
                asked.set_exception(error)
                raise
        result: T = asked.result()
        return result

    def find_known(self, key: Key) -> Any | None:
        """The answer to a question, None while there is none; asks nothing."""
        asked = self._asked.get(key)
        return asked.result() if asked is not None and asked.done() and not asked.exception() else None

    def list_known(self) -> dict[Key, Any]:
        """The answers until now; asks nothing."""
        known = ((key, self.find_known(key)) for key in list(self._asked))
        return {key: answer for key, answer in known if answer is not None}

    def forget(self, lasting: Callable[[Key], bool]) -> None:
        """Forget all answers but the lasting ones, what was not reached or trusted, and the time spent."""
        if self._other_route is not None:
            self._other_route.forget()
        self._until = time.monotonic() + LIMIT_S
        kept = {key for key in list(self._asked) if lasting(key)}
        with self._asking:
            self._asked = {key: asked for key, asked in self._asked.items() if key in kept}
            self._lost.clear()
            self._answering.clear()


def _is_of_aws(answer: Answer) -> bool:
    """Whether AWS has answered, and nothing in its place."""
    is_refused = answer.outcome is Outcome.REFUSED and not answer.is_foreign and answer.code != MALFORMED
    return answer.answered or is_refused
