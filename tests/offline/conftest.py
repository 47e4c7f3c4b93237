"""Runs of the real suite, started ahead for every scenario that was selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.offline import kept_machine
from tests.offline.suite import Outcome, Suite, start_ahead
from tests.processes import OFFLINE, bare_environment
from tests.sharing import make_once, open_shared_folder


@pytest.fixture(scope="session")
def offline_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    suite = Suite(OFFLINE, open_shared_folder(tmp_path_factory, "offline"))
    yield suite
    suite.close()


@pytest.fixture(scope="session")
def rehearsed(offline_suite: Suite, request: pytest.FixtureRequest) -> Callable[[str], Outcome]:
    """The outcome of `pytest --offline --scenario NAME`, each run once in a session of tests."""

    def start(suite: Suite, name: str) -> Outcome:
        machine = suite.machine_of(name)
        machine.mkdir()
        plugins = ["-p", "tests.offline.watched", "-p", "tests.offline.kept_machine"]
        return suite.run(
            name,
            ["--offline", "--scenario", name, "--lang", "en", *plugins],
            {**bare_environment(), kept_machine.MACHINE: str(machine)},
        )

    def rehearse(name: str) -> Outcome:
        return make_once(offline_suite.machine_of(name).with_suffix(".outcome"), partial(start, offline_suite, name))

    return start_ahead(rehearse, offline_suite, request, "rehearsed")
