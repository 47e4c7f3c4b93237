"""A fleet of so many instances, on the tests' Run Command; what they print was recorded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.scale.measuring import Took, run_checkpoints, serve_apart
from checkpoints.fleet import document
from tests.fleet.fake_run_command import FakeFleet, FakeInstance, Script
from tests.fleet.fake_run_command import serve as serve_fleet
from tests.fleet.fleets import answering, recorded
from tests.report import samples

SIZES = (10, 200, 5000)
_PAGE = 1000  # of EC2; Systems Manager's pages are of 50, as the command asks for
_RUNS = (*[samples.ready] * 7, samples.one_failure, samples.owner_needed, samples.not_verified)


@contextmanager
def serve(
    size: int, delay_s: float = 0.0, run_s: float = 0.0, most_per_s: float = 0.0
) -> Iterator[tuple[str, Callable[[], dict[str, int]]]]:
    """A fleet. run_s: seconds that the suite takes on an instance; most_per_s: of one operation, 0 for any number."""
    printed = [recorded(build) for build in dict.fromkeys(_RUNS)]
    outputs = [printed[list(dict.fromkeys(_RUNS)).index(build)] for build in _RUNS]
    fleet = FakeFleet(
        [_make_instance(place, answering(outputs[place % len(outputs)], run_s)) for place in range(size)],
        {document.NAME: json.loads(document.read_document())},
        page_size=_PAGE,
        answer_s=delay_s,
        most_per_s=most_per_s or None,
    )
    with serve_fleet(fleet) as url:
        yield url, lambda: {**fleet.calls, "most at once": fleet.most_at_once}


def _make_instance(place: int, run: Script) -> FakeInstance:
    # A few that are off, and a few that Systems Manager does not know.
    power, ping = {97: ("stopped", "ConnectionLost"), 98: ("running", "")}.get(place % 100, ("running", "Online"))
    tags = {"workshop": "scale", "Name": f"ide-{place:05}", "attendee": f"Attendee {place:05}"}
    return FakeInstance(f"i-{place:017x}", tags, run, power, ping)


def measure(
    size: int, delay_s: float, run_s: float, at_once: int, most_per_s: float = 0.0
) -> tuple[Took, dict[str, int]]:
    """`fleet run` from sending to the page, and what the services were asked."""
    with serve_apart("instances", size, delay_s=delay_s, run_s=run_s, most_per_s=most_per_s) as served:
        arguments = ["fleet", "run", "--tag", "workshop=scale", "--at-once", str(at_once), "--wait", "120"]
        took = run_checkpoints(arguments, {"AWS_ENDPOINT_URL": served.url, "AWS_REGION": "us-east-1"})
    return took, served.counted
