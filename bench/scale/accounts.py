"""So many accounts, four in five of them ready, and what each service was asked for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.scale.measuring import Took, run_checkpoints, serve_apart
from checkpoints.guide.workshop import WORKSHOP
from tests.accounts.conftest import line
from tests.accounts.many_accounts import NOT_SUBSCRIBED, Account, ManyAccounts, served

SIZES = (10, 100, 1000)
_EVERY = 20  # accounts, of which four are not ready and the last one of a hundred never answers
_LIMIT_S = "3600"  # of the command, which ends a look after five minutes unless it is told so


def make_account(place: int) -> Account:
    """An account of the class: ready, or with one of the defects."""
    account, kind = Account(f"{100_000_000_000 + place * 7919:012d}"), place % _EVERY
    account.has_form = kind != 3
    account.scp = ("us-west-2",) if kind == 7 else ()
    account.gates = {WORKSHOP.haiku.bedrock_id: NOT_SUBSCRIBED} if kind == 11 else {}
    account.denied = ("bedrock:Get",) if kind == 15 else ()
    account.silent = place % 100 == 99
    return account


@contextmanager
def serve(size: int, delay_s: float = 0.0) -> Iterator[tuple[str, Callable[[], dict[str, int]]]]:
    """The accounts."""
    aws = ManyAccounts()
    for place in range(size):
        aws.add(make_account(place)).delay_s = delay_s
    with served(aws):
        yield aws.url, lambda: _count(aws)


def _count(aws: ManyAccounts) -> dict[str, int]:
    asked = Counter(operation for each in aws.accounts.values() for operation, _ in each.asked)
    most = max((len(each.asked) for each in aws.accounts.values()), default=0)
    return {**asked, "all": sum(asked.values()), "most of one account": most}


def measure(size: int, delay_s: float) -> tuple[Took, dict[str, int]]:
    """`accounts` over credentials on standard input, and what was asked."""
    given = "\n".join(line(make_account(place), name=f"team {place:04}") for place in range(size))
    with serve_apart("accounts", size, delay_s=delay_s) as server:
        took = run_checkpoints(["accounts", "--time-limit", _LIMIT_S], {"AWS_ENDPOINT_URL": server.url}, given)
    return took, server.counted
