"""step2.marketplace-permissions: subscribing through Bedrock is granted, needless, or in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import CALLED_VIA, INVOKE, LIST, MARKETPLACE_ACTIONS, STREAM
from checkpoints.guide.vocabulary import CredentialSource, Invoke
from checkpoints.report.wording import Wording
from checkpoints.rules import step1, step2
from checkpoints.rules.finding import DenyingStatement, Finding, message
from checkpoints.rules.policies import list_statements, list_values
from tests.facts.test_api_key import long_term, short_term
from tests.rules import words
from tests.rules.fakes import (
    READ_NOTHING,
    Context,
    FakeAccount,
    Simulator,
    decisions,
    denied,
    facts,
    policies,
    refused,
    throttled,
)
from tests.rules.messages import notes
from tests.rules.permission_cases import ALLOW_ALL, FAMILIES, GUIDES, deny, document, statement
from tests.rules.worlds import (
    HAIKU_ID,
    OPEN,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    account,
    aged,
    both,
    gates,
    grouped,
    lifecycle,
    told,
)

BOTH_ACTIONS = "aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe"
MODELS = statement([INVOKE, STREAM, LIST], FAMILIES)
SUBSCRIBING = statement(MARKETPLACE_ACTIONS)
ONE_OF_TWO = document(MODELS, statement(MARKETPLACE_ACTIONS[:1]))


def via(operator: str = "StringEquals", key: str = "aws:CalledViaLast", value: Any = CALLED_VIA) -> Any:
    """The guide's second statement, its condition written otherwise."""
    return document(MODELS, statement(MARKETPLACE_ACTIONS, Condition={operator: {key: value}}))


def judged(there: FakeAccount, invoke: Invoke = Invoke.AUTO) -> Finding:
    return step2.judge_marketplace_permissions(facts(there, invoke=invoke))


LOOK, CALLER = "bedrock:GetFoundationModel", "sts:GetCallerIdentity"


@pytest.mark.parametrize(
    ("key", "life", "named"),
    [
        (long_term(), lifecycle(), "to user/BedrockAPIKey-ab12, and"),
        (short_term(), denied(LOOK), "to user/attendee, and"),
        (short_term(), lifecycle(), "to the user or role in use, and"),
    ],
    ids=["by-the-key", "by-a-look-that-is-denied", "by-nothing"],
)
def test_whose_policies_lack_the_permissions_is_told_of_an_api_key_as_well(key: str, life: Answer, named: str) -> None:
    there = account(
        called=both(words.NO_MARKETPLACE),
        identity=Answer(CALLER, Outcome.NOT_ASKED),
        gates=OPEN,
        life={SONNET_ID: life, HAIKU_ID: life},
    )
    looked = facts(there, credentials=Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(key)))
    found = complete_fix(looked, step2.judge_marketplace_permissions(looked))
    assert told(found) == "failed: marketplace-denied"
    assert named in (Wording("en").explain_finding(found).how or "")


HERE_ALONE = deny(["*"], Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}})
READ: dict[str, dict[str, Mapping[str, object]]] = {
    "passed": {
        "the-guides": GUIDES,
        "administrator": ALLOW_ALL,
        "no-condition": document(MODELS, SUBSCRIBING),
        "wildcard": document(MODELS, statement(["aws-marketplace:*"])),
        "letter-case": document(MODELS, statement(["AWS-Marketplace:view*", "aws-marketplace:SUBSCRIBE"])),
        "via-like": via("StringLike", value="bedrock*.amazonaws.com"),
        "via-any": via("ForAnyValue:StringEquals", "aws:CalledVia"),
        "via-first": via(key="aws:CalledViaFirst"),
        "via-list": via(value=["other.amazonaws.com", CALLED_VIA]),
        "via-key-in-other-case": via(key="AWS:calledvialast"),
        "denied-elsewhere": document(statement(["*"]), HERE_ALONE),
    },
    "failed: policy-incomplete": {
        "via-another-service": via(value="bedrock-mantle.amazonaws.com"),
        "not-via": via("StringNotEquals"),
        "no-statement": document(MODELS),
        "one-of-two": ONE_OF_TWO,
        "unsubscribe-only": document(MODELS, statement(["aws-marketplace:Unsubscribe"])),
    },
    "failed: explicit-deny": {"denied": document(MODELS, SUBSCRIBING, deny(["aws-marketplace:Subscribe"]))},
}


@pytest.mark.parametrize("invoke", list(Invoke))
@pytest.mark.parametrize(("held", "expected"), grouped(READ))
def test_where_iam_can_be_read_the_statement_is_judged_by_meaning(
    held: Mapping[str, object], expected: str, invoke: Invoke
) -> None:
    found = judged(account(policies=policies(held)), invoke)
    assert found.check == "step2.marketplace-permissions"
    if expected != "passed" and invoke is not Invoke.NEVER:
        # Both models answer: nothing is left to subscribe to, as for a caller whose policies may not be read.
        assert told(found) == "not_applicable"
        assert found.notes == judged(account()).notes
        assert notes(found) == ["marketplace.further-models"]
        return
    assert told(found) == expected
    assert [each.source for each in found.evidence] == ["iam:GetPolicyVersion"]


NO_AGREEMENT = gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")
# Both models answer, and AWS tells this of Haiku's agreement.
AGREEMENTS: dict[str, dict[str, tuple[Answer, PrincipalPolicies]]] = {
    "failed: policy-incomplete": {"no-agreement-and-no-statement": (NO_AGREEMENT, policies(document(MODELS)))},
    "failed: explicit-deny": {
        "no-agreement-and-a-denial": (NO_AGREEMENT, policies(document(MODELS, SUBSCRIBING, deny("*market*:*"))))
    },
    "failed: permissions-boundary": {
        "no-agreement-and-a-boundary": (NO_AGREEMENT, policies(GUIDES, boundary=document(statement(["bedrock:*"]))))
    },
    "passed": {"no-agreement-and-the-guides-policy": (NO_AGREEMENT, policies(GUIDES))},
    "not_applicable": {
        "an-agreement": (gates(), policies(document(MODELS))),
        "one-on-its-way": (gates(agreement="PENDING"), policies(document(MODELS))),
        "policies-that-do-not-explain-the-answers": (NO_AGREEMENT, policies()),
        "policies-half-read": (NO_AGREEMENT, policies(document(MODELS), complete=False)),
    },
}


@pytest.mark.parametrize(("looked", "expected"), grouped(AGREEMENTS))
def test_models_that_answer_without_an_agreement_need_somebody_who_may_subscribe(
    looked: tuple[Answer, PrincipalPolicies], expected: str
) -> None:
    of_haiku, held = looked
    assert told(judged(account(gates={**OPEN, HAIKU_ID: of_haiku}, policies=held))) == expected


def test_what_is_granted_missing_or_denied_is_named() -> None:
    assert judged(account(policies=policies(GUIDES))).detail.values["actions"] == BOTH_ACTIONS
    one = judged(account(policies=policies(ONE_OF_TWO)), Invoke.NEVER)
    assert (one.values["action"], one.values["via"]) == ("aws-marketplace:Subscribe", "bedrock.amazonaws.com")
    neither = judged(account(policies=policies(document(MODELS))), Invoke.NEVER)
    assert neither.values["action"] == BOTH_ACTIONS
    held = policies(document(MODELS, SUBSCRIBING, deny(["aws-marketplace:*"], Sid="NoMarketplace")))
    assert judged(account(policies=held), Invoke.NEVER).denied_by == DenyingStatement("Policy1", "NoMarketplace")


DENIED = policies(document(MODELS, SUBSCRIBING, deny(["aws-marketplace:*"])))
BOUND = policies(GUIDES, boundary=document(statement(["bedrock:*"])))
OVERRULED: dict[tuple[str, DenyingStatement | None], dict[str, PrincipalPolicies]] = {
    ("explicit-deny", DenyingStatement("Policy1", 3)): {"deny": DENIED},
    ("permissions-boundary", None): {"boundary": BOUND},
    ("marketplace-denied", None): {
        "nothing-but-a-missing-statement": policies(document(MODELS)),
        "nothing-that-could-be-read": READ_NOTHING,
    },
}


@pytest.mark.parametrize(("held", "ending"), grouped(OVERRULED))
def test_what_overrules_the_statement_is_the_root_of_a_refused_subscription(
    held: PrincipalPolicies, ending: tuple[str, DenyingStatement | None]
) -> None:
    cause, denied_by = ending
    looked = facts(account(both(words.NO_MARKETPLACE), policies=held))
    found = step2.judge_marketplace_permissions(looked)
    assert told(found) == f"failed: {cause}"
    assert (found.denied_by, found.wait_minutes) == (denied_by, 5)
    for model in (step1.judge_sonnet_access, step1.judge_haiku_access):
        assert told(model(looked)) == f"blocked by step2.marketplace-permissions: {cause}"


def test_no_model_is_called_with_credentials_that_aws_does_not_take() -> None:
    there = account(identity=refused("sts:GetCallerIdentity", "ExpiredToken", "", 403), listing=words.EXPIRED)
    assert told(judged(there)) == "blocked by step3.credentials-valid: expired-credentials"
    assert there.asked_generation == []


ORGANIZATION = "service control policy"


def simulate(decision: str, *guards: str, only: str = "") -> Simulator:
    """A simulator that allows models, and says this to both Marketplace actions, or to one alone."""

    def decide(action: str, _: Context) -> Answer:
        if not action.startswith("aws-marketplace:") or (only and action != only):
            return decisions({"action": action})
        return decisions({"action": action, "decision": decision, "guards": list(guards)})

    return decide


SUBSCRIBE = MARKETPLACE_ACTIONS[1]
# The simulator's answers, and the case, the actions that are named, and whether the fix is a policy to add.
SIMULATED: dict[str, tuple[Simulator, tuple[str, str, str, bool]]] = {
    "not-allowed-by-an-scp": (
        simulate("implicitDeny", ORGANIZATION),
        ("scp-deny", "grant-subscribing", BOTH_ACTIONS, True),
    ),
    "one-not-allowed-by-an-scp": (
        simulate("implicitDeny", ORGANIZATION, only=SUBSCRIBE),
        ("scp-deny", "grant-subscribing", SUBSCRIBE, True),
    ),
    "denied-by-an-scp": (
        simulate("explicitDeny", ORGANIZATION),
        ("scp-deny", "deny-subscribing", BOTH_ACTIONS, False),
    ),
    "one-denied-by-an-scp": (
        simulate("explicitDeny", ORGANIZATION, only=SUBSCRIBE),
        ("scp-deny", "deny-subscribing", SUBSCRIBE, False),
    ),
    "one-denied-by-a-policy": (simulate("explicitDeny", only=SUBSCRIBE), ("explicit-deny", "", SUBSCRIBE, False)),
    "one-not-allowed-by-a-boundary": (
        simulate("implicitDeny", "permissions boundary", only=SUBSCRIBE),
        ("permissions-boundary", "grant", SUBSCRIBE, True),
    ),
}


@pytest.mark.parametrize(("simulated", "ending"), SIMULATED.values(), ids=SIMULATED)
def test_the_fix_of_a_simulated_denial_names_what_is_denied_and_the_place(
    simulated: Simulator, ending: tuple[str, str, str, bool]
) -> None:
    cause, case, actions, is_granted = ending
    looked = facts(account(both(words.NO_MARKETPLACE), simulated=simulated))
    found = complete_fix(looked, step2.judge_marketplace_permissions(looked))
    assert (told(found), found.case, found.values["action"]) == (f"failed: {cause}", case, actions)
    if not is_granted:
        assert found.policy is None
        return
    assert found.policy is not None
    (granting,) = list_statements(found.policy)
    assert ", ".join(str(each) for each in list_values(granting["Action"])) == actions


NOTHING_BUT_S3 = policies(GUIDES, boundary=document(statement(["s3:*"])))
NOTHING = policies(document(statement(["*"]), deny(["*"])))


@pytest.mark.parametrize(
    ("held", "why", "cause"),
    [
        (NOTHING_BUT_S3, "because no permissions boundary allows the action", "permissions-boundary"),
        (NOTHING, "with an explicit deny in an identity-based policy", "explicit-deny"),
    ],
)
def test_a_guard_that_keeps_the_models_away_too_is_one_root(held: PrincipalPolicies, why: str, cause: str) -> None:
    found = judged(account(both(denied(INVOKE, why=why)), policies=held))
    assert told(found) == f"blocked by step2.model-permissions: {cause}"


def test_a_leaked_key_that_is_kept_from_models_and_subscriptions_is_one_root() -> None:
    quarantine = AttachedPolicy("AWSCompromisedKeyQuarantineV3", "attached", document(deny(["*"])))
    held = policies(GUIDES)
    there = account(
        both(denied(INVOKE, why="with an explicit deny in an identity-based policy")),
        policies=replace(held, policies=(*held.policies, quarantine)),
    )
    assert told(judged(there)) == "blocked by step2.model-permissions: key-quarantined"


def test_what_no_policy_allows_is_added_for_models_and_subscriptions_alike() -> None:
    looked = facts(account(both(denied), policies=policies(document(statement([LIST], FAMILIES)))))
    assert told(step2.judge_model_permissions(looked)) == "failed: policy-incomplete"
    assert told(step2.judge_marketplace_permissions(looked)) == "failed: policy-incomplete"


UNREADABLE: dict[str, Any] = {"policies": policies({"unreadable": "{"})}
GATES_OPEN: dict[str, Any] = {"gates": OPEN, "life": dict.fromkeys((SONNET_ID, HAIKU_ID), lifecycle())}
UNTOLD: dict[tuple[Invoke, str], dict[str, FakeAccount]] = {
    (Invoke.AUTO, "not_applicable"): {
        "both-answer": account(),
        "one-that-stands-in-answers": aged(),
        "boundary-unknown": account(policies=policies(GUIDES, boundary_known=False)),
        "half-read": account(policies=policies(GUIDES, complete=False)),
        "unreadable": account(**UNREADABLE),
        "may-not-list": account(listing=denied),
    },
    (Invoke.NEVER, "not_applicable"): {"gates-open": account(**GATES_OPEN)},
    (Invoke.NEVER, "failed: permissions-boundary"): {"a-boundary-denies": account(policies=BOUND)},
    (Invoke.NEVER, "unverified: not-permitted-to-look"): {
        "nobody-asked": account(),
        "unreadable-and-nobody-asked": account(**UNREADABLE),
    },
    # -- what keeps models from answering keeps this from being proven
    (Invoke.AUTO, "blocked by step2.policy-attached: policy-not-attached"): {
        "no-policy": FakeAccount(),
        "no-policy-and-none-read": FakeAccount(policies=policies()),
    },
    (Invoke.AUTO, "blocked by step2.model-permissions: policy-incomplete"): {
        "iam-denies-a-model": account({US_HAIKU: denied})
    },
    (Invoke.AUTO, "blocked by step1.use-case: use-case-form-missing"): {"form-missing": account(both(words.NO_FORM))},
    (Invoke.AUTO, "unverified: not-permitted-to-look"): {
        "account-refuses": account(both(words.NO_ACCESS)),
        "agreement-pending": account(both(words.PENDING)),
    },
    (Invoke.AUTO, "unverified: throttled"): {"throttled": account(called={US_HAIKU: throttled})},
}


@pytest.mark.parametrize(("there", "ending"), grouped(UNTOLD))
def test_where_policies_do_not_tell_two_models_that_answer_make_it_needless(
    there: FakeAccount, ending: tuple[Invoke, str]
) -> None:
    invoke, expected = ending
    assert told(judged(there, invoke)) == expected


def test_what_shows_that_both_are_subscribed_is_shown() -> None:
    found = judged(account())
    assert found.detail == message("marketplace.subscribed")
    assert [each.source for each in found.evidence] == [INVOKE, INVOKE]


REFUSED = {
    "one-model": account({US_HAIKU: words.NO_MARKETPLACE}),
    "only-when-called": account(called={US_HAIKU: words.NO_MARKETPLACE}),
    "though-the-policy-grants-it": account({US_SONNET: words.NO_MARKETPLACE}, policies=policies(GUIDES)),
    "what-stands-in": aged({US_NEWER: words.NO_MARKETPLACE}),
    "what-stands-in-though-the-policy-grants-it": aged(
        called={US_NEWER: words.NO_MARKETPLACE}, policies=policies(GUIDES)
    ),
    "what-stands-in-without-a-statement": aged({US_NEWER: words.NO_MARKETPLACE}, policies=policies(document(MODELS))),
}


@pytest.mark.parametrize("there", REFUSED.values(), ids=REFUSED)
def test_a_model_that_may_not_be_subscribed_to_fails_here_and_nowhere_else(there: FakeAccount) -> None:
    looked = facts(there)
    assert told(step2.judge_marketplace_permissions(looked)) == "failed: marketplace-denied"
    models = {told(step1.judge_sonnet_access(looked)), told(step1.judge_haiku_access(looked))}
    assert models == {"passed", "blocked by step2.marketplace-permissions: marketplace-denied"}


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("allowed", "passed"),
        ("implicitDeny", "failed: policy-incomplete"),
        ("explicitDeny", "failed: explicit-deny"),
        ("somethingNew", "unverified: not-permitted-to-look"),
    ],
)
def test_the_simulator_is_asked_as_bedrock_would_ask(decision: str, expected: str) -> None:
    def decide(action: str, context: Context) -> Answer:
        assert action.startswith("bedrock:") or context["aws:CalledViaLast"] == ("bedrock.amazonaws.com",)
        return decisions({"action": action, "decision": decision if action.endswith(":Subscribe") else "allowed"})

    assert told(judged(account({US_HAIKU: words.NO_ACCESS}, simulated=decide))) == expected
