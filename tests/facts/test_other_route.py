"""Claude Code's way to AWS, for requests that do not trust the certificate that they are shown."""

from __future__ import annotations

import pytest

from checkpoints.facts.client_connection import ConnectionOutcome, ConnectionRoute
from checkpoints.facts.other_route import OtherRoute, is_untrusted

ROUTE = ConnectionRoute("", "")


@pytest.mark.parametrize(
    ("error", "text", "expected"),
    [
        ("SSLError", "SSL validation failed [SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate", True),
        ("SSLError", "SSL validation failed [SSL: WRONG_VERSION_NUMBER]", False),
        ("ClientError", "CERTIFICATE_VERIFY_FAILED", False),
    ],
)
def test_a_certificate_that_is_not_trusted_is_known_by_the_error_and_its_words(
    error: str, text: str, expected: bool
) -> None:
    assert is_untrusted(error, text) is expected


@pytest.mark.parametrize(
    ("outcome", "route", "times"),
    [
        (ConnectionOutcome.REACHED, ROUTE, 1),
        (ConnectionOutcome.UNKNOWN, None, 1),
        (ConnectionOutcome.UNTRUSTED, None, 2),
        (ConnectionOutcome.UNREACHED, None, 2),
    ],
    ids=lambda value: value.name if isinstance(value, ConnectionOutcome) else "",
)
def test_a_way_is_looked_for_once_and_after_a_round_only_where_there_was_none(
    outcome: ConnectionOutcome, route: ConnectionRoute | None, times: int
) -> None:
    made: list[None] = []

    def connect() -> tuple[ConnectionOutcome, ConnectionRoute | None]:
        made.append(None)
        return outcome, route

    other = OtherRoute(connect)
    assert (other.outcome, other.is_taken, other.is_unknown) == (None, False, False)
    for _ in range(2):
        assert other.find() is route
    assert len(made) == 1
    assert (other.outcome, other.is_taken) == (outcome, route is not None)
    assert other.is_unknown is (outcome is ConnectionOutcome.UNKNOWN)
    other.forget()
    assert other.find() is route
    assert len(made) == times
