"""Runs of the real suite, started ahead for every scenario that was selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from tests.offline import kept_machine
from tests.offline.suite import Outcome, Suite, scenarios_ahead
from tests.processes import OFFLINE, bare_environment


@pytest.fixture(scope="session")
def offline_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    suite = Suite(OFFLINE, tmp_path_factory.mktemp("offline"))
    yield suite
    suite.close()


@pytest.fixture(scope="session")
def rehearsed(offline_suite: Suite, request: pytest.FixtureRequest) -> Callable[[str], Outcome]:
    """The outcome of `pytest --offline --scenario NAME`, for each scenario that a selected test names."""
    wanted = scenarios_ahead(request, "rehearsed")
    started: dict[str, Future[Outcome]] = {}

    def start(name: str) -> Future[Outcome]:
        def run(suite: Suite) -> Outcome:
            machine = suite.machine_of(name)
            machine.mkdir()
            plugins = ["-p", "tests.offline.watched", "-p", "tests.offline.kept_machine"]
            return suite.run(
                name,
                ["--offline", "--scenario", name, "--lang", "en", *plugins],
                {**bare_environment(), kept_machine.MACHINE: str(machine)},
            )

        return offline_suite.submit(run)

    started |= {name: start(name) for name in wanted}

    def outcome(name: str) -> Outcome:
        if name not in started:
            started[name] = start(name)
        return started[name].result()

    return outcome
