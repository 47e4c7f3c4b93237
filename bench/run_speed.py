"""How fast a run is: beside a pytest run of one empty test, and beside asking AWS one question at a time.

    python -m bench.run_speed [repetitions]

Each pair is run in turn, so that what else the machine does falls on both; the ratio is of the medians. Seconds are of
this machine, ratios travel.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.run.fake_aws import FakeAws, served
from tests.run.running import run

ROUND_TRIP_S = 0.6  # of a question to us-east-1 from Korea, with the signing and the service's own time
ONE_BY_ONE = """
from checkpoints.run.asking import Ahead

Ahead.ask = lambda self, seen, steps: None
"""


def seconds(once: Callable[[Path], None]) -> float:
    """How long one run takes, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        once(Path(folder))
        return time.perf_counter() - start


def trivial(folder: Path) -> None:
    """One test that does nothing, with a page of pytest-html's own."""
    (folder / "test_nothing.py").write_text("def test_nothing() -> None:\n    pass\n")
    _expect(run(folder, "-p", "no:cacheprovider", "test_nothing.py", cwd=folder).code, 0)


def offline(folder: Path) -> None:
    """A part of the guide in the rehearsal account."""
    _expect(run(folder, "--offline", "-m", "step4").code, 0)


def offline_whole(folder: Path) -> None:
    """The whole guide in the rehearsal account."""
    _expect(run(folder, "--offline").code, 0)


def live(aws: FakeAws, plugin: str) -> Callable[[Path], None]:
    """The whole guide against an account that takes its time."""

    def once(folder: Path) -> None:
        _expect(run(folder, variables=aws.shell, plugin=plugin).code, 0)

    return once


def _expect(code: int, expected: int) -> None:
    if code != expected:
        raise SystemExit(f"a run ended with {code} instead of {expected}")


def compare(what: str, one: Callable[[Path], None], beside: Callable[[Path], None], times: int) -> None:
    """Print both medians and their ratio."""
    took = [(seconds(one), seconds(beside)) for _ in range(times)]
    first, second = (statistics.median(each) for each in zip(*took, strict=True))
    sys.stdout.write(f"{what:<56} {first:6.2f} s {second:6.2f} s   x {first / second:.2f}\n")
    sys.stdout.flush()


def main(times: int = 5) -> None:
    """Measure everything."""
    sys.stdout.write(f"{'':<56} {'this':>8} {'beside':>8}   ratio, medians of {times}\n")
    compare("pytest --offline -m step4 / one empty test", offline, trivial, times)
    compare("pytest --offline / one empty test", offline_whole, trivial, times)
    with served(FakeAws()) as aws:
        compare("pytest, AWS answers at once / one empty test", live(aws, ""), trivial, times)
    with served(FakeAws(delay_s=ROUND_TRIP_S)) as aws:
        compare(
            f"pytest, {ROUND_TRIP_S * 1000:.0f} ms an answer: asking ahead / one by one",
            live(aws, ""),
            live(aws, ONE_BY_ONE),
            times,
        )


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
