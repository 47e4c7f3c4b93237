"""What a run may take, beside what people would type instead: a row for each goal."""

from __future__ import annotations

import socket
import statistics
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

from bench.commands import ENTERING_MOTO, Once, Took, checkpoints, guide_commands, install, moto, one_test
from checkpoints.offline.network import LOOPBACK, open_dead_ends
from tests.run.fake_aws import FakeAws, served

Runs = list[Took]
DELAY_S = 0.15
MORE_DELAY_S = 0.3  # by which the growth of a run is measured
FAILED = 1  # the exit code of a run that reaches nobody


@dataclass(frozen=True, slots=True)
class Pair:
    """What is run in turn. beside: None where the goal is no ratio; floor: what `this` cannot do without."""

    this: Once
    beside: Once | None = None
    floor: Once | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of the table.

    most: what the figure may come to, in `unit`; set_up: a context in which both can be run; figure: from the runs of
    this and of what stands beside it; times: how often at most, since some runs are long.
    """

    name: str
    this: str
    beside: str
    most: float
    unit: str
    set_up: Callable[[], AbstractContextManager[Pair]]
    figure: Callable[[Runs, Runs], float]
    times: int = 99


def ratio(these: Runs, those: Runs) -> float:
    """How long this took, as a part of what the other took."""
    return median_s(these) / median_s(those)


def median_s(runs: Runs) -> float:
    """The median of the times, in seconds."""
    return statistics.median(took.wall_s for took in runs)


def _round_trips(slow: Runs, fast: Runs) -> float:
    return (median_s(slow) - median_s(fast)) / MORE_DELAY_S


def _seconds(runs: Runs, _: Runs) -> float:
    return median_s(runs)


def _peak_mb(runs: Runs, _: Runs) -> float:
    return max(took.peak_mb for took in runs)


def _disk_mb(runs: Runs, _: Runs) -> float:
    return max(took.disk_mb for took in runs)


def _both_commands(delay_s: float) -> Callable[[], AbstractContextManager[Pair]]:
    @contextmanager
    def set_up() -> Iterator[Pair]:
        with served(FakeAws(delay_s=delay_s)) as aws:
            yield Pair(checkpoints(aws.shell), guide_commands(aws.shell))

    return set_up


@contextmanager
def _one_command() -> Iterator[Pair]:
    with served(FakeAws()) as aws:
        client = "botocore.session.get_session().create_client('bedrock', region_name='us-east-1')"
        yield Pair(
            checkpoints(aws.shell, "-m", "step4"),
            guide_commands(aws.shell, both=False),
            floor=one_test(f"import botocore.session; {client}"),
        )


@contextmanager
def _region_alone() -> Iterator[Pair]:
    yield Pair(checkpoints({"AWS_REGION": "us-east-1"}, "-m", "step4", "-k", "region"), one_test())


@contextmanager
def _rehearsal() -> Iterator[Pair]:
    yield Pair(checkpoints({}, "--offline"), moto(), floor=one_test(f"import boto3, moto\n    {ENTERING_MOTO}"))


@contextmanager
def _slow_and_fast() -> Iterator[Pair]:
    with ExitStack() as servers:
        slow, fast = (servers.enter_context(served(FakeAws(delay_s=delay_s))) for delay_s in (MORE_DELAY_S, 0.0))
        yield Pair(checkpoints(slow.shell), checkpoints(fast.shell))


@contextmanager
def _alone() -> Iterator[Pair]:
    with served(FakeAws()) as aws:
        yield Pair(checkpoints(aws.shell))


@contextmanager
def _refusing() -> Iterator[Pair]:
    with open_dead_ends() as (closed, _):
        yield Pair(checkpoints(_leading_to(closed), code=FAILED))


@contextmanager
def _mute() -> Iterator[Pair]:
    with open_dead_ends() as (_, silent):
        yield Pair(checkpoints(_leading_to(silent), code=FAILED))


@contextmanager
def _swallowing() -> Iterator[Pair]:
    """A port whose queue is full: the system drops whatever else wants to connect. As Linux does it."""
    with ExitStack() as open_sockets:
        listening = open_sockets.enter_context(socket.socket())
        listening.bind((LOOPBACK, 0))
        listening.listen(0)
        for _ in range(3):
            waiting = open_sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield Pair(checkpoints(_leading_to(listening.getsockname()[1]), code=FAILED))


@contextmanager
def _live_install() -> Iterator[Pair]:
    yield Pair(install(), install("[offline]"))


@contextmanager
def _offline_install() -> Iterator[Pair]:
    yield Pair(install("[offline]"))


def _leading_to(port: int) -> dict[str, str]:
    return {**FakeAws().shell, "AWS_ENDPOINT_URL": f"http://{LOOPBACK}:{port}"}


WHOLE = "pytest"
GUIDE = "the guide's two commands"
GOALS = (
    Goal("live", WHOLE, GUIDE, 0.7, "x", _both_commands(0.0), ratio),
    Goal("live-slow", f"{WHOLE}, {DELAY_S * 1000:.0f} ms an answer", GUIDE, 0.8, "x", _both_commands(DELAY_S), ratio),
    Goal("region", "pytest -m step4 -k region", "pytest with one empty test", 1.25, "x", _region_alone, ratio),
    Goal("step4", "pytest -m step4", "aws bedrock list-inference-profiles", 0.8, "x", _one_command, ratio),
    Goal("offline", "pytest --offline", "boto3 and moto's mock_aws", 2.2, "x", _rehearsal, ratio),
    Goal("depth", f"{WHOLE}, growth with latency", "", 4, "round trips", _slow_and_fast, _round_trips),
    Goal("refused", f"{WHOLE}, nothing to connect to", "", 5, "s", _refusing, _seconds, times=3),
    Goal("mute", f"{WHOLE}, connected but never answered", "", 15, "s", _mute, _seconds, times=2),
    Goal("swallowed", f"{WHOLE}, never even connected", "", 15, "s", _swallowing, _seconds, times=2),
    Goal("memory", f"{WHOLE}, at its peak", "", 150, "MB", _alone, _peak_mb),
    Goal("install", "pip install .", "pip install .[offline]", 95, "MB", _live_install, _disk_mb, times=1),
    Goal("install-offline", "pip install .[offline]", "", 180, "MB", _offline_install, _disk_mb, times=1),
)
