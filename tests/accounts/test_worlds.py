"""What a look from outside says of an account, world by world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.refusals.busy import BROKEN, TOO_MANY_REQUESTS
from checkpoints.refusals.refusal import ErrorReply
from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import (
    EXPIRED,
    HAIKU,
    HAIKU_QUOTA,
    NOT_SUBSCRIBED,
    OPEN,
    OTHER_NUMBER,
    PENDING,
    PINNED,
    QUOTAS,
    SONNET,
    SONNET_QUOTA,
    Account,
    ManyAccounts,
)

Row = tuple[str, str | None]
Told = dict[str, Row]
SONNET_ROW, HAIKU_ROW, FORM_ROW = "step1.sonnet-access", "step1.haiku-access", "step1.use-case"
BOX = "checkpoint.model-access"
MARKETPLACE, PERMISSIONS = "step2.marketplace-permissions", "step2.model-permissions"
PASSED: Row = ("passed", None)
READY, NOT_READY, UNPROVEN, UNREACHED = ("ready", 0), ("not_ready", 1), ("unproven", 1), ("unproven", 2)
NO_FORM = "use-case-form-missing"
UNREAD = "not-permitted-to-look"


def failed(cause: str) -> Row:
    return "failed", cause


def blocked(cause: str) -> Row:
    return "blocked", cause


def unverified(cause: str) -> Row:
    return "unverified", cause


def step1(sonnet: Row, haiku: Row, form: Row, box: Row, permissions: Row | None = None) -> Told:
    """The rows of an account that is asked nothing of its marketplace."""
    told = {SONNET_ROW: sonnet, HAIKU_ROW: haiku, FORM_ROW: form, BOX: box}
    return told | ({PERMISSIONS: permissions} if permissions else {})


def healthy(**changed: Row) -> Told:
    """The rows of an account in which all is well, but for these."""
    names = {"sonnet": SONNET_ROW, "haiku": HAIKU_ROW, "form": FORM_ROW, "box": BOX, "permissions": PERMISSIONS}
    well = step1(PASSED, PASSED, PASSED, PASSED) | {MARKETPLACE: ("not_applicable", None)}
    return well | {names[name]: row for name, row in changed.items()}


def unreached(cause: str) -> Told:
    """The rows of an account that could not be looked at."""
    return step1(*[unverified(cause)] * 4)


def unknown(cause: str) -> Told:
    """The rows of an account of which nothing is known."""
    return unreached(cause) | {PERMISSIONS: unverified(cause)}


def haiku_alone(cause: str) -> Told:
    return step1(PASSED, failed(cause), PASSED, failed(cause))


NOBODY_SUBSCRIBED = dict.fromkeys((SONNET, HAIKU, PINNED), NOT_SUBSCRIBED)
ALL_OPEN = dict.fromkeys((SONNET, HAIKU, PINNED), OPEN)
NOT_AUTHORIZED = {**OPEN, "authorization": "NOT_AUTHORIZED"}
MAYBE_INHERITED = Account(gates={HAIKU: OPEN, PINNED: OPEN}, has_form=False, inherits_form=True)
FORM_UNREADABLE = Account(has_form=False, reads_body_first=True, gates=ALL_OPEN, denied=("bedrock:GetUseCase",))
WITHOUT_FORM = step1(blocked(NO_FORM), blocked(NO_FORM), failed(NO_FORM), failed(NO_FORM))
NO_SUBSCRIPTION, NO_PROFILE = "model-access-not-granted", "model-profile-missing"
NONE_SUBSCRIBED = step1(
    *(failed(NO_SUBSCRIPTION), failed(NO_SUBSCRIPTION), PASSED), failed(NO_SUBSCRIPTION), blocked(NO_SUBSCRIPTION)
)
ROUTED = step1(blocked("scp-deny"), blocked("scp-deny"), PASSED, blocked("scp-deny"), failed("scp-deny"))
QUOTA, NONE_LISTED = failed("quota-exhausted"), failed("no-profiles")
NO_PROFILES = healthy(sonnet=NONE_LISTED, haiku=NONE_LISTED, box=NONE_LISTED, permissions=blocked("no-profiles"))
WORLDS: dict[str, tuple[Account, Told, tuple[str, int]]] = {
    "healthy": (Account(), healthy(), READY),
    "form-missing": (Account(has_form=False), WITHOUT_FORM, NOT_READY),
    "agreement-pending": (Account(gates={HAIKU: PENDING}), haiku_alone("agreement-pending"), NOT_READY),
    "not-subscribed": (Account(gates={HAIKU: NOT_SUBSCRIBED}), haiku_alone(NO_SUBSCRIPTION), NOT_READY),
    "neither-subscribed": (Account(gates=NOBODY_SUBSCRIBED), NONE_SUBSCRIBED, NOT_READY),
    "not-authorized": (Account(gates={HAIKU: NOT_AUTHORIZED}), haiku_alone("account-not-authorized"), NOT_READY),
    "scp-in-a-destination": (Account(scp=("us-west-2",)), healthy(permissions=failed("scp-deny")), NOT_READY),
    "scp-met-by-a-routed-call": (Account(routed_scp="us-east-2"), ROUTED, NOT_READY),
    "form-maybe-of-the-organization": (
        MAYBE_INHERITED,
        healthy(form=unverified(NO_FORM), box=unverified(NO_FORM)),
        UNPROVEN,
    ),
    "form-missing-and-not-readable": (
        FORM_UNREADABLE,
        healthy(form=unverified(UNREAD), box=unverified(UNREAD)),
        UNPROVEN,
    ),
    "no-profiles": (Account(listed=()), NO_PROFILES, NOT_READY),
    "no-profile-of-the-newer-sonnet": (
        Account(listed=(HAIKU,)),
        healthy(sonnet=failed(NO_PROFILE), box=failed(NO_PROFILE)),
        NOT_READY,
    ),
    "denied-to-look": (Account(denied=("bedrock:Get", "bedrock:Invoke")), unknown(UNREAD), UNPROVEN),
    "denied-to-call": (Account(denied=("bedrock:Invoke",)), healthy(permissions=unverified(UNREAD)), UNPROVEN),
    "denied-to-list": (Account(denied=("bedrock:List",)), healthy(), READY),
    "throttled": (Account(says={"bedrock": TOO_MANY_REQUESTS}), unknown("throttled"), UNPROVEN),
    "broken": (Account(says={"bedrock": BROKEN}), unknown("service-error"), UNPROVEN),
    "refused-in-new-words": (
        Account(says={"bedrock": ErrorReply(403, "NewException", "No.")}),
        unknown(UNREAD),
        UNPROVEN,
    ),
    "no-answers-of-bedrock": (Account(says={"bedrock": '{"a": ['}), unknown("service-error"), UNPROVEN),
    "expired": (Account(says={"": EXPIRED}), unreached("expired-credentials"), UNREACHED),
    "a-page-in-the-place-of-aws": (
        Account(says={"": "<html>Sign in</html>"}),
        unreached("endpoint-unreachable"),
        UNREACHED,
    ),
    "half-an-answer": (Account(says={"": '{"a": ['}), unreached("endpoint-unreachable"), UNREACHED),
    "scp-in-the-guides-region": (
        Account(scp=("us-east-1",)),
        ROUTED | {FORM_ROW: blocked("scp-deny")},
        NOT_READY,
    ),
    "a-quota-of-zero": (Account(quotas={**QUOTAS, HAIKU_QUOTA: 0.0}), healthy(haiku=QUOTA, box=QUOTA), NOT_READY),
    "quotas-that-may-not-be-read": (Account(denied=("servicequotas",), quotas={HAIKU_QUOTA: 0.0}), healthy(), READY),
    # The guide's Sonnet has aged, and is no obstacle where its life cycle may not be read.
    "aged-model": (
        Account(gates={SONNET: NOT_SUBSCRIBED}, denied=("bedrock:GetFoundationModel$",)),
        healthy(),
        READY,
    ),
}


@pytest.mark.parametrize("world", WORLDS)
def test_an_account_gets_its_verdicts_and_causes(world: str, look: Look) -> None:
    account, told, ending = WORLDS[world]
    account = replace(account, asked=[], one_token=[], gates=dict(account.gates))
    outcome = look(team=account)
    assert outcome.told() == told
    assert (outcome.account()["verdict"], outcome.exit_code) == ending
    assert outcome.account()["trouble"] == (told[BOX][1] if ending is UNREACHED else None)
    assert (outcome.account()["endpoint"], outcome.account()["checks"]["step2.policy-attached"]) == (
        "custom",
        "not_run",
    )
    assert account.one_token == []


def test_of_a_ready_account_nothing_is_said_that_was_not_seen(look: Look) -> None:
    outcome = look(team=Account())
    of_machine = [row for row in outcome.account()["rows"] if row["id"].startswith(("step3", "step4"))]
    assert {row["verdict"] for row in of_machine} == {"not_run"}
    assert {row["detail"] for row in of_machine} == {"Only the attendee's own machine shows it."}
    newer = f"all access states of {PINNED}, a newer model of the same family, are OK."
    assert outcome.row(SONNET_ROW)["detail"].endswith(newer)
    assert outcome.row(BOX)["detail"].startswith("All access states of both Claude models are OK")


# Of an organization's policy: us-east-1, us-east-2 and us-west-2, and what is told.
REACHES: dict[str, tuple[Account, tuple[str, str, str], str]] = {
    "in a destination": (
        Account(scp=("us-west-2",)),
        ("allowed", "allowed", "denied"),
        "bedrock:InvokeModel is denied in us-west-2, a destination Region",
    ),
    # What is routed to it is denied wherever it is called, which says nothing of these Regions.
    "met by routed calls": (
        Account(routed_scp="us-east-2"),
        ("unknown", "denied", "unknown"),
        "bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream is denied in us-east-2, a destination Region",
    ),
}


@pytest.mark.parametrize(("account", "reach", "told"), REACHES.values(), ids=REACHES)
def test_a_policy_of_the_organization_is_told_with_its_region(
    account: Account, reach: tuple[str, str, str], told: str, look: Look
) -> None:
    outcome = look(team=account)
    assert tuple(outcome.account()["reach"].values()) == reach
    assert outcome.row(PERMISSIONS)["detail"].startswith(told)
    assert (outcome.row(PERMISSIONS)["who"], outcome.account()["to_warm_up"]) == ("owner", [])


def test_a_model_that_may_start_a_subscription_is_not_called_at_all(look: Look) -> None:
    account = Account(gates={HAIKU: NOT_SUBSCRIBED, PINNED: NOT_SUBSCRIBED})
    look(team=account)
    assert [each for each in account.asked if "Invoke" in each[0]] == [
        ("bedrock:InvokeModelWithResponseStream", "us-east-1"),
        ("bedrock:InvokeModel", "us-east-1"),
    ]  # of the guide's own Sonnet, which nobody can subscribe to any more


def test_an_account_that_never_answers_is_a_row_and_stops_nobody(look: Look) -> None:
    outcome = look(silent=Account(silent=True), healthy=Account(OTHER_NUMBER), within_s=1.5)
    assert outcome.told("healthy") == healthy()
    assert outcome.told("silent") == unreached("timeout")
    assert (outcome.account("silent")["trouble"], outcome.exit_code) == ("timeout", 1)
    assert "silent: AWS did not answer in time." in outcome.printed


def test_a_model_without_a_listed_profile_is_named_and_nothing_is_said_of_its_regions(look: Look) -> None:
    outcome = look(none=Account(listed=()), some=Account(OTHER_NUMBER, listed=(HAIKU,)))
    assert set(outcome.account("none")["reach"].values()) == {"unknown"}
    assert "No inference profiles are listed. Check the account" in outcome.printed
    missing = f"No inference profile listed in us-east-1 contains {PINNED} ({PINNED})."
    assert outcome.row(SONNET_ROW, "some")["detail"] == missing


def test_a_problem_names_the_models_that_are_missing(look: Look) -> None:
    both = Account(OTHER_NUMBER, gates={PINNED: NOT_SUBSCRIBED, HAIKU: NOT_SUBSCRIBED})
    outcome = look(one=Account(gates={PINNED: NOT_SUBSCRIBED}), both=both)
    told = "Not subscribed yet: Claude Haiku 4.5 (1), anthropic.claude-sonnet-4-6 (2). Call the model once"
    assert told in outcome.printed
    assert outcome.data["problems"][0]["say"].startswith(told)


def test_details_that_may_be_submitted_are_a_problem_apart_from_those_that_are_missing(look: Look) -> None:
    maybe = Account(gates=dict(ALL_OPEN), has_form=False, inherits_form=True)
    outcome = look(maybe=maybe, missing=Account(OTHER_NUMBER, has_form=False))
    told = {each["accounts"][0]: each["say"] for each in outcome.data["problems"]}
    assert told["maybe"].startswith("It is not certain that use case details are submitted.")
    assert told["missing"].startswith("The Anthropic use case details are missing.")


def test_keys_that_aws_accepts_are_not_judged_by_their_looks(aws: ManyAccounts, look: Look) -> None:
    account = Account()
    aws.accounts[account.key().replace("ASIA", "AKIA")] = account
    assert look(given=line(account, name="team").replace("ASIA", "AKIA")).told() == healthy()


# -- quotas


QUOTAS_READY = [
    {"model": HAIKU, "name": HAIKU_QUOTA, "value": 200_000.0},
    {"model": PINNED, "name": SONNET_QUOTA, "value": 100_000.0},
]


def test_quotas_are_listed_once_and_then_asked_by_their_codes(look: Look) -> None:
    accounts = {f"team {digit}": Account(f"11112222333{digit}") for digit in range(3)}
    outcome = look(**accounts, unread=Account(OTHER_NUMBER, denied=("servicequotas",)))
    assert [outcome.account(name)["quotas"] for name in accounts] == [QUOTAS_READY] * 3
    assert outcome.account("unread")["quotas"] is None
    assert "quotas: not verified" in outcome.read("html")
    asked = [operation for each in accounts.values() for operation, _ in each.asked]
    assert asked.count("servicequotas:ListServiceQuota") == 3  # pages, of one account
    assert asked.count("servicequotas:GetServiceQuota") == 6
    assert outcome.exit_code == 0
