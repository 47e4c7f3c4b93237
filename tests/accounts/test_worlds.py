"""What a look from outside says of an account, world by world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import (
    EXPIRED,
    HAIKU,
    NOT_SUBSCRIBED,
    OPEN,
    PENDING,
    PINNED,
    SONNET,
    Account,
    ManyAccounts,
)

Told = dict[str, tuple[str, str | None]]
SONNET_ROW, HAIKU_ROW, FORM_ROW, BOX = (
    "step1.sonnet-access",
    "step1.haiku-access",
    "step1.use-case",
    "checkpoint.model-access",
)
MARKETPLACE, PERMISSIONS = "step2.marketplace-permissions", "step2.model-permissions"
PASSED = ("passed", None)
READY: Told = {
    SONNET_ROW: PASSED,
    HAIKU_ROW: PASSED,
    FORM_ROW: PASSED,
    MARKETPLACE: ("not_applicable", None),
    BOX: PASSED,
}


def every_row(cause: str) -> Told:
    """An account of which nothing is known."""
    return dict.fromkeys((SONNET_ROW, HAIKU_ROW, FORM_ROW, BOX), ("unverified", cause))


WORLDS: dict[str, tuple[Account, Told, str, int]] = {
    "healthy": (Account("111122223333"), READY, "ready", 0),
    "form-missing": (
        Account("111122223333", has_form=False),
        {
            SONNET_ROW: ("blocked", "use-case-form-missing"),
            HAIKU_ROW: ("blocked", "use-case-form-missing"),
            FORM_ROW: ("failed", "use-case-form-missing"),
            BOX: ("failed", "use-case-form-missing"),
        },
        "not_ready",
        1,
    ),
    "agreement-pending": (
        Account("111122223333", gates={HAIKU: PENDING}),
        {
            SONNET_ROW: PASSED,
            HAIKU_ROW: ("failed", "agreement-pending"),
            FORM_ROW: PASSED,
            BOX: ("failed", "agreement-pending"),
        },
        "not_ready",
        1,
    ),
    "not-subscribed": (
        Account("111122223333", gates={HAIKU: NOT_SUBSCRIBED}),
        {
            SONNET_ROW: PASSED,
            HAIKU_ROW: ("failed", "model-access-not-granted"),
            FORM_ROW: PASSED,
            BOX: ("failed", "model-access-not-granted"),
        },
        "not_ready",
        1,
    ),
    "neither-subscribed": (
        Account("111122223333", gates={HAIKU: NOT_SUBSCRIBED, PINNED: NOT_SUBSCRIBED, SONNET: NOT_SUBSCRIBED}),
        {
            SONNET_ROW: ("failed", "model-access-not-granted"),
            HAIKU_ROW: ("failed", "model-access-not-granted"),
            FORM_ROW: PASSED,
            PERMISSIONS: ("blocked", "model-access-not-granted"),
            BOX: ("failed", "model-access-not-granted"),
        },
        "not_ready",
        1,
    ),
    "not-authorized": (
        Account("111122223333", gates={HAIKU: {**OPEN, "authorization": "NOT_AUTHORIZED"}}),
        {
            SONNET_ROW: PASSED,
            HAIKU_ROW: ("failed", "account-not-authorized"),
            FORM_ROW: PASSED,
            BOX: ("failed", "account-not-authorized"),
        },
        "not_ready",
        1,
    ),
    "scp-in-a-destination": (
        Account("111122223333", scp=("us-west-2",)),
        {**READY, PERMISSIONS: ("failed", "scp-deny")},
        "not_ready",
        1,
    ),
    "scp-met-by-a-routed-call": (
        Account("111122223333", routed_scp="us-east-2"),
        {
            SONNET_ROW: ("blocked", "scp-deny"),
            HAIKU_ROW: ("blocked", "scp-deny"),
            FORM_ROW: PASSED,
            PERMISSIONS: ("failed", "scp-deny"),
            BOX: ("blocked", "scp-deny"),
        },
        "not_ready",
        1,
    ),
    "form-maybe-of-the-organization": (
        Account("111122223333", gates={HAIKU: OPEN, PINNED: OPEN}, has_form=False, inherits_form=True),
        {**READY, FORM_ROW: ("unverified", "use-case-form-missing"), BOX: ("unverified", "use-case-form-missing")},
        "unproven",
        1,
    ),
    "form-missing-and-not-readable": (
        Account(
            "111122223333",
            has_form=False,
            reads_body_first=True,
            gates=dict.fromkeys((SONNET, HAIKU, PINNED), OPEN),
            denied=("bedrock:GetUseCase",),
        ),
        {**READY, FORM_ROW: ("unverified", "not-permitted-to-look"), BOX: ("unverified", "not-permitted-to-look")},
        "unproven",
        1,
    ),
    "no-profiles": (
        Account("111122223333", listed=()),
        {
            SONNET_ROW: ("failed", "no-profiles"),
            HAIKU_ROW: ("failed", "no-profiles"),
            FORM_ROW: PASSED,
            PERMISSIONS: ("blocked", "no-profiles"),
            BOX: ("failed", "no-profiles"),
            MARKETPLACE: ("not_applicable", None),
        },
        "not_ready",
        1,
    ),
    "no-profile-of-the-newer-sonnet": (
        Account("111122223333", listed=(HAIKU,)),
        {**READY, SONNET_ROW: ("failed", "model-profile-missing"), BOX: ("failed", "model-profile-missing")},
        "not_ready",
        1,
    ),
    "denied-to-look": (
        Account("111122223333", denied=("bedrock:Get", "bedrock:Invoke")),
        {**every_row("not-permitted-to-look"), PERMISSIONS: ("unverified", "not-permitted-to-look")},
        "unproven",
        1,
    ),
    "denied-to-call": (
        Account("111122223333", denied=("bedrock:Invoke",)),
        {**READY, PERMISSIONS: ("unverified", "not-permitted-to-look")},
        "unproven",
        1,
    ),
    "denied-to-list": (Account("111122223333", denied=("bedrock:List",)), READY, "ready", 0),
    "throttled": (
        Account("111122223333", throttled=True),
        {**every_row("throttled"), PERMISSIONS: ("unverified", "throttled")},
        "unproven",
        1,
    ),
    "broken": (
        Account("111122223333", broken=True),
        {**every_row("service-error"), PERMISSIONS: ("unverified", "service-error")},
        "unproven",
        1,
    ),
    "expired": (Account("111122223333", refusal=EXPIRED), every_row("expired-credentials"), "unproven", 2),
}


@pytest.mark.parametrize("world", WORLDS)
def test_an_account_gets_its_verdicts_and_causes(world: str, aws: ManyAccounts, look: Look) -> None:
    account, told, verdict, code = WORLDS[world]
    account = aws.add(replace(account, asked=[], one_token=[], gates=dict(account.gates)))
    outcome = look(given=line(account, name="team"))
    assert outcome.told("team") == told
    assert (outcome.account("team")["verdict"], outcome.exit_code) == (verdict, code)
    assert outcome.account("team")["checks"]["step2.policy-attached"] == "not_run"
    assert account.one_token == []


@pytest.mark.parametrize("sonnet", [OPEN, NOT_SUBSCRIBED])
def test_the_guides_aged_model_is_no_obstacle_where_its_life_cycle_may_not_be_read(
    sonnet: dict[str, str], aws: ManyAccounts, look: Look
) -> None:
    account = aws.add(Account("111122223333", gates={SONNET: sonnet}, denied=("bedrock:GetFoundationModel$",)))
    outcome = look(given=line(account, name="team"))
    assert outcome.told("team")[SONNET_ROW] == PASSED


def test_steps_3_and_4_are_never_judged_from_outside(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333")), name="team"))
    of_machine = [row for row in outcome.account("team")["rows"] if row["id"].startswith(("step3", "step4"))]
    assert {row["verdict"] for row in of_machine} == {"not_run"}
    assert {row["detail"] for row in of_machine} == {"Only the attendee's own machine shows it."}


def test_a_policy_of_the_organization_is_told_with_its_region(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333", scp=("us-west-2",))), name="team"))
    assert outcome.account("team")["reach"] == {"us-east-1": "allowed", "us-east-2": "allowed", "us-west-2": "denied"}
    row = next(each for each in outcome.account("team")["rows"] if each["id"] == PERMISSIONS)
    assert row["detail"].startswith("bedrock:InvokeModel is denied in us-west-2, a destination Region")
    assert row["who"] == "owner"


def test_a_policy_of_the_organization_in_the_guides_region_stops_everything(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account("111122223333", scp=("us-east-1",)))
    outcome = look(given=line(account, name="team"))
    assert outcome.told("team")[PERMISSIONS] == ("failed", "scp-deny")
    assert outcome.told("team")[HAIKU_ROW] == ("blocked", "scp-deny")
    assert outcome.exit_code == 1


def test_a_model_that_may_start_a_subscription_is_not_called_at_all(aws: ManyAccounts, look: Look) -> None:
    account = aws.add(Account("111122223333", gates={HAIKU: NOT_SUBSCRIBED, PINNED: NOT_SUBSCRIBED}))
    look(given=line(account))
    assert [each for each in account.asked if "Invoke" in each[0]] == [
        ("bedrock:InvokeModelWithResponseStream", "us-east-1"),
        ("bedrock:InvokeModel", "us-east-1"),
    ]  # of the guide's own Sonnet, which nobody can subscribe to any more


def test_an_account_that_never_answers_is_a_row_and_stops_nobody(aws: ManyAccounts, look: Look) -> None:
    silent, healthy = aws.add(Account("111122223333", silent=True)), aws.add(Account("444455556666"))
    outcome = look(given="\n".join((line(silent, name="silent"), line(healthy, name="healthy"))), within_s=1.5)
    assert outcome.told("healthy") == READY
    assert outcome.told("silent") == every_row("timeout")
    assert (outcome.account("silent")["trouble"], outcome.exit_code) == ("timeout", 1)
    assert "silent: AWS did not answer in time." in outcome.printed


def test_a_model_without_a_listed_profile_is_named_and_nothing_is_said_of_its_regions(
    aws: ManyAccounts, look: Look
) -> None:
    none, some = aws.add(Account("111122223333", listed=())), aws.add(Account("444455556666", listed=(HAIKU,)))
    outcome = look(given="\n".join((line(none, name="none"), line(some, name="some"))))
    assert set(outcome.account("none")["reach"].values()) == {"unknown"}
    assert "No inference profiles are listed. Check the account" in outcome.printed
    row = next(each for each in outcome.account("some")["rows"] if each["id"] == SONNET_ROW)
    assert row["detail"] == f"No inference profile listed in us-east-1 contains {PINNED} ({PINNED})."


def test_no_model_is_said_to_answer_that_was_not_called(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333")), name="team"))
    told = {each["id"]: each["detail"] for each in outcome.account("team")["rows"]}
    assert told[SONNET_ROW].endswith(f"all access states of {PINNED}, a newer model of the same family, are OK.")
    assert told[BOX].startswith("All access states of both Claude models are OK")


def test_a_problem_names_the_models_that_are_missing(aws: ManyAccounts, look: Look) -> None:
    one = aws.add(Account("111122223333", gates={PINNED: NOT_SUBSCRIBED}))
    both = aws.add(Account("444455556666", gates={PINNED: NOT_SUBSCRIBED, HAIKU: NOT_SUBSCRIBED}))
    outcome = look(given="\n".join((line(one, name="one"), line(both, name="both"))))
    told = "Not subscribed yet: Claude Haiku 4.5 (1), anthropic.claude-sonnet-4-6 (2). Call the model once"
    assert told in outcome.printed
    assert outcome.data["problems"][0]["say"].startswith(told)


def test_details_that_may_be_submitted_are_a_problem_apart_from_those_that_are_missing(
    aws: ManyAccounts, look: Look
) -> None:
    maybe = aws.add(Account("111122223333", gates=dict.fromkeys((SONNET, HAIKU, PINNED), OPEN), has_form=False))
    maybe.inherits_form = True
    missing = aws.add(Account("444455556666", has_form=False))
    outcome = look(given="\n".join((line(maybe, name="maybe"), line(missing, name="missing"))))
    told = {each["accounts"][0]: each["say"] for each in outcome.data["problems"]}
    assert told["maybe"].startswith("It is not certain that use case details are submitted.")
    assert told["missing"].startswith("The Anthropic use case details are missing.")


@pytest.mark.parametrize("page", ["<html>Sign in</html>", '{"a": ['])
def test_a_page_in_the_place_of_aws_is_no_error_of_aws(page: str, aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333", page=page)), name="team"))
    assert outcome.account("team")["trouble"] == "endpoint-unreachable"
    assert outcome.account("team")["endpoint"] == "custom"
    assert outcome.told("team") == every_row("endpoint-unreachable")


def test_keys_that_aws_accepts_are_not_judged_by_their_looks(aws: ManyAccounts, look: Look) -> None:
    account = Account("111122223333")
    aws.accounts[account.key().replace("ASIA", "AKIA")] = account
    outcome = look(given=line(account, name="team").replace("ASIA", "AKIA"))
    assert outcome.told("team") == READY


def test_what_is_no_answer_of_aws_proves_nothing(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=line(aws.add(Account("111122223333", weird='{"a": [')), name="team"))
    assert {verdict for verdict, _ in outcome.told("team").values()} == {"unverified"}
    assert outcome.exit_code == 1
