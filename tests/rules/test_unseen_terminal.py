"""A remote run: what files and roles settle is judged, what only the attendee's terminal knows is left open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment, Unsettled
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import CredentialSource, Origin
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step1, step2, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.unseen_terminal import is_source_open
from tests.machine import KEYS, LONG_TERM_ID, SECRET, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.source_cases import CONFIG, CREDENTIALS, SETTINGS
from tests.rules.worlds import told

OPEN = "unverified: terminal-not-seen"
PAIR = describe_key_pair(LONG_TERM_ID, SECRET)
ROLE = Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", keys=describe_key_pair(LONG_TERM_ID, SECRET, "token"))
OF_FILE = Credentials(CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", "default", PAIR)
SETTLED = Unsettled()
SILENT = Unsettled(is_silent=True)  # the shell gave no answer, whatever logging in gives
VIRGINIA, SEOUL = {"AWS_REGION": "us-east-1"}, {"AWS_REGION": "ap-northeast-2"}


def afar(machine: Machine, unsettled: Unsettled = SETTLED, variables: Mapping[str, str] | None = None) -> Environment:
    return replace(machine.look(**(variables or {})), origin=Origin.FLEET, unsettled=unsettled)


def judge_region(
    machine: Machine, variables: Mapping[str, str] | None = None, unsettled: Unsettled = SETTLED
) -> tuple[str, str]:
    """What the exported variable and its value come to."""
    seen, environment = machine.look_as_claude_code(**(variables or {})), afar(machine, unsettled, variables)
    return (told(step4.judge_export(environment, seen, WORKSHOP)), told(step4.judge_value(environment, seen, WORKSHOP)))


def read_export(
    machine: Machine, variables: Mapping[str, str] | None = None, unsettled: Unsettled = SETTLED
) -> tuple[str, list[str]]:
    """What is told of the exported variable, and the notes about it."""
    seen = machine.look_as_claude_code(**(variables or {}))
    found = step4.judge_export(afar(machine, unsettled, variables), seen, WORKSHOP)
    return messages.read(found.detail), messages.notes(found)


def from_afar(
    machine: Machine,
    credentials: Credentials | None = None,
    unsettled: Unsettled = SETTLED,
    variables: Mapping[str, str] | None = None,
) -> Facts:
    environment, seen = afar(machine, unsettled, variables), machine.compare(**(variables or {}))
    return facts(environment=environment, credentials=credentials or Credentials(), claude_code=seen)


# -- the Region

NOT_GUIDE = "failed: region-not-guide"
REGIONS: dict[str, tuple[dict[str, str], Unsettled, tuple[str, str]]] = {
    "exported-by-the-start-up-files": (VIRGINIA, SETTLED, ("passed", "passed")),
    "another-one-is-wrong-in-every-terminal": (SEOUL, SETTLED, ("passed", NOT_GUIDE)),
    "exported-by-none": ({}, SETTLED, (OPEN, OPEN)),
    "terminals-do-not-agree": (VIRGINIA, Unsettled(frozenset({"AWS_REGION"})), (OPEN, OPEN)),
    "a-shell-without-an-answer": (VIRGINIA, SILENT, (OPEN, OPEN)),
    "a-shell-without-an-answer-and-another-one": (SEOUL, SILENT, (OPEN, OPEN)),
    "a-line-that-no-shell-came-to": (VIRGINIA, Unsettled(mentioned={"AWS_REGION": "~/.bashrc"}), (OPEN, OPEN)),
}


@pytest.mark.parametrize(("variables", "unsettled", "expected"), REGIONS.values(), ids=REGIONS)
def test_a_region_is_judged_where_every_terminal_has_it(
    machine: Machine, variables: dict[str, str], unsettled: Unsettled, expected: tuple[str, str]
) -> None:
    assert judge_region(machine, variables, unsettled) == expected


def test_where_a_region_comes_from_or_might_is_told(machine: Machine) -> None:
    assert read_export(machine, VIRGINIA)[1] == ["afar.from-files"]
    assert "cannot see whether the terminal has it" in read_export(machine)[0]
    mentioned = Unsettled(mentioned={"AWS_REGION": "~/.bashrc"})
    assert "AWS_REGION (~/.bashrc)" in read_export(machine, VIRGINIA, mentioned)[0]
    machine.write(CONFIG, "[default]\nregion = ap-northeast-2\n")
    assert judge_region(machine)[0] == OPEN
    assert "~/.aws/config [default]" in read_export(machine)[0]


@pytest.mark.parametrize(
    ("value", "expected"), [("ap-northeast-2", NOT_GUIDE), ("", "failed: region-missing"), ("us-east-1", OPEN)]
)
def test_claude_codes_settings_hold_in_every_terminal(machine: Machine, value: str, expected: str) -> None:
    machine.write(SETTINGS, json.dumps({"env": {"AWS_REGION": value}}))
    assert judge_region(machine) == (OPEN, expected)


# -- credentials


@pytest.mark.parametrize(
    "unsettled", [SILENT, Unsettled(mentioned={"AWS_ACCESS_KEY_ID": "~/.bashrc"})], ids=["silent", "mentioned"]
)
def test_neither_a_role_nor_keys_of_a_file_are_taken_where_the_terminal_may_have_others(
    machine: Machine, unsettled: Unsettled
) -> None:
    machine.write(CREDENTIALS, f"[default]\n{static()}")
    for found in (ROLE, OF_FILE):
        there = from_afar(machine, found, unsettled)
        assert is_source_open(there.environment, found)
        judged = (step3.judge_chain, step3.judge_acceptance, step3.judge_single_source, step2.judge_policy)
        assert [told(judge(there)) for judge in judged] == [OPEN] * 4


def test_the_role_of_the_instance_is_the_guides_option_where_there_is_nothing_else(machine: Machine) -> None:
    there = from_afar(machine, ROLE)
    assert not is_source_open(there.environment, ROLE)
    found = step3.judge_chain(there)
    assert (told(found), "afar.from-files" in messages.notes(found)) == ("passed", True)
    about_the_region = from_afar(machine, ROLE, Unsettled(mentioned={"AWS_REGION": "~/.bashrc"}))
    assert told(step3.judge_chain(about_the_region)) == "passed"


def test_keys_of_a_file_are_judged_as_anywhere(machine: Machine) -> None:
    machine.write(CREDENTIALS, f"[default]\n{static()}")
    assert told(step3.judge_chain(from_afar(machine, OF_FILE))) == "passed"


def test_the_role_is_not_taken_for_credentials_that_a_variable_of_the_terminal_would_choose(machine: Machine) -> None:
    machine.write(CREDENTIALS, f"[workshop]\n{static()}")
    assert is_source_open(afar(machine), ROLE)
    assert not is_source_open(machine.look(), ROLE)  # in their own terminal it is, as the chain takes it
    found = step3.judge_chain(from_afar(machine))
    assert told(found) == OPEN
    assert "workshop" in messages.read(found.detail)


def test_variables_that_terminals_do_not_agree_on_leave_the_credentials_open(machine: Machine) -> None:
    profile = Unsettled(frozenset({"AWS_PROFILE"}))
    assert is_source_open(afar(machine, profile, {"AWS_PROFILE": "a"}), ROLE)
    assert told(step3.judge_chain(from_afar(machine, None, profile, KEYS))) == OPEN


def test_without_any_credentials_nothing_that_needs_them_is_failed_or_blocked(machine: Machine) -> None:
    there = from_afar(machine)
    rules = (
        *(step3.judge_chain, step3.judge_acceptance, step3.judge_single_source),
        *(step1.judge_sonnet_access, step1.judge_use_case, step1.judge_model_access),
        *(step2.judge_policy, step2.judge_model_permissions, step2.judge_marketplace_permissions),
        *(step4.judge_profiles_listed, step4.judge_model_profiles, step4.judge_credentials_test),
    )
    assert {rule.__name__: told(rule(there)) for rule in rules} == {rule.__name__: OPEN for rule in rules}


def test_a_metadata_service_that_keeps_silent_leaves_the_credentials_open(machine: Machine) -> None:
    silent = Credentials(method="iam-role", error="ReadTimeoutError")
    assert told(step3.judge_chain(from_afar(machine, silent))) == OPEN


def test_what_files_get_wrong_is_wrong_whatever_the_terminal_has(machine: Machine) -> None:
    unknown = from_afar(machine, Credentials(error="ProfileNotFound", profile="work"), SETTLED, {"AWS_PROFILE": "work"})
    assert told(step3.judge_chain(unknown)) == "failed: profile-not-found"
    machine.write(SETTINGS, json.dumps({"env": {"CLAUDE_CODE_USE_BEDROCK": "0"}}))
    assert told(step3.judge_single_source(from_afar(machine))) == "failed: claude-code-bypassed"
