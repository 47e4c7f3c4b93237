"""Accounts that answer as IAM would with the policies that a principal has, and what a run comes to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.fixes.permission_fixes import complete_fix
from checkpoints.guide.policy import CALLED_VIA, INVOKE, LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS, STREAM
from checkpoints.guide.vocabulary import Verdict
from checkpoints.rules import step1, step2, step4
from checkpoints.rules.finding import Finding
from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Policy, Request, evaluate, parse_document
from tests.rules import words
from tests.rules.fakes import ACCOUNT_ID, EDITION, NOW, READ_NOTHING, USER_ARN, FakeAccount, Reply, denied, facts
from tests.rules.messages import everything
from tests.rules.permission_cases import MODEL_ARN, PROFILE_ARN, document, statement
from tests.rules.worlds import HAIKU_ID, PROFILES, SONNET_ID, malformed, spoke

Document = Mapping[str, object]
Pair = tuple[str, str]  # an action on a resource

IDS = (SONNET_ID, HAIKU_ID)
LISTED = f"{PROFILE_ARN}*"
SUBSCRIBING: tuple[Pair, ...] = tuple((action, "*") for action in MARKETPLACE_ACTIONS)
CALLING: tuple[Pair, ...] = tuple(
    (action, resource)
    for model_id in IDS
    for action in MODEL_ACTIONS
    for resource in (
        f"{PROFILE_ARN}us.{model_id}",
        *(MODEL_ARN.format(region, model_id) for region in EDITION.destinations),
    )
)
EVERYTHING: tuple[Pair, ...] = ((LIST, LISTED), *CALLING, *SUBSCRIBING)
NOWHERE = "198.51.100.0/24"


def write_request(pair: Pair) -> Request:
    """The request of the attendee, from an address that no test allows."""
    action, resource = pair
    fields = resource.split(":")
    context: dict[str, tuple[str, ...]] = {
        "aws:RequestedRegion": (fields[3] if len(fields) > 4 else EDITION.region,),
        "aws:SourceIp": ("203.0.113.10",),
        "aws:PrincipalArn": (USER_ARN,),
        "aws:CurrentTime": (f"{NOW:%Y-%m-%dT%H:%M:%SZ}",),
    }
    if action in MARKETPLACE_ACTIONS:
        context |= {"aws:CalledViaLast": (CALLED_VIA,)}
    return Request(action, resource, context, EVERY_OTHER_KEY)


@dataclass(frozen=True, slots=True)
class World:
    """A principal's policies, and what of them IAM shows.

    guards: policies above the principal's own by their kind, as IAM's sentence names it. subscribed: nobody has to
    subscribe to a model any more. order: in which the Regions of a profile are asked about.
    """

    identity: tuple[Document, ...]
    guards: Mapping[str, Document] = field(default_factory=dict)
    readable: bool = True
    subscribed: bool = False
    order: tuple[str, ...] = EDITION.destinations
    arn: str = USER_ARN
    known: dict[Pair, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def find_why(self, pair: Pair) -> str | None:
        """The end of IAM's sentence where a request is denied; None where it is allowed."""
        if pair not in self.known:
            self.known[pair] = self._find_why(pair)
        return self.known[pair]

    def _find_why(self, pair: Pair) -> str | None:
        layers = {"identity-based policy": self.identity, **{kind: (held,) for kind, held in self.guards.items()}}
        effects = {
            kind: evaluate(write_request(pair), [Policy("", each) for each in held]).effect
            for kind, held in layers.items()
        }
        for kind, effect in effects.items():
            if effect is Effect.EXPLICIT_DENY:
                return f"with an explicit deny in a {kind}"
        return next(
            (f"because no {kind} allows the action" for kind, each in effects.items() if each is not Effect.ALLOWED),
            None,
        )

    def lacks(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Those of the pairs that are not allowed."""
        return [pair for pair in pairs if self.find_why(pair) is not None]

    def attach(self, policy: Document) -> World:
        """With one policy more."""
        return replace(self, identity=(*self.identity, policy))

    def widen(self, kind: str, policy: Any) -> World:
        """With the statements of a policy in the place of a guard."""
        there: Any = self.guards[kind]
        plain = [{name: value for name, value in each.items() if name != "Principal"} for each in policy["Statement"]]
        return replace(
            self, guards={**self.guards, kind: {**there, "Statement": [*_listed(there["Statement"]), *plain]}}
        )

    @property
    def account(self) -> FakeAccount:
        """The account as a run meets it: AWS tells the first denial, and calls one of the Regions."""
        free: dict[tuple[str, str] | str, Reply] = {}
        tokens: dict[str, Reply] = {}
        for model_id in IDS:
            through = f"us.{model_id}"
            for action in MODEL_ACTIONS:
                free[action, through] = self._call(action, model_id) or malformed(action)
            is_free_to_speak = self.subscribed or not self.lacks(SUBSCRIBING)
            tokens[through] = self._call(INVOKE, model_id) or (spoke if is_free_to_speak else words.NO_MARKETPLACE)
        listing = self.find_why((LIST, LISTED))
        return FakeAccount(
            inference_profiles=PROFILES if listing is None else denied(LIST, LISTED, listing),
            free=free,
            called=tokens,
            policies=self._held if self.readable else READ_NOTHING,
        )

    def _call(self, action: str, model_id: str) -> Answer | None:
        for resource in (f"{PROFILE_ARN}us.{model_id}", *(MODEL_ARN.format(each, model_id) for each in self.order)):
            why = self.find_why((action, resource))
            if why is not None:
                return denied(action, resource, why)
        return None

    @property
    def _held(self) -> PrincipalPolicies:
        boundary = self.guards.get("permissions boundary")
        return PrincipalPolicies(
            self.arn,
            tuple(AttachedPolicy(f"Policy{number}", "attached", each) for number, each in enumerate(self.identity, 1)),
            AttachedPolicy("Boundary", "boundary", boundary) if boundary else None,
            True,
            True,
            (),
        )


def judge(world: World) -> dict[str, Finding]:
    """Steps 1, 2 and 4 of a run, each finding with its whole fix; all that they tell can be read."""
    there = facts(world.account)
    rules = (
        *(step1.judge_sonnet_access, step1.judge_haiku_access, step1.judge_use_case),
        *(step2.judge_policy, step2.judge_model_permissions, step2.judge_marketplace_permissions),
        *(step4.judge_profiles_listed, step4.judge_model_profiles),
    )
    found = [complete_fix(there, rule(there)) for rule in rules]
    assert all(everything(each) for each in found)
    return {each.check: each for each in found}


def find_failed(found: Mapping[str, Finding]) -> list[Finding]:
    """The findings that failed themselves."""
    return [each for each in found.values() if each.verdict is Verdict.FAILED]


def paste(finding: Finding) -> Any:
    """The policy of a finding as somebody gets it who copies what the report shows."""
    assert finding.policy is not None, finding
    text = json.dumps(finding.policy)
    assert ACCOUNT_ID not in text
    assert "**" not in text
    return parse_document(text)


def write_exactly(pairs: Sequence[Pair]) -> Document:
    """A document that allows these pairs and no other."""
    via: dict[str, Any] = {"Condition": {"StringEquals": {"aws:CalledViaLast": CALLED_VIA}}}
    actions = dict.fromkeys(action for action, _ in pairs)
    return document(
        *(
            statement(
                [action],
                [resource for each, resource in pairs if each == action],
                **(via if action in MARKETPLACE_ACTIONS else {}),
            )
            for action in actions
        )
    )


# Ways in which a policy falls short: what it lacks, and what stands in it instead.
GAPS: dict[str, tuple[tuple[Pair, ...], Any]] = {
    "listing": (((LIST, LISTED),), None),
    "streaming": (tuple(each for each in CALLING if each[0] == STREAM), None),
    "one-model": (tuple(each for each in CALLING if HAIKU_ID in each[1]), None),
    "other-regions": (tuple(each for each in CALLING if ":us-west-2:" in each[1] or ":us-east-2:" in each[1]), None),
    "one-region": (tuple(each for each in CALLING if ":us-west-2:" in each[1]), None),
    "profiles": (tuple(each for each in CALLING if "inference-profile" in each[1]), None),
    "subscribing": (SUBSCRIBING, None),
    "half-of-subscribing": (SUBSCRIBING[1:], None),
    "prefix": (CALLING, statement(["bedrock-runtime:InvokeModel*"])),
    "operation": (CALLING, statement(["bedrock:Converse", "bedrock:ConverseStream"])),
    "address": (CALLING, statement(MODEL_ACTIONS, Condition={"IpAddress": {"aws:SourceIp": NOWHERE}})),
    "region": (
        tuple(each for each in CALLING if ":us-west-2:" in each[1]),
        statement(MODEL_ACTIONS, Condition={"StringEquals": {"aws:RequestedRegion": ["us-east-1", "us-east-2"]}}),
    ),
    "factor": (
        ((LIST, LISTED), *CALLING),
        statement(["bedrock:*"], Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    ),
    "everything": (EVERYTHING, None),
}


def fall_short(seed: int) -> World:
    """A principal whose policies fall short in one to four ways."""
    random = Random(seed)
    names = random.sample(list(GAPS), random.randint(1, 4))
    lacked = {pair for name in names for pair in GAPS[name][0]}
    rest = [pair for pair in EVERYTHING if pair not in lacked]
    useless = [document(GAPS[name][1]) for name in names if GAPS[name][1] is not None]
    kept = [write_exactly(rest)] if rest else []
    order = tuple(random.sample(EDITION.destinations, len(EDITION.destinations)))
    return World((*kept, *useless), readable=random.random() < 0.6, subscribed=random.random() < 0.3, order=order)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
