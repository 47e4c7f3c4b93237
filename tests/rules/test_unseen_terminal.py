"""A run from afar: what files and roles settle is judged, what only the attendee's terminal knows is left open."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment, Unsettled
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import Cause, CredentialSource, Origin
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step1, step2, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from checkpoints.rules.unseen_terminal import is_source_open
from tests.machine import KEYS, LONG_TERM_ID, SECRET, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.worlds import told

OPEN = "unverified: terminal-not-seen"
ROLE = Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", keys=describe_key_pair(LONG_TERM_ID, SECRET, "token"))


def afar(machine: Machine, *unsettled: str, **variables: str) -> Environment:
    return replace(machine.look(**variables), origin=Origin.FLEET, unsettled=Unsettled(frozenset(unsettled)))


def exported(machine: Machine, *unsettled: str, **variables: str) -> Finding:
    seen = machine.look_as_claude_code(**variables)
    return step4.judge_export(afar(machine, *unsettled, **variables), seen, WORKSHOP)


def is_guide(machine: Machine, *unsettled: str, **variables: str) -> Finding:
    seen = machine.look_as_claude_code(**variables)
    return step4.judge_value(afar(machine, *unsettled, **variables), seen, WORKSHOP)


def from_afar(machine: Machine, credentials: Credentials, *unsettled: str, **variables: str) -> Facts:
    environment = afar(machine, *unsettled, **variables)
    return facts(environment=environment, credentials=credentials, claude_code=machine.compare(**variables))


# -- the Region


def test_a_region_of_the_start_up_files_is_proven_and_says_that_a_terminal_may_have_changed_it(
    machine: Machine,
) -> None:
    for found in (exported(machine, AWS_REGION="us-east-1"), is_guide(machine, AWS_REGION="us-east-1")):
        assert told(found) == "passed"
    assert messages.notes(exported(machine, AWS_REGION="us-east-1")) == ["afar.from-files"]


def test_a_region_that_no_start_up_file_exports_is_neither_passed_nor_failed(machine: Machine) -> None:
    assert told(exported(machine)) == OPEN
    assert told(is_guide(machine)) == OPEN
    assert "not seen from afar" in messages.read(exported(machine).detail)


def test_a_region_of_another_place_is_told_and_leaves_the_row_open(machine: Machine) -> None:
    machine.write("home/.aws/config", "[default]\nregion = ap-northeast-2\n")
    assert told(exported(machine)) == OPEN
    assert "~/.aws/config [default]" in messages.read(exported(machine).detail)


def test_another_region_of_the_start_up_files_is_wrong_in_every_terminal(machine: Machine) -> None:
    assert told(exported(machine, AWS_REGION="ap-northeast-2")) == "passed"
    assert told(is_guide(machine, AWS_REGION="ap-northeast-2")) == "failed: region-not-guide"


def test_terminals_that_do_not_agree_on_the_region_leave_it_open(machine: Machine) -> None:
    assert told(exported(machine, "AWS_REGION", AWS_REGION="us-east-1")) == OPEN
    assert told(is_guide(machine, "AWS_REGION", AWS_REGION="us-east-1")) == OPEN


@pytest.mark.parametrize(
    ("value", "ending"),
    [("ap-northeast-2", "failed: region-not-guide"), ("", "failed: region-missing"), ("us-east-1", OPEN)],
)
def test_claude_codes_settings_hold_in_every_terminal(machine: Machine, value: str, ending: str) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": {"AWS_REGION": value}}))
    assert told(exported(machine)) == OPEN
    assert told(is_guide(machine)) == ending


def test_a_shell_that_gives_no_answer_settles_no_region_whatever_logging_in_gives(machine: Machine) -> None:
    for value in ("us-east-1", "ap-northeast-2"):
        variables = {"AWS_REGION": value}
        silent = replace(afar(machine, **variables), unsettled=Unsettled(is_silent=True))
        seen = machine.look_as_claude_code(**variables)
        assert told(step4.judge_export(silent, seen, WORKSHOP)) == OPEN
        assert told(step4.judge_value(silent, seen, WORKSHOP)) == OPEN


def test_another_region_in_a_line_that_no_shell_came_to_leaves_it_open_and_names_the_file(machine: Machine) -> None:
    variables = {"AWS_REGION": "us-east-1"}
    unsettled = Unsettled(mentioned={"AWS_REGION": "~/.bashrc"})
    found = step4.judge_export(
        replace(afar(machine, **variables), unsettled=unsettled), machine.look_as_claude_code(**variables), WORKSHOP
    )
    assert told(found) == OPEN
    assert "AWS_REGION (~/.bashrc)" in messages.read(found.detail)


# -- credentials


@pytest.mark.parametrize(
    "unsettled",
    [Unsettled(is_silent=True), Unsettled(mentioned={"AWS_ACCESS_KEY_ID": "~/.bashrc"})],
    ids=["silent", "mentioned"],
)
def test_neither_a_role_nor_keys_of_a_file_are_taken_where_the_terminal_may_have_others(
    machine: Machine, unsettled: Unsettled
) -> None:
    machine.write("home/.aws/credentials", f"[default]\n{static()}")
    keys = Credentials(
        CredentialSource.SHARED_CREDENTIALS,
        "shared-credentials-file",
        "default",
        describe_key_pair(LONG_TERM_ID, SECRET),
    )
    for found in (ROLE, keys):
        there = from_afar(machine, found)
        there = replace(there, environment=replace(there.environment, unsettled=unsettled))
        assert is_source_open(there.environment, found)
        judged = (step3.judge_chain, step3.judge_acceptance, step3.judge_single_source, step2.judge_policy)
        assert [told(judge(there)) for judge in judged] == [OPEN] * 4


def test_a_line_about_the_region_leaves_credentials_as_they_are(machine: Machine) -> None:
    there = from_afar(machine, ROLE)
    unsettled = Unsettled(mentioned={"AWS_REGION": "~/.bashrc"})
    there = replace(there, environment=replace(there.environment, unsettled=unsettled))
    assert told(step3.judge_chain(there)) == "passed"


def test_the_role_of_the_instance_is_the_guides_option_where_there_is_nothing_else(machine: Machine) -> None:
    there = from_afar(machine, ROLE)
    assert not is_source_open(there.environment, ROLE)
    assert told(step3.judge_chain(there)) == "passed"
    assert "afar.from-files" in messages.notes(step3.judge_chain(there))


def test_keys_of_a_file_are_judged_as_anywhere(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[default]\n{static()}")
    pair = describe_key_pair(LONG_TERM_ID, SECRET)
    found = Credentials(CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", "default", pair)
    assert told(step3.judge_chain(from_afar(machine, found))) == "passed"


def test_the_role_is_not_taken_for_credentials_that_a_variable_of_the_terminal_would_choose(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[workshop]\n{static()}")
    assert is_source_open(afar(machine), ROLE)
    there = from_afar(machine, Credentials())
    assert told(step3.judge_chain(there)) == OPEN
    assert "workshop" in messages.read(step3.judge_chain(there).detail)


def test_in_their_own_terminal_the_role_is_taken_as_the_chain_takes_it(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[workshop]\n{static()}")
    assert not is_source_open(machine.look(), ROLE)


def test_variables_that_terminals_do_not_agree_on_leave_the_credentials_open(machine: Machine) -> None:
    environment = afar(machine, "AWS_PROFILE", AWS_PROFILE="a")
    assert is_source_open(environment, ROLE)
    assert told(step3.judge_chain(from_afar(machine, Credentials(), "AWS_PROFILE", **KEYS))) == OPEN


def test_without_any_credentials_nothing_that_needs_them_is_failed_or_blocked(machine: Machine) -> None:
    there = from_afar(machine, Credentials())
    judged = (
        step3.judge_chain,
        step3.judge_acceptance,
        step3.judge_single_source,
        step1.judge_sonnet_access,
        step1.judge_use_case,
        step2.judge_policy,
        step2.judge_model_permissions,
        step2.judge_marketplace_permissions,
        step4.judge_profiles_listed,
        step4.judge_model_profiles,
        step4.judge_credentials_test,
        step1.judge_model_access,
    )
    assert {judge.__name__: told(judge(there)) for judge in judged} == dict.fromkeys(
        (judge.__name__ for judge in judged), OPEN
    )


def test_a_metadata_service_that_keeps_silent_leaves_the_credentials_open(machine: Machine) -> None:
    silent = Credentials(method="iam-role", error="ReadTimeoutError")
    assert told(step3.judge_chain(from_afar(machine, silent))) == OPEN


def test_a_profile_that_a_start_up_file_names_and_that_does_not_exist_is_wrong_in_every_terminal(
    machine: Machine,
) -> None:
    found = Credentials(error="ProfileNotFound", profile="work")
    judged = step3.judge_chain(from_afar(machine, found, AWS_PROFILE="work"))
    assert (judged.verdict.value, judged.cause) == ("failed", Cause.PROFILE_NOT_FOUND)


def test_settings_that_switch_bedrock_off_are_wrong_whatever_the_terminal_has(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": {"CLAUDE_CODE_USE_BEDROCK": "0"}}))
    judged = step3.judge_single_source(from_afar(machine, Credentials()))
    assert (judged.verdict.value, judged.cause) == ("failed", Cause.CLAUDE_CODE_BYPASSED)
