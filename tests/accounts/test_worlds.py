"""What a look from outside says of an account, world by world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.refusals.busy import BROKEN, TOO_MANY_REQUESTS
from checkpoints.refusals.model_access import INVALID_IDENTIFIER
from checkpoints.refusals.refusal import ErrorReply
from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import (
    ALL_OPEN,
    EXPIRED,
    HAIKU,
    HAIKU_QUOTA,
    NOT_AUTHORIZED,
    NOT_SUBSCRIBED,
    OTHER_NUMBER,
    PENDING,
    PINNED,
    QUOTAS,
    SONNET,
    SONNET_QUOTA,
    Account,
    ManyAccounts,
)

ROWS = {
    "sonnet": "step1.sonnet-access",
    "haiku": "step1.haiku-access",
    "form": "step1.use-case",
    "permissions": "step2.model-permissions",
    "marketplace": "step2.marketplace-permissions",
    "box": "checkpoint.model-access",
}
SONNET_ROW, _, _, PERMISSIONS, _, BOX = ROWS.values()


def rows(permissions: str | None = None, marketplace: str | None = None, **changed: str) -> dict[str, str]:
    """The rows of an account, passed but for these; of permissions and marketplace alone not each one is asked."""
    found = {**dict.fromkeys(ROWS, "passed"), **changed, "permissions": permissions, "marketplace": marketplace}
    return {ROWS[name]: told for name, told in found.items() if told}


def healthy(permissions: str | None = None, **changed: str) -> dict[str, str]:
    """The rows of an account in which all is well, but for these."""
    return rows(permissions, "not_applicable", **changed)


def closed(row: str, cause: str) -> dict[str, str]:
    """The rows of an account in which one model is closed."""
    return rows(**{row: f"failed: {cause}", "box": f"failed: {cause}"})


def unknown(cause: str, *, reached: bool = True) -> dict[str, str]:
    """The rows of an account of which nothing is known."""
    row = f"unverified: {cause}"
    return rows(row if reached else None, sonnet=row, haiku=row, form=row, box=row)


def denied(form: str = "passed") -> dict[str, str]:
    """The rows of an account whose organization denies each call."""
    row = "blocked: scp-deny"
    return rows("failed: scp-deny", sonnet=row, haiku=row, form=form, box=row)


NO_FORM, NO_SUBSCRIPTION, NO_PROFILE = "use-case-form-missing", "model-access-not-granted", "model-profile-missing"
NONE_LISTED, NO_QUOTA, UNREAD = "failed: no-profiles", "failed: quota-exhausted", "not-permitted-to-look"
DOUBTFUL_FORM, HIDDEN_FORM = f"unverified: {NO_FORM}", f"unverified: {UNREAD}"
NEW_WORDS, HALF = ErrorReply(403, "NewException", "No."), '{"a": ['
ENDINGS = {"ready": 0, "not ready": 1, "unproven": 1, "unreached": 2}
NONE_SUBSCRIBED = dict.fromkeys(ALL_OPEN, NOT_SUBSCRIBED)
NEITHER = closed("haiku", NO_SUBSCRIPTION) | {
    SONNET_ROW: f"failed: {NO_SUBSCRIPTION}",
    PERMISSIONS: f"blocked: {NO_SUBSCRIPTION}",
}
WORLDS: dict[str, dict[str, tuple[Account, dict[str, str]]]] = {
    "ready": {
        "healthy": (Account(), healthy()),
        "denied-to-list": (Account(denied=("bedrock:List",)), healthy()),
        "half-an-answer-of-sts": (Account(says={"sts": HALF}), healthy()),
        "quotas-that-may-not-be-read": (Account(denied=("servicequotas",), quotas={HAIKU_QUOTA: 0.0}), healthy()),
        # The guide's Sonnet has aged, and is no obstacle where its life cycle may not be read.
        "aged-model": (
            Account(gates={SONNET: NOT_SUBSCRIBED}, denied=("bedrock:GetFoundationModel$",)),
            healthy(),
        ),
    },
    "not ready": {
        "form-missing": (
            Account(has_form=False),
            rows(
                sonnet=f"blocked: {NO_FORM}",
                haiku=f"blocked: {NO_FORM}",
                form=f"failed: {NO_FORM}",
                box=f"failed: {NO_FORM}",
            ),
        ),
        "agreement-pending": (Account(gates={HAIKU: PENDING}), closed("haiku", "agreement-pending")),
        "not-subscribed": (Account(gates={HAIKU: NOT_SUBSCRIBED}), closed("haiku", NO_SUBSCRIPTION)),
        "neither-subscribed": (Account(gates=NONE_SUBSCRIBED), NEITHER),
        "neither-subscribed-and-denied-to-list": (Account(gates=NONE_SUBSCRIBED, denied=("bedrock:List",)), NEITHER),
        "not-authorized": (Account(gates={HAIKU: NOT_AUTHORIZED}), closed("haiku", "account-not-authorized")),
        "scp-in-a-destination": (Account(scp=("us-west-2",)), healthy("failed: scp-deny")),
        "scp-in-the-guides-region": (Account(scp=("us-east-1",)), denied(form="blocked: scp-deny")),
        "scp-met-by-routed-calls": (Account(routed_scp="us-east-2"), denied()),
        "no-profiles": (
            Account(listed=()),
            healthy("blocked: no-profiles", sonnet=NONE_LISTED, haiku=NONE_LISTED, box=NONE_LISTED),
        ),
        "no-profile-of-the-newer-sonnet": (
            Account(listed=(HAIKU,)),
            healthy(sonnet=f"failed: {NO_PROFILE}", box=f"failed: {NO_PROFILE}"),
        ),
        "a-quota-of-zero": (Account(quotas={**QUOTAS, HAIKU_QUOTA: 0.0}), healthy(haiku=NO_QUOTA, box=NO_QUOTA)),
    },
    "unproven": {
        "form-maybe-of-the-organization": (
            Account(gates=ALL_OPEN, has_form=False, inherits_form=True),
            healthy(form=DOUBTFUL_FORM, box=DOUBTFUL_FORM),
        ),
        "form-missing-and-not-readable": (
            Account(has_form=False, reads_body_first=True, gates=ALL_OPEN, denied=("bedrock:GetUseCase",)),
            healthy(form=HIDDEN_FORM, box=HIDDEN_FORM),
        ),
        "denied-to-look": (Account(denied=("bedrock:Get", "bedrock:Invoke")), unknown(UNREAD)),
        "denied-to-call": (Account(denied=("bedrock:Invoke",)), healthy(f"unverified: {UNREAD}")),
        "throttled": (Account(says={"bedrock": TOO_MANY_REQUESTS}), unknown("throttled")),
        "broken": (Account(says={"bedrock": BROKEN}), unknown("service-error")),
        "refused-in-new-words": (Account(says={"bedrock": NEW_WORDS}), unknown(UNREAD)),
        "no-answers-of-bedrock": (Account(says={"bedrock": HALF}), unknown("service-error")),
    },
    "unreached": {
        "expired": (Account(says={"": EXPIRED}), unknown("expired-credentials", reached=False)),
        "a-page-in-the-place-of-aws": (
            Account(says={"": "<html>Sign in</html>"}),
            unknown("endpoint-unreachable", reached=False),
        ),
        "half-an-answer": (Account(says={"": HALF}), unknown("endpoint-unreachable", reached=False)),
        "a-fault-of-aws": (Account(says={"": BROKEN}), unknown("service-error", reached=False)),
    },
}


@pytest.mark.parametrize(
    ("ending", "world"), [(ending, world) for ending, worlds in WORLDS.items() for world in worlds]
)
def test_an_account_gets_its_verdicts_and_causes(ending: str, world: str, look: Look) -> None:
    account, told = WORLDS[ending][world]
    account = replace(account, asked=[], one_token=[], gates=dict(account.gates))
    outcome = look(team=account)
    found = outcome.account()
    assert outcome.told() == told
    assert outcome.exit_code == ENDINGS[ending]
    is_unreached = ending == "unreached"
    assert found["verdict"] == ("unproven" if is_unreached else ending.replace(" ", "_"))
    assert found["trouble"] == (told[BOX].partition(": ")[2] if is_unreached else None)
    assert (found["endpoint"], found["checks"]["step2.policy-attached"]) == ("custom", "not_run")
    assert account.one_token == []


def test_of_a_ready_account_nothing_is_said_that_was_not_seen(look: Look) -> None:
    outcome = look(team=Account())
    of_machine = [row for row in outcome.account()["rows"] if row["id"].startswith(("step3", "step4"))]
    assert {row["verdict"] for row in of_machine} == {"not_run"}
    assert {row["detail"] for row in of_machine} == {"Only the attendee's own machine shows it."}
    newer = "all access states of Claude Sonnet 4.6, a newer model of the same family, are OK."
    assert outcome.row(SONNET_ROW)["detail"].endswith(newer)
    assert outcome.row(BOX)["detail"].startswith("All access states of both Claude models are OK")


UNSEEN, FREE = " ".join(["unknown"] * 3), " ".join(["allowed"] * 3)


@pytest.mark.parametrize(
    ("account", "reach"),
    [
        (Account(), FREE),
        (Account(gates={HAIKU: NOT_SUBSCRIBED}), FREE),
        (Account(gates=NONE_SUBSCRIBED), UNSEEN),
        (Account(denied=("bedrock:Invoke",)), UNSEEN),
        (Account(denied=("bedrock:InvokeModelWith",)), "unknown allowed allowed"),
        (Account(scp=("us-east-1",)), "denied allowed allowed"),
        (Account(says={"bedrock:InvokeModel": INVALID_IDENTIFIER}), UNSEEN),
        (Account(listed=()), UNSEEN),
        (Account(listed=(), scp=("us-west-2",)), "unknown unknown denied"),
    ],
    ids=[
        *("called", "one-called", "none-called", "denied", "streaming-denied-here", "denied-here-by-the-organization"),
        *("no-such-model", "none-listed", "none-listed-and-denied-by-the-organization"),
    ],
)
def test_what_the_organization_allows_is_known_by_what_was_called(account: Account, reach: str, look: Look) -> None:
    assert " ".join(look(team=account).account()["reach"].values()) == reach


REACHES = [
    # The account; us-east-1, us-east-2 and us-west-2; what is told.
    (Account(scp=("us-west-2",)), "allowed allowed denied", "bedrock:InvokeModel is denied in us-west-2"),
    # What is routed there is denied wherever it is called, which says nothing of the other Regions.
    (
        Account(routed_scp="us-east-2"),
        "unknown denied unknown",
        "bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream is denied in us-east-2",
    ),
]


@pytest.mark.parametrize(("account", "reach", "told"), REACHES, ids=["called there", "routed there"])
def test_a_policy_of_the_organization_is_told_with_its_region(
    account: Account, reach: str, told: str, look: Look
) -> None:
    outcome = look(team=account)
    assert " ".join(outcome.account()["reach"].values()) == reach
    assert outcome.row(PERMISSIONS)["detail"].startswith(f"{told}, a destination Region")
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
    assert outcome.told("silent") == unknown("timeout", reached=False)
    assert (outcome.account("silent")["trouble"], outcome.exit_code) == ("timeout", 1)
    assert "silent: AWS did not answer in time." in outcome.printed


def test_problems_are_told_with_the_models_that_they_are_about_and_apart_where_their_fix_is_another(look: Look) -> None:
    accounts = {
        "none listed": Account("111122223331", listed=()),
        "one listed": Account("111122223332", listed=(HAIKU,)),
        "one": Account("111122223333", gates={PINNED: NOT_SUBSCRIBED}),
        "both": Account("111122223334", gates={PINNED: NOT_SUBSCRIBED, HAIKU: NOT_SUBSCRIBED}),
        "maybe": Account("111122223335", gates=ALL_OPEN, has_form=False, inherits_form=True),
        "formless": Account("111122223336", has_form=False),
    }
    outcome = look(**accounts)
    assert {tuple(each["accounts"]): each["say"].partition(". ")[0] for each in outcome.data["problems"]} == {
        ("both", "one"): "Not subscribed yet: Claude Haiku 4.5 (1), Claude Sonnet 4.6 (2)",
        ("formless",): "The Anthropic use case details are missing",
        ("maybe",): "It is not certain that use case details are submitted",
        ("none listed",): "No inference profiles are listed",
        ("one listed",): "The model has no inference profile",
    }
    assert all(each["say"] in outcome.printed for each in outcome.data["problems"])
    assert set(outcome.account("none listed")["reach"].values()) == {"unknown"}
    missing = f"No inference profile listed in us-east-1 contains Claude Sonnet 4.6 ({PINNED})."
    assert outcome.row(SONNET_ROW, "one listed")["detail"] == missing


def test_keys_that_aws_accepts_are_not_judged_by_their_looks(aws: ManyAccounts, look: Look) -> None:
    account = Account()
    aws.accounts[account.key().replace("ASIA", "AKIA")] = account
    assert look(given=line(account, name="team").replace("ASIA", "AKIA")).told() == healthy()


def test_each_account_is_asked_for_the_quotas_of_the_models_that_it_would_call(look: Look) -> None:
    ended, newer = (SONNET, PINNED), {"five": "anthropic.claude-sonnet-5", "five more": "anthropic.claude-sonnet-5-5"}
    quotas = {**QUOTAS, SONNET_QUOTA.replace("4.6", "5"): 7.0, SONNET_QUOTA.replace("4.6", "5.5"): 0.0}
    outcome = look(
        **{
            name: Account(f"11112222333{place}", ended=ended, listed=(HAIKU, model), quotas=quotas)
            for place, (name, model) in enumerate(newer.items())
        }
    )
    assert outcome.told("five")[SONNET_ROW] == "passed"
    assert outcome.told("five more")[SONNET_ROW] == NO_QUOTA


def test_quotas_are_listed_once_and_then_asked_by_their_codes(look: Look) -> None:
    accounts = {f"team {digit}": Account(f"11112222333{digit}") for digit in range(3)}
    outcome = look(**accounts, unread=Account(OTHER_NUMBER, denied=("servicequotas",)))
    haiku = {"model": HAIKU, "name": HAIKU_QUOTA, "value": 200_000.0}
    sonnet = {"model": PINNED, "name": SONNET_QUOTA, "value": 100_000.0}
    assert [outcome.account(name)["quotas"] for name in (*accounts, "unread")] == [[haiku, sonnet]] * 3 + [None]
    assert "quotas: not verified" in outcome.read("html")
    asked = [operation for each in accounts.values() for operation, _ in each.asked]
    assert asked.count("servicequotas:ListServiceQuota") == 3  # pages, of one account
    assert asked.count("servicequotas:GetServiceQuota") == 6
    assert outcome.exit_code == 0
