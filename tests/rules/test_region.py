"""Step 4: `AWS_REGION` is exported, and it is us-east-1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step4
from checkpoints.rules.finding import Finding
from tests.machine import Machine
from tests.rules import messages
from tests.rules.worlds import grouped, told

CONFIG, CREDENTIALS, DOTENV = "home/.aws/config", "home/.aws/credentials", "project/.env"
SETTINGS = "home/.claude/settings.json"
SEOUL = "region = ap-northeast-2\n"
EXPORT = "export AWS_REGION=us-east-1\necho 'export AWS_REGION=us-east-1' >> ~/.bashrc"


def exported(machine: Machine, files: Mapping[str, str | bytes] | None = None, **variables: str) -> Finding:
    for name, content in (files or {}).items():
        machine.write(name, content)
    return step4.judge_export(machine.look(**variables), machine.look_as_claude_code(**variables), WORKSHOP)


def is_guide(machine: Machine, **variables: str) -> Finding:
    return step4.judge_value(machine.look(**variables), machine.look_as_claude_code(**variables), WORKSHOP)


def settings(value: str) -> str:
    return json.dumps({"env": {"AWS_REGION": value}})


# -- exported


@pytest.mark.parametrize("value", ["us-east-1", "ap-northeast-2", "nonsense", " "])
def test_any_value_is_exported(machine: Machine, value: str) -> None:
    found = exported(machine, AWS_REGION=value)
    assert (found.check, told(found), found.notes) == ("step4.region-exported", "passed", ())
    assert [each.source for each in found.evidence] == ["AWS_REGION"]


@pytest.mark.parametrize(
    ("variables", "key"), [({}, "region.not-exported"), ({"AWS_REGION": ""}, "region.empty")], ids=["none", "empty"]
)
def test_no_variable_or_an_empty_one_is_missing(machine: Machine, variables: dict[str, str], key: str) -> None:
    found = exported(machine, {}, **variables)
    assert (told(found), found.detail.key, messages.command(found)) == ("failed: region-missing", key, EXPORT)
    assert (found.notes, found.guide_notes) == ((), ())


DEFAULT, OF_W, W = f"[default]\n{SEOUL}", f"[profile w]\n{SEOUL}", {"AWS_PROFILE": "w"}
# The files, the variables, the cause, and how the place and its value are shown.
ELSEWHERE: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "config": ({CONFIG: DEFAULT}, {}, "only-in-config", "~/.aws/config [default] (ap-northeast-2)"),
    "profile": ({CONFIG: OF_W}, W, "only-in-config", "~/.aws/config [w] (ap-northeast-2)"),
    "default-of-a-profile": ({CONFIG: DEFAULT}, W, "only-in-config", "~/.aws/config [default] (ap-northeast-2)"),
    "credentials": ({CREDENTIALS: DEFAULT}, {}, "only-in-config", "[default] (ap-northeast-2)"),
    "default-variable": (
        {},
        {"AWS_DEFAULT_REGION": "us-east-1"},
        "only-in-default-variable",
        "AWS_DEFAULT_REGION (us-east-1)",
    ),
    "dotenv": ({DOTENV: "AWS_REGION=us-east-1\n"}, {}, "only-in-dotenv", ".env (us-east-1)"),
    "settings": ({SETTINGS: settings("us-east-1")}, {}, "missing", "~/.claude/settings.json (us-east-1)"),
}


@pytest.mark.parametrize(("files", "variables", "cause", "shown"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_region_of_another_place_does_not_count(
    machine: Machine, files: dict[str, str], variables: dict[str, str], cause: str, shown: str
) -> None:
    found = exported(machine, files, **variables)
    assert told(found) == f"failed: region-{cause}"
    assert shown in messages.read(found.detail)
    if cause == "only-in-config":
        assert [note.key for note in found.guide_notes] == ["region.guide-fallback"]


@pytest.mark.parametrize(
    ("file", "content"),
    [(CONFIG, OF_W), (DOTENV, "AWS_REGION=\n"), (SETTINGS, settings(""))],
    ids=["profile-not-in-use", "empty-in-dotenv", "empty-in-settings"],
)
def test_a_region_that_is_no_region_is_not_mentioned(machine: Machine, file: str, content: str) -> None:
    found = exported(machine, {file: content}, AWS_DEFAULT_REGION="")
    assert (told(found), found.detail.key) == ("failed: region-missing", "region.not-exported")


def test_every_place_is_told_and_the_first_names_the_cause(machine: Machine) -> None:
    files = {CONFIG: DEFAULT, DOTENV: "AWS_REGION=us-east-1\n", SETTINGS: settings("eu-west-1")}
    found = exported(machine, files, AWS_REGION="", AWS_DEFAULT_REGION="us-west-2")
    assert (told(found), found.detail.key) == ("failed: region-only-in-config", "region.empty-but-elsewhere")
    places = ["~/.aws/config [default]", "AWS_DEFAULT_REGION", ".env", "~/.claude/settings.json"]
    regions = ["ap-northeast-2", "us-west-2", "us-east-1", "eu-west-1"]
    shown = [f"{place} ({region})" for place, region in zip(places, regions, strict=True)]
    assert found.detail.values["places"] == ", ".join(shown)
    assert [each.source for each in found.evidence] == places


def test_near_misses_and_other_shells_are_hinted_at(machine: Machine) -> None:
    other = dict.fromkeys(("home/.bashrc", "home/.profile"), "export AWS_REGION=us-east-1\n")
    unreadable = {DOTENV: "AWS_REGION=us-east-1 # 한글".encode("cp949")}
    found = exported(machine, {**other, **unreadable}, AWS_REGION_NAME="us-east-1", AWSREGION="us-east-1")
    assert told(found) == "failed: region-missing"
    assert [(note.key, *note.values.values()) for note in found.notes] == [
        ("region.near-miss", "AWSREGION, AWS_REGION_NAME"),
        ("region.other-shell", "~/.bashrc, ~/.profile"),
        ("region.dotenv-unreadable",),
    ]


def test_aws_keys_of_a_dotenv_are_pointed_out(machine: Machine) -> None:
    found = exported(machine, {DOTENV: "AWS_REGION=eu-west-1\nAWS_PROFILE=x\n"}, AWS_REGION="us-east-1")
    assert [note.values["names"] for note in found.notes] == ["AWS_PROFILE, AWS_REGION"]


# -- is the guide's


def test_the_guide_s_region_passes_and_a_missing_one_blocks(machine: Machine) -> None:
    found = is_guide(machine, AWS_REGION="us-east-1")
    assert (found.check, told(found)) == ("step4.region-is-guide", "passed")
    missing = is_guide(machine, AWS_DEFAULT_REGION="us-east-1")
    assert told(missing) == "blocked by step4.region-exported: region-only-in-default-variable"


OTHERS = "ap-northeast-2 us-west-2 us-east-2 us-gov-west-1 us-east-11 us-esat-1 eusc-de-east-1 ap-southeast-10"


@pytest.mark.parametrize("value", OTHERS.split())
def test_another_region_is_not_the_guide_s(machine: Machine, value: str) -> None:
    found = is_guide(machine, AWS_REGION=value)
    assert (told(found), messages.command(found), found.notes) == ("failed: region-not-guide", EXPORT, ())
    assert value in messages.read(found.detail)


NAMES = "us-east1 useast1 us-east- us-east virginia us-east-1/ us-east-1. us-east-123 -us-east-1"
MALFORMED = {
    "line-end": ["us-east-1\r", "us-east-1\n"],
    "space": [" us-east-1", "us-east-1 ", "us east 1", " ", "us-east-1\u00a0"],
    "quotes": ['"us-east-1"', "'us-east-1'", "“us-east-1”", "`us-east-1"],
    "hyphen": ["us\u2011east\u20111", "us–east–1", "us−east−1"],
    "characters": ["us-east-1\u200b", "버지니아", "us-east-1\x00"],
    "capitals": ["US-EAST-1", "Us-east-1"],
    "zone": ["us-east-1a", "ap-northeast-2c"],
    "underscore": ["us_east_1"],
    "name": NAMES.split(),
}


@pytest.mark.parametrize(
    ("value", "reason"), [(value, reason) for reason, values in MALFORMED.items() for value in values]
)
def test_a_malformed_value_is_told_with_its_reason(machine: Machine, value: str, reason: str) -> None:
    found = is_guide(machine, AWS_REGION=value)
    assert (told(found), found.detail.key) == ("failed: region-malformed", f"region.malformed.{reason}")
    assert found.evidence[0].source == "AWS_REGION"
    shown = messages.everything(found)
    assert "AWS_REGION" in shown
    assert "\r" not in shown


OVER_IT, BLANK = {SETTINGS: settings("us-west-2")}, {SETTINGS: settings(" ")}
# What Claude Code does with the value, which Region it uses and from where: the files and the variables.
USES: dict[tuple[str, ...], dict[str, tuple[dict[str, str], dict[str, str]]]] = {
    ("region.client-trims", "us-east-1"): {
        "white-space": ({}, {"AWS_REGION": " us-east-1"}),
    },
    ("region.client-takes", "us-east-1a"): {
        "a-zone": ({}, {"AWS_REGION": "us-east-1a"}),
        "a-zone-and-white-space": ({}, {"AWS_REGION": "us-east-1a "}),
        "a-zone-in-the-settings": ({SETTINGS: settings("us-east-1a")}, {"AWS_REGION": "us-east-1"}),
    },
    ("region.client-ignores", "us-east-1", "Claude Code"): {
        "no-region-at-all": ({}, {"AWS_REGION": "us east 1"}),
        "nothing-in-the-settings": (BLANK, {"AWS_REGION": "us-east-1"}),
    },
    ("region.client-ignores", "us-west-2", "AWS_DEFAULT_REGION"): {
        "the-default-one": ({}, {"AWS_REGION": "us east 1", "AWS_DEFAULT_REGION": "us-west-2"})
    },
    ("region.client-ignores", "ap-northeast-2", "~/.aws/config"): {
        "of-the-profile": ({CONFIG: DEFAULT}, {"AWS_REGION": "us-east-1/"})
    },
    ("region.client-ignores", "us-west-2", "~/.claude/settings.json"): {
        "of-the-settings": (OVER_IT, {"AWS_REGION": "us-east-1a"})
    },
}


@pytest.mark.parametrize(("given", "ending"), grouped(USES))
def test_what_claude_code_does_with_a_malformed_value_is_noted(
    machine: Machine, given: tuple[dict[str, str], dict[str, str]], ending: tuple[str, ...]
) -> None:
    for name, content in given[0].items():
        machine.write(name, content)
    (note,) = is_guide(machine, **given[1]).notes
    assert (note.key, *note.values.values()) == ending


@pytest.mark.parametrize(
    ("value", "cause"), [("ap-northeast-2", "not-guide"), ("us-east-1a", "malformed"), ("", "missing")]
)
def test_claude_code_s_settings_count_over_the_shell(machine: Machine, value: str, cause: str) -> None:
    machine.write(SETTINGS, settings(value))
    found = is_guide(machine, AWS_REGION="us-east-1")
    assert (told(found), found.evidence[0].source) == (f"failed: region-{cause}", "~/.claude/settings.json")
    assert "~/.claude/settings.json" in messages.read(found.detail)
    assert messages.command(found) == "python -m checkpoints remove AWS_REGION --from ~/.claude/settings.json"
    assert messages.command(is_guide(machine, AWS_REGION="eu-west-1")) == EXPORT


@pytest.mark.parametrize("value", ["us-east-1", " us-east-1 ", "us-east-1\r\n"])
def test_good_settings_pass_and_do_not_make_up_for_the_shell(machine: Machine, value: str) -> None:
    machine.write(SETTINGS, settings(value))
    assert told(is_guide(machine, AWS_REGION="us-east-1")) == "passed"
    found = is_guide(machine, AWS_REGION="ap-northeast-2")
    assert (told(found), found.evidence[0].source) == ("failed: region-not-guide", "AWS_REGION")


def test_another_edition_of_the_guide_asks_for_its_own_region(machine: Machine) -> None:
    seoul, view = replace(WORKSHOP, region="ap-northeast-2"), machine.look_as_claude_code()
    assert told(step4.judge_value(machine.look(AWS_REGION="ap-northeast-2"), view, seoul)) == "passed"
    found = step4.judge_value(machine.look(AWS_REGION="us-east-1"), view, seoul)
    assert told(found) == "failed: region-not-guide"
    assert messages.command(found) == EXPORT.replace("us-east-1", "ap-northeast-2")


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
