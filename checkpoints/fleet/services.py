"""The services that a fleet is asked by, each call bounded, waited with where AWS asks for it, and told in words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from checkpoints.facts.answer_types import hold_types
from checkpoints.facts.sending import MALFORMED, MalformedAnswerError, was_parsing
from checkpoints.fleet.trouble import OutageError, ThrottledError, explain_error
from checkpoints.storage.client import FacilitatorSession, make_client, make_s3_client

_MOST_PAGES = 10_000  # of a list, each of 50 instances or more
_ATTEMPTS = 8  # where AWS throttles every call; botocore has tried each of them twice
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 20.0
THREADS = 8


class Services:
    """Clients of Systems Manager, EC2 and S3."""

    def __init__(self, access: FacilitatorSession) -> None:
        self.region = access.region
        self.ssm = make_client(access, "ssm", attempts=2, connections=THREADS)
        hold_types(self.ssm.meta.events)  # EC2 and S3 answer in XML, in which all is text
        self.ec2 = make_client(access, "ec2")
        self._access = access
        self._s3: Any = None
        self._answered = 0  # calls of all threads; one that is lost in counting does not matter

    @property
    def s3(self) -> Any:
        """The client of S3, made once it is needed; not by several threads at once."""
        if self._s3 is None:
            self._s3 = make_s3_client(self._access, connections=THREADS)
        return self._s3

    def ask(self, call: Callable[..., Any], permission: str, values: dict[str, str] | None = None, **given: Any) -> Any:
        """Call an operation. permission: its IAM action; values: for texts. Raises FleetError."""
        wait_s = FIRST_WAIT_S
        answered, failed = self._answered, 0
        while True:
            try:
                found = _call(call, permission, values or {}, given)
            except ThrottledError as error:
                # As long as others are answered, it is a matter of waiting for one's turn.
                is_going_on = error.text == "fleet.throttled" and answered != self._answered
                answered, failed = self._answered, 0 if is_going_on else failed + 1
                if failed == _ATTEMPTS:
                    raise
                time.sleep(wait_s * (0.5 + random.random() / 2))  # noqa: S311 - so that not all come back at once
                wait_s = min(LONGEST_WAIT_S, 2 * wait_s)
            else:
                self._answered += 1
                return found

    def list_pages(
        self, call: Callable[..., Any], permission: str, values: dict[str, str] | None = None, **given: Any
    ) -> Iterator[Any]:
        """The pages of an operation that gives a `NextToken`. The rest: as for `ask`."""
        token: dict[str, Any] = {}
        for _ in range(_MOST_PAGES):
            page = self.ask(call, permission, values, **given, **token)
            yield page
            if not page.get("NextToken"):
                return
            before, token = token, {"NextToken": page["NextToken"]}
            if token == before:
                break
        raise OutageError("fleet.unreachable", permission=permission, code=MALFORMED)


@contextmanager
def hold_members(permission: str) -> Iterator[None]:
    """Tell an answer that lacks what AWS gives as one that is not AWS's. permission: as for `ask`."""
    try:
        yield
    except KeyError:
        raise OutageError("fleet.unreachable", permission=permission, code=MALFORMED) from None


def _call(call: Callable[..., Any], permission: str, values: dict[str, str], given: dict[str, Any]) -> Any:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return call(**given)
    except (BotoCoreError, ClientError) as error:
        raise explain_error(error, permission, **values) from None
    except (OSError, ValueError) as error:
        raise OutageError("fleet.unreachable", permission=permission, code=type(error).__name__) from None
    except Exception as error:
        if not isinstance(error, MalformedAnswerError) and not was_parsing(error):
            raise
        raise OutageError("fleet.unreachable", permission=permission, code=MALFORMED) from None
