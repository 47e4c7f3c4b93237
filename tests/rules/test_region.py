"""Step 4: `AWS_REGION` is exported, and it is us-east-1."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step4
from checkpoints.rules.finding import Finding
from tests.machine import Machine
from tests.rules import messages

SEOUL = "region = ap-northeast-2\n"


EXPORT = "export AWS_REGION=us-east-1\necho 'export AWS_REGION=us-east-1' >> ~/.bashrc"


def exported(machine: Machine, **variables: str) -> Finding:
    return step4.judge_export(machine.look(**variables), machine.look_as_claude_code(**variables), WORKSHOP)


def is_guide(machine: Machine, **variables: str) -> Finding:
    return step4.judge_value(machine.look(**variables), machine.look_as_claude_code(**variables), WORKSHOP)


def settings(machine: Machine, value: str) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": {"AWS_REGION": value}}))


# -- exported


@pytest.mark.parametrize("value", ["us-east-1", "ap-northeast-2", "nonsense", " "])
def test_any_value_is_exported(machine: Machine, value: str) -> None:
    found = exported(machine, AWS_REGION=value)
    assert (found.check, found.verdict, found.cause) == ("step4.region-exported", Verdict.PASSED, None)
    assert [each.source for each in found.evidence] == ["AWS_REGION"]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("variables", "key"), [({}, "region.not-exported"), ({"AWS_REGION": ""}, "region.empty")], ids=["none", "empty"]
)
def test_no_variable_or_an_empty_one_is_missing(machine: Machine, variables: dict[str, str], key: str) -> None:
    found = exported(machine, **variables)
    assert (found.verdict, found.cause, found.detail.key) == (Verdict.FAILED, Cause.REGION_MISSING, key)
    assert messages.command(found) == EXPORT
    assert (found.notes, found.guide_notes) == ((), ())


@pytest.mark.parametrize(
    ("file", "content", "variables", "shown"),
    [
        ("config", f"[default]\n{SEOUL}", {}, "~/.aws/config [default] (ap-northeast-2)"),
        ("config", f"[profile w]\n{SEOUL}", {"AWS_PROFILE": "w"}, "~/.aws/config [w] (ap-northeast-2)"),
        ("config", f"[default]\n{SEOUL}", {"AWS_PROFILE": "w"}, "~/.aws/config [default] (ap-northeast-2)"),
        ("credentials", f"[default]\n{SEOUL}", {}, "[default] (ap-northeast-2)"),
    ],
)
def test_a_region_of_a_file_does_not_count(
    machine: Machine, file: str, content: str, variables: dict[str, str], shown: str
) -> None:
    machine.write(f"home/.aws/{file}", content)
    found = exported(machine, **variables)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.REGION_ONLY_IN_CONFIG)
    assert shown in messages.read(found.detail)
    assert [note.key for note in found.guide_notes] == ["region.guide-fallback"]


def test_the_default_variable_does_not_count(machine: Machine) -> None:
    found = exported(machine, AWS_DEFAULT_REGION="us-east-1")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.REGION_ONLY_IN_DEFAULT_VARIABLE)
    assert "AWS_DEFAULT_REGION (us-east-1)" in messages.read(found.detail)


@pytest.mark.parametrize(
    ("file", "content", "cause", "shown"),
    [
        ("project/.env", "AWS_REGION=us-east-1\n", Cause.REGION_ONLY_IN_DOTENV, ".env (us-east-1)"),
        (
            "home/.claude/settings.json",
            '{"env": {"AWS_REGION": "us-east-1"}}',
            Cause.REGION_MISSING,
            "~/.claude/settings.json (us-east-1)",
        ),
    ],
)
def test_a_region_that_no_shell_reads_does_not_count(
    machine: Machine, file: str, content: str, cause: Cause, shown: str
) -> None:
    machine.write(file, content)
    found = exported(machine)
    assert (found.verdict, found.cause) == (Verdict.FAILED, cause)
    assert shown in messages.read(found.detail)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("home/.aws/config", f"[profile w]\n{SEOUL}"),
        ("project/.env", "AWS_REGION=\n"),
        ("home/.claude/settings.json", '{"env": {"AWS_REGION": ""}}'),
    ],
    ids=["profile-not-in-use", "empty-in-dotenv", "empty-in-settings"],
)
def test_a_region_that_is_no_region_is_not_mentioned(machine: Machine, file: str, content: str) -> None:
    machine.write(file, content)
    found = exported(machine, AWS_DEFAULT_REGION="")
    assert (found.cause, found.detail.key) == (Cause.REGION_MISSING, "region.not-exported")


def test_every_place_is_told_and_the_first_names_the_cause(machine: Machine) -> None:
    machine.write("home/.aws/config", f"[default]\n{SEOUL}")
    machine.write("project/.env", "AWS_REGION=us-east-1\n")
    settings(machine, "eu-west-1")
    found = exported(machine, AWS_REGION="", AWS_DEFAULT_REGION="us-west-2")
    assert (found.cause, found.detail.key) == (Cause.REGION_ONLY_IN_CONFIG, "region.empty-but-elsewhere")
    assert found.detail.values["places"] == (
        "~/.aws/config [default] (ap-northeast-2), AWS_DEFAULT_REGION (us-west-2), .env (us-east-1), "
        "~/.claude/settings.json (eu-west-1)"
    )
    assert [each.source for each in found.evidence] == [
        "~/.aws/config [default]",
        "AWS_DEFAULT_REGION",
        ".env",
        "~/.claude/settings.json",
    ]


def test_near_misses_and_other_shells_are_hinted_at(machine: Machine) -> None:
    for file in (".bashrc", ".profile"):
        machine.write(f"home/{file}", "export AWS_REGION=us-east-1\n")
    machine.write("project/.env", "AWS_REGION=us-east-1 # 한글".encode("cp949"))
    found = exported(machine, AWS_REGION_NAME="us-east-1", AWSREGION="us-east-1")
    assert found.cause is Cause.REGION_MISSING
    assert [(note.key, *note.values.values()) for note in found.notes] == [
        ("region.near-miss", "AWSREGION, AWS_REGION_NAME"),
        ("region.other-shell", "~/.bashrc, ~/.profile"),
        ("region.dotenv-unreadable",),
    ]


def test_aws_keys_of_a_dotenv_are_pointed_out(machine: Machine) -> None:
    machine.write("project/.env", "AWS_REGION=eu-west-1\nAWS_PROFILE=x\n")
    found = exported(machine, AWS_REGION="us-east-1")
    assert [note.values["names"] for note in found.notes] == ["AWS_PROFILE, AWS_REGION"]


# -- is the guide's


def test_the_guide_s_region_passes(machine: Machine) -> None:
    found = is_guide(machine, AWS_REGION="us-east-1")
    assert (found.check, found.verdict, found.cause) == ("step4.region-is-guide", Verdict.PASSED, None)


def test_a_missing_region_blocks_it(machine: Machine) -> None:
    found = is_guide(machine, AWS_DEFAULT_REGION="us-east-1")
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.REGION_ONLY_IN_DEFAULT_VARIABLE)
    assert found.blocked_by == ("step4.region-exported",)


@pytest.mark.parametrize(
    "value",
    [
        "ap-northeast-2",
        "us-west-2",
        "us-east-2",
        "us-gov-west-1",
        "us-east-11",
        "us-esat-1",
        "eusc-de-east-1",
        "ap-southeast-10",
    ],
)
def test_another_region_is_not_the_guide_s(machine: Machine, value: str) -> None:
    found = is_guide(machine, AWS_REGION=value)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.REGION_NOT_GUIDE)
    assert value in messages.read(found.detail)
    assert messages.command(found) == EXPORT


MALFORMED = {
    "line-end": ["us-east-1\r", "us-east-1\n"],
    "space": [" us-east-1", "us-east-1 ", "us east 1", " ", "us-east-1\u00a0"],
    "quotes": ['"us-east-1"', "'us-east-1'", "“us-east-1”", "`us-east-1"],
    "hyphen": ["us\u2011east\u20111", "us–east–1", "us−east−1"],
    "characters": ["us-east-1\u200b", "버지니아", "us-east-1\x00"],
    "capitals": ["US-EAST-1", "Us-east-1"],
    "zone": ["us-east-1a", "ap-northeast-2c"],
    "underscore": ["us_east_1"],
    "name": [
        "us-east1",
        "useast1",
        "us-east-",
        "us-east",
        "virginia",
        "us-east-1/",
        "us-east-1.",
        "us-east-123",
        "-us-east-1",
    ],
}


@pytest.mark.parametrize(
    ("value", "reason"), [(value, reason) for reason, values in MALFORMED.items() for value in values]
)
def test_a_malformed_value_is_told_with_its_reason(machine: Machine, value: str, reason: str) -> None:
    found = is_guide(machine, AWS_REGION=value)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.REGION_MALFORMED)
    assert found.detail.key == f"region.malformed.{reason}"
    assert found.evidence[0].source == "AWS_REGION"
    shown = messages.everything(found)
    assert "AWS_REGION" in shown
    assert "\r" not in shown


@pytest.mark.parametrize(
    ("value", "cause"),
    [("ap-northeast-2", Cause.REGION_NOT_GUIDE), ("us-east-1a", Cause.REGION_MALFORMED), ("", Cause.REGION_MISSING)],
)
def test_claude_code_s_settings_count_over_the_shell(machine: Machine, value: str, cause: Cause) -> None:
    settings(machine, value)
    found = is_guide(machine, AWS_REGION="us-east-1")
    assert (found.verdict, found.cause) == (Verdict.FAILED, cause)
    assert found.evidence[0].source == "~/.claude/settings.json"
    assert "~/.claude/settings.json" in messages.read(found.detail)
    assert messages.command(found) == "python -m checkpoints remove AWS_REGION --from ~/.claude/settings.json"
    assert messages.command(is_guide(machine, AWS_REGION="eu-west-1")) == EXPORT


def test_settings_that_say_the_same_pass(machine: Machine) -> None:
    settings(machine, "us-east-1")
    assert is_guide(machine, AWS_REGION="us-east-1").verdict is Verdict.PASSED


def test_good_settings_do_not_mend_the_shell(machine: Machine) -> None:
    settings(machine, "us-east-1")
    found = is_guide(machine, AWS_REGION="ap-northeast-2")
    assert (found.cause, found.evidence[0].source) == (Cause.REGION_NOT_GUIDE, "AWS_REGION")


def test_another_edition_of_the_guide_asks_for_its_own_region(machine: Machine) -> None:
    seoul = replace(WORKSHOP, region="ap-northeast-2")
    view = machine.look_as_claude_code()
    assert step4.judge_value(machine.look(AWS_REGION="ap-northeast-2"), view, seoul).verdict is Verdict.PASSED
    found = step4.judge_value(machine.look(AWS_REGION="us-east-1"), view, seoul)
    assert (found.cause, messages.command(found)) == (
        Cause.REGION_NOT_GUIDE,
        EXPORT.replace("us-east-1", "ap-northeast-2"),
    )


# -- values as people see them


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("us-east-1", "us-east-1"),
        ("us-east-1\r", "us-east-1\\r"),
        ("us\u2011east", "us\\u2011east"),
        ("\udc80", "\\udc80"),
        ("a" * 40, "a" * 40),
        ("a" * 41, "a" * 40 + "..."),
    ],
)
def test_what_does_not_print_is_escaped(value: str, shown: str) -> None:
    assert step4.escape_value(value) == shown
