"""Worlds put together at random from all that AWS may answer and policies may say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.policy import INVOKE, LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS, STREAM
from checkpoints.guide.vocabulary import CredentialSource, Invoke, ModelMatching
from checkpoints.rules.facts import Facts
from tests.rules import words
from tests.rules.fakes import (
    ACCOUNT_ID,
    NOW,
    FakeAccount,
    Simulator,
    answered,
    decisions,
    denied,
    facts,
    faulty,
    identified,
    listed,
    policies,
    profile,
    refused,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.permission_cases import GUIDES, deny, document, statement
from tests.rules.worlds import (
    HAIKU_ID,
    NEWER_ID,
    NOVA_ID,
    SONNET_ID,
    US_HAIKU,
    US_NEWER,
    US_SONNET,
    gates,
    lifecycle,
    malformed,
    mute,
    spoke,
)

GATED = "bedrock:GetFoundationModelAvailability"
FORM = "bedrock:GetUseCaseForModelAccess"
ELSEWHERE = f"arn:aws:bedrock:us-west-2::foundation-model/{HAIKU_ID}"
PROFILE = f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/{US_HAIKU}"
IDS = (SONNET_ID, HAIKU_ID, NEWER_ID)


def silent(operation: str) -> list[Answer]:
    return [throttled(operation), faulty(operation), unreachable(operation), timed_out(operation)]


def unknown(operation: str) -> list[Answer]:
    never_sent = Answer(operation, Outcome.NOT_SENT, code="ValueError", message="bad")
    return [*(refused(operation, *each) for each in (words.NEW_WORDS, words.NEW_CODE, words.ODD_BODY)), never_sent]


def denials(operation: str) -> list[Answer]:
    kinds = ("identity-based policy", "service control policy", "permissions boundary", "session policy")
    return [
        denied(operation),
        denied(operation, PROFILE),
        denied(operation, ELSEWHERE),
        *(denied(operation, why=f"because no {kind} allows the action") for kind in kinds),
        *(denied(operation, PROFILE, f"because no {kind} allows the action") for kind in kinds),
        *(denied(operation, PROFILE, f"with an explicit deny in a {kind}") for kind in kinds),
        *(denied(operation, why=f"with an explicit deny in a {kind}") for kind in kinds),
    ]


WORDS = (
    words.LEGACY,
    words.RETIRED,
    words.NO_ACCESS,
    words.NO_FORM,
    words.NO_MARKETPLACE,
    words.PENDING,
    words.NOT_HERE,
    words.NO_QUOTA,
)
REFUSALS = [refused(INVOKE, *each) for each in WORDS]
EXPIRED = refused(INVOKE, "ExpiredTokenException", "", 403)
FREE = [*[malformed()] * 8, *REFUSALS, *silent(INVOKE), *unknown(INVOKE), *denials(INVOKE), EXPIRED, spoke()]
ASKED = [*[spoke()] * 8, *REFUSALS, *silent(INVOKE), *unknown(INVOKE), *denials(INVOKE), malformed(), EXPIRED]
ASKED += [mute()]
GATES = [
    *[denied(GATED)] * 4,
    *[gates()] * 4,
    gates(agreement="PENDING"),
    gates(agreement="ERROR"),
    gates(agreement="NOT_AVAILABLE"),
    gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE"),
    gates(authorization="NOT_AUTHORIZED"),
    gates(region="NOT_AVAILABLE"),
    *silent(GATED),
]
CYCLES = [denied("bedrock:GetFoundationModel"), lifecycle(), lifecycle("LEGACY"), lifecycle("LEGACY", NOW)]
NO_FORM = refused(FORM, "ResourceNotFoundException", "", 404)
FORMS = [denied(FORM), answered(FORM), NO_FORM, *silent(FORM), *unknown(FORM)]
LISTS = [*[IDS] * 3, *[IDS[:2]] * 3, IDS[1:], IDS[:1], (NOVA_ID,), ()]
PROFILES = [*(listed(*map(profile, ids)) for ids in LISTS), *silent(LIST), *unknown(LIST), *denials(LIST)]
STS = "sts:GetCallerIdentity"
ROLES = [
    f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/{name}/someone"
    for name in ("Workshop", "AWSReservedSSO_Team_Models_0a1b2c3d4e5f6071")
]
WHO = [*[identified()] * 4, *map(identified, ROLES), *silent(STS), refused(STS, "InvalidClientTokenId", "", 403)]
HELD = [
    *[FakeAccount().policies] * 3,
    policies(),
    policies(GUIDES),
    policies(GUIDES, boundary_known=False),
    policies(document(statement(["bedrock-runtime:*"]))),
    policies(document(statement(["bedrock:*"], ["arn:aws:bedrock:us-east-1:*:*"]))),
    policies(document(statement(["*"], Condition={"StringEquals": {"aws:PrincipalTag/a": "b"}}))),
    policies(document(statement(["*"])), boundary=document(statement(["s3:*"]))),
    policies({"unreadable": "{"}),
    policies(GUIDES, complete=False),
]
CONDITIONS: list[Mapping[str, object]] = [
    *[{}] * 4,
    {"StringLike": {"bedrock:GuardrailIdentifier": "*"}},
    {"Null": {"bedrock:GuardrailIdentifier": "true"}},
    {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/24"}},
    {"StringEquals": {"aws:RequestedRegion": "us-east-1"}},
    {"StringEquals": {"aws:PrincipalTag/a": "b"}},
    {"DateLessThan": {"aws:TokenIssueTime": "2030-01-01T00:00:00Z"}},
]
ACTIONS = [["*"], ["bedrock:*"], ["bedrock:Invoke*"], [INVOKE], [STREAM], [LIST], ["aws-marketplace:*"], ["s3:*"]]
RESOURCES = [
    *[["*"]] * 3,
    ["arn:aws:bedrock:*:*:inference-profile/*"],
    ["arn:aws:bedrock:us-east-1::foundation-model/*"],
]
CONDITION = st.sampled_from(CONDITIONS)
STATEMENTS = st.builds(statement, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), Condition=CONDITION)
STATEMENTS |= st.builds(deny, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), Condition=CONDITION)
DOCUMENTS = st.lists(STATEMENTS, min_size=1, max_size=3).map(lambda each: document(*each))
READ = st.builds(
    policies,
    st.sampled_from([GUIDES, document(statement(["*"]))]),
    DOCUMENTS,
    boundary=st.none() | DOCUMENTS,
    boundary_known=st.booleans(),
)
REGIONS = ("us-east-1", "us-west-2")
DECISIONS: list[Mapping[str, object]] = [
    *[{"decision": "allowed"}] * 4,
    {"decision": "implicitDeny"},
    {"decision": "explicitDeny"},
    {"decision": "implicitDeny", "guards": ["permissions boundary"]},
    {"decision": "explicitDeny", "guards": ["service control policy"]},
    {"decision": "allowed", "lacked": ["aws:SourceIp"]},
]
CHAINS = [*[Credentials(CredentialSource.ENVIRONMENT)] * 8, Credentials()]


def by_id(pool: list[Answer]) -> st.SearchStrategy[dict[str, Answer]]:
    return st.fixed_dictionaries({each: st.sampled_from(pool) for each in IDS})


def simulate(decided: Mapping[tuple[str, str], Mapping[str, object]]) -> Simulator:
    """IAM's simulator, by the action and the Region that is asked about; it allows what is not among them."""

    def decide(action: str, context: Mapping[str, Sequence[str]]) -> Answer:
        (region,) = context["aws:RequestedRegion"]
        return decisions({"action": action, **decided.get((action, region), {})})

    return decide


ASKED_ABOUT = [(action, region) for action in (*MODEL_ACTIONS, *MARKETPLACE_ACTIONS) for region in REGIONS]
SIMULATORS = st.dictionaries(st.sampled_from(ASKED_ABOUT), st.sampled_from(DECISIONS), max_size=3).map(simulate)


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    through = (US_SONNET, US_HAIKU, US_NEWER)
    # Mostly the same reply to both actions, as AWS gives it.
    permission: dict[Any, Answer] = {each: draw(st.sampled_from(FREE)) for each in through}
    if draw(st.booleans()):
        permission |= {(STREAM, each): draw(st.sampled_from(FREE)) for each in through}
    there = FakeAccount(
        identity=draw(st.sampled_from(WHO)),
        inference_profiles=draw(st.sampled_from(PROFILES)),
        use_case=draw(st.sampled_from(FORMS)),
        policies=draw(st.sampled_from(HELD) | READ),
        simulated=draw(st.just(denied("iam:SimulatePrincipalPolicy")) | SIMULATORS),
        gates=draw(by_id(GATES)),
        life=draw(by_id(CYCLES)),
        free=permission,
        called={each: draw(st.sampled_from(ASKED)) for each in through},
    )
    return facts(
        there,
        credentials=draw(st.sampled_from(CHAINS)),
        invoke=draw(st.sampled_from(list(Invoke))),
        models=draw(st.sampled_from(list(ModelMatching))),
    )
