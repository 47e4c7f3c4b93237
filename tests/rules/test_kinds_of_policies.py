"""Whichever kind of policy denies is the one that is told of and changed, whatever another kind denies besides."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.report.wording import Wording
from checkpoints.rules import step2
from checkpoints.rules.finding import Finding
from tests.rules.fakes import EDITION, FakeAccount, denied, facts
from tests.rules.permission_cases import PROFILE_ARN
from tests.rules.worlds import US_HAIKU, US_SONNET, Free, account, both, told

WORDING = Wording("en", EDITION)


class Kind(NamedTuple):
    """A kind of policy: as AWS writes it with its article, its cause, and the place that a fix names."""

    written: str
    cause: str
    place: str


KINDS = {
    "boundary": Kind("a permissions boundary", "permissions-boundary", "permissions boundary of user/attendee"),
    "session": Kind("a session policy", "session-policy", "Where the session is created"),
    "scp": Kind("a service control policy", "scp-deny", "the SCP"),
    "rcp": Kind("a resource control policy", "scp-deny", "the RCP"),
    "endpoint": Kind("a VPC endpoint policy", "resource-policy", "policy of the Bedrock VPC endpoints"),
    "resource": Kind("a resource-based policy", "resource-policy", "policy of the resource"),
}
FORMS = {
    "no policy allows": "because no {name} allows the {action} action",
    "there is no policy": "because there is no {name} that allows the {action} action",
    "a statement denies": "with an explicit deny in {written}",
}


def refusal(action: str, form: str, written: str) -> str:
    """The end of IAM's sentence."""
    return form.format(name=written.split(" ", 1)[1], written=written, action=action)


def refuse_list(why: str) -> FakeAccount:
    return account(listing=denied(LIST, f"{PROFILE_ARN}*", why))


def refuse_calls(why: str) -> FakeAccount:
    return account(both(denied(INVOKE, PROFILE_ARN + US_HAIKU, why)))


def refuse_both(listing: str, streaming: str) -> FakeAccount:
    """The list and streaming are refused for two reasons."""
    free: Free = {(STREAM, each): denied(STREAM, PROFILE_ARN + each, streaming) for each in (US_SONNET, US_HAIKU)}
    return account(free, listing=denied(LIST, f"{PROFILE_ARN}*", listing))


def judge(there: FakeAccount) -> Finding:
    seen = facts(there)
    return complete_fix(seen, step2.judge_model_permissions(seen))


def read_fix(found: Finding) -> str:
    return WORDING.explain_finding(found).fix or ""


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("action", [LIST, INVOKE])
def test_the_kind_that_denies_is_told_and_changed(action: str, kind: Kind, form: str) -> None:
    there = (refuse_list if action == LIST else refuse_calls)(refusal(action, form, kind.written))
    found = judge(there)
    assert told(found) == f"failed: {kind.cause}"
    fix, said = read_fix(found), WORDING.say_message(found.detail)
    assert kind.place in fix
    assert not [other.place for other in KINDS.values() if other != kind and other.place in fix]
    assert f"({kind.written.split(' ', 1)[1].lower()})" in said
    assert "Attach" not in fix
    assert found.notes == ()


def test_a_policy_of_the_organization_that_is_named_is_told_as_what_it_is() -> None:
    arn = "arn:aws:organizations::444455556666:policy/o-x/resource_control_policy/p-y"
    found = judge(refuse_list(f"with an explicit deny in a resource control policy: {arn}"))
    assert (found.case, "the RCP p-y" in read_fix(found)) == ("rcp-deny-policy", True)


NONE_OF_IDENTITY, DENY_OF_IDENTITY = (
    "because no identity-based policy allows the action",
    "with an explicit deny in an identity-based policy",
)
NOTES = {NONE_OF_IDENTITY: "permissions.also-missing", DENY_OF_IDENTITY: "permissions.also-denied"}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("other", NOTES, ids=["missing", "denied"])
@pytest.mark.parametrize("is_list", [True, False], ids=["list-by-identity", "streaming-by-identity"])
def test_what_the_own_policies_lack_besides_is_a_sentence_of_its_own(
    is_list: bool, other: str, kind: Kind, form: str
) -> None:
    own, above = (LIST, STREAM) if is_list else (STREAM, LIST)
    why = refusal(above, form, kind.written)
    found = judge(refuse_both(other, why) if is_list else refuse_both(why, other))
    assert told(found) == f"failed: {kind.cause}"
    assert kind.place in read_fix(found)
    assert own not in WORDING.say_message(found.detail)
    assert [(note.key, note.values["action"]) for note in found.notes] == [(NOTES[other], own)]
    if form == FORMS["a statement denies"] and other == NONE_OF_IDENTITY:  # AWS would have named the statement
        assert own not in read_fix(found)


def test_a_denial_without_a_reason_beside_another_kind_is_told_as_one_of_the_own_policies() -> None:
    found = judge(refuse_both(refusal(LIST, FORMS["a statement denies"], KINDS["scp"].written), " "))
    assert told(found) == "failed: scp-deny"
    assert [(note.key, note.values["action"]) for note in found.notes] == [("permissions.also-missing", STREAM)]


def test_two_policies_above_the_own_are_told_one_by_one() -> None:
    listing = refusal(LIST, FORMS["no policy allows"], KINDS["endpoint"].written)
    found = judge(refuse_both(listing, refusal(STREAM, FORMS["a statement denies"], KINDS["scp"].written)))
    assert told(found) == "failed: scp-deny"
    assert [(note.key, note.values["kind"]) for note in found.notes] == [
        ("permissions.also-there", "vpc endpoint policy")
    ]


def test_a_statement_that_denies_does_not_hide_what_no_policy_allows() -> None:
    found = judge(refuse_both(DENY_OF_IDENTITY, NONE_OF_IDENTITY))
    assert told(found) == "failed: explicit-deny"
    assert [note.key for note in found.notes] == ["permissions.also-missing"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("is_list", [True, False], ids=["list-by-a-statement", "streaming-by-a-statement"])
def test_of_one_kind_the_statement_that_denies_is_changed_and_what_none_allows_is_told_besides(
    is_list: bool, kind: Kind
) -> None:
    by_statement, not_allowed = (LIST, STREAM) if is_list else (STREAM, LIST)
    denies = refusal(by_statement, FORMS["a statement denies"], kind.written)
    lacks = refusal(not_allowed, FORMS["no policy allows"], kind.written)
    found = judge(refuse_both(denies, lacks) if is_list else refuse_both(lacks, denies))
    assert told(found) == f"failed: {kind.cause}"
    for said in (WORDING.say_message(found.detail), read_fix(found)):
        assert (by_statement in said, not_allowed in said) == (True, False)
    assert kind.place in read_fix(found)
    assert [(note.key, note.values["action"]) for note in found.notes] == [("permissions.also-there", not_allowed)]


ALIKE = [("scp", "rcp"), ("endpoint", "resource")]


@pytest.mark.parametrize(("first", "second"), ALIKE, ids=["of-the-organization", "of-a-resource"])
def test_a_statement_of_another_kind_with_the_same_cause_is_looked_for_in_no_other_place(
    first: str, second: str
) -> None:
    listing = refusal(LIST, FORMS["no policy allows"], KINDS[first].written)
    found = judge(refuse_both(listing, refusal(STREAM, FORMS["a statement denies"], KINDS[second].written)))
    assert told(found) == f"failed: {KINDS[first].cause}"
    assert "Deny statement" not in read_fix(found)
    assert [(note.key, note.values["action"]) for note in found.notes] == [("permissions.also-there", STREAM)]
