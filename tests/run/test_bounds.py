"""A whole run ends soon and stays small, with exit code, page and data, whatever answers it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile_server import LARGE, SLOW, hostile_server
from tests.run.fake_aws import FakeAws
from tests.run.running import run

LIMIT_MB = 200
# Shorter times than those of a run.
SHORT: dict[str, object] = {f"checkpoints.facts.{module}.READ_TIMEOUT_S": 1.0 for module in ("sending", "resolution")}
# The most memory that it has had, which only Linux tells of one process.
PLUGIN = """
import pathlib, re

def pytest_unconfigure():
    status = pathlib.Path("/proc/self/status")
    peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else "0"
    (pathlib.Path(__file__).parent / "peak").write_text(peak)
"""
HOSTILE = {
    "slow-body": (SLOW["body"], 1, "timeout", 0),
    "slow-continue": (SLOW["continue"], 1, "timeout", 0),
    "large-body": (LARGE["body"], 7, "service-error", 2),
    "large-error": (LARGE["error-in-json"], 7, "service-error", 0),
}


@pytest.mark.parametrize(("answer", "code", "cause", "billed"), HOSTILE.values(), ids=HOSTILE)
def test_a_run_against_a_hostile_endpoint_ends_in_a_report(
    answer: Callable[[], object], code: int, cause: str, billed: int, tmp_path: Path
) -> None:
    with hostile_server(answer) as port:  # type: ignore[arg-type]
        shell = {**FakeAws().shell, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
        ran = run(tmp_path, variables=shell, plugin=PLUGIN, values=SHORT)
    assert (ran.code, ran.checks["step4.profiles-listed"]["cause"]) == (code, cause)
    assert ran.data["billed_invocations"] == billed
    assert ran.data["duration_s"] < 20
    assert int((tmp_path / "peak").read_text()) < LIMIT_MB * 1000
    assert "checkpoint-report" in ran.html
