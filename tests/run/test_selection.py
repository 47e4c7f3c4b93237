"""Which part of the guide a command runs, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checkpoints.guide.requirements import REQUIREMENTS
from tests.run.fake_aws import FakeAws
from tests.run.running import run

ALL = {row.id for row in REQUIREMENTS}
STEP = {step: {row.id for row in REQUIREMENTS if row.step == step} for step in (1, 2, 3, 4, None)}


@dataclass(frozen=True)
class Part:
    """A command and what it comes to. without: variables of the shell that are not there; rest: not_run."""

    arguments: tuple[str, ...]
    code: int = 0
    verdict: str = "unproven"
    passed: set[str] = field(default_factory=set)
    not_applicable: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    blocked: dict[str, str] = field(default_factory=dict)
    unverified: set[str] = field(default_factory=set)
    without: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def selection(self) -> str:
        """What the report says of it: markers first, and nothing of what selects no test."""
        words = " ".join(self.arguments).removesuffix(" --invoke never")
        deselected, _, marked = words.rpartition(" -m ")
        return f"-m {marked} {deselected}" if deselected else words or "all"


KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
NO_METADATA = {"AWS_EC2_METADATA_DISABLED": "true"}
MARKETPLACE = {"step2.marketplace-permissions"}
STEP1, STEP4 = "checkpoints/test_step1_model_access.py", "checkpoints/test_step4_region.py"
PROFILES = {"step4.profiles-listed", "step4.model-profiles"}
REGION = STEP[4] - PROFILES  # what needs no AWS
RESOLVE = "step3.credentials-resolve"
PARTS = {
    "all": Part((), verdict="ready", passed=ALL - MARKETPLACE, not_applicable=MARKETPLACE),
    "step1": Part(("-m", "step1"), passed=STEP[1]),
    "step2": Part(("-m", "step2"), passed=STEP[2] - MARKETPLACE, not_applicable=MARKETPLACE),
    "step3": Part(("-m", "step3"), passed=STEP[3]),
    "step4": Part(("-m", "step4"), passed=STEP[4]),
    "the boxes": Part(("-m", "checkpoint"), passed=STEP[None]),
    "a name": Part(("-k", "haiku or guides"), passed={"step1.haiku-access", "step4.region-is-guide"}),
    "all but some": Part(("--deselect", STEP1, "-m", "step1 or step3"), passed=STEP[3]),
    "without a file": Part(("--ignore", STEP4, "-m", "step4"), passed=PROFILES),
    "without files of a kind": Part(("--ignore-glob", "*/test_step[123]*"), passed=STEP[4] | STEP[None]),
    "no such name": Part(("-k", "nobody_wrote_this"), 5),
    "one test": Part((f"{STEP4}::test_aws_region_is_the_guides",), passed={"step4.region-is-guide"}),
    "step1, and no model may be called": Part(("-m", "step1", "--invoke", "never"), 7, unverified=STEP[1]),
    "step4 without a Region": Part(
        ("-m", "step4"),
        1,
        "not_ready",
        passed=STEP[4] - {"step4.region-exported", "step4.region-is-guide"},
        failed={"step4.region-exported": "region-missing"},
        blocked={"step4.region-is-guide": "step4.region-exported"},
        without=("AWS_REGION",),
    ),
    "step3 or step4, without credentials": Part(
        ("-m", "step3 or step4"),
        1,
        "not_ready",
        passed=REGION,
        failed={RESOLVE: "no-credentials"},
        blocked=dict.fromkeys((STEP[3] - {RESOLVE}) | PROFILES, RESOLVE),
        without=KEYS,
        variables=NO_METADATA,
    ),
    "step4 blocked by what was not selected": Part(
        ("-m", "step4"),
        1,
        "not_ready",
        passed=REGION,
        blocked=dict.fromkeys(PROFILES, RESOLVE),
        without=KEYS,
        variables=NO_METADATA,
    ),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_part_comes_to_this_and_the_rest_is_not_run(part: Part, aws: FakeAws, tmp_path: Path) -> None:
    shell = {name: value for name, value in aws.shell.items() if name not in part.without} | dict(part.variables)
    ran = run(tmp_path, *part.arguments, variables=shell)
    failed = {name: row["cause"] for name, row in ran.checks.items() if row["verdict"] == "failed"}
    blocked = {name: row["blocked_by"] for name, row in ran.checks.items() if row["verdict"] == "blocked"}
    assert (ran.code, ran.data["verdict"]) == (part.code, part.verdict)
    assert failed == part.failed
    assert blocked == {name: [root] for name, root in part.blocked.items()}
    assert ran.of("passed") == part.passed
    assert ran.of("not_applicable") == part.not_applicable
    assert ran.of("unverified") == part.unverified
    tried = part.passed | part.not_applicable | part.unverified | failed.keys() | blocked.keys()
    assert ran.of("not_run") == ALL - tried
    assert ran.data["mode"] == "live"
    assert ran.data["interrupted"] is False
    assert ran.data["selection"] == part.selection
    assert f'class="{part.verdict}"' in ran.html


def test_the_guides_order_holds_whatever_the_command_names_first(aws: FakeAws, tmp_path: Path) -> None:
    files = ("checkpoints/test_step4_region.py", "checkpoints/test_step3_credentials.py")
    ran = run(tmp_path, "-v", *files, variables=aws.shell)
    lines = [line for line in ran.said.splitlines() if "::test_" in line]
    steps = [line.partition("::")[0].rpartition("_step")[2][0] for line in lines]
    assert steps == ["3"] * len(STEP[3]) + ["4"] * len(REGION)
