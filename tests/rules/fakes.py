"""An account made of plain answers, and facts around it, for tests of rules.

Whatever a test does not answer is refused the way IAM refuses it: a caller who may not look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timezone
from typing import Any

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.guide.edition import PinnedProfile
from checkpoints.guide.models import Model
from checkpoints.guide.vocabulary import CredentialSource, Invoke, ModelMatching
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.facts import ClaudeCode, Facts

ACCOUNT_ID = "111122223333"
USER_ARN = f"arn:aws:iam::{ACCOUNT_ID}:user/attendee"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
# An edition whose models no guide names: rules are held to what they are given, and any guide may change its models.
SONNET = Model(
    "sonnet", "Claude Sonnet 3", "claude-sonnet-3", "anthropic.claude-sonnet-3-20240601-v1:0", date(2026, 10, 14)
)
PINNED = "anthropic.claude-sonnet-4-6"  # what the next section uses in place of Sonnet
HAIKU = Model("haiku", "Claude Haiku 3", "claude-haiku-3", "anthropic.claude-haiku-3-20250601-v1:0")
EDITION = replace(
    WORKSHOP,
    region="us-east-1",
    profile_prefixes=("us", "global"),
    destinations=("us-east-1", "us-east-2", "us-west-2"),
    sonnet=SONNET,
    haiku=HAIKU,
    pins=(
        PinnedProfile("sonnet", f"us.{PINNED}", "the next section"),
        PinnedProfile("haiku", "us.anthropic.claude-haiku-4", "the next section"),
    ),
)
Context = Mapping[str, tuple[str, ...]]
Simulator = Callable[[str, Context], Answer]
Told = tuple[str, str, int]  # a refusal as AWS writes it: code, message, status
Reply = Answer | Told | Callable[[str], Answer]  # the last gives an answer to an operation, as `throttled` does
READ_NOTHING = PrincipalPolicies(None, (), None, False, False, ())


def answered(operation: str, **body: Any) -> Answer:
    """An answer that gives what was asked for."""
    return Answer(operation, Outcome.ANSWERED, 200, body=body)


def refused(operation: str, code: str, message: str = "", status: int = 400, skew_s: float | None = None) -> Answer:
    """An answer that is an error."""
    return Answer(operation, Outcome.REFUSED, status, code, message, skew_s)


def denied(operation: str, resource: str = "*", why: str = "") -> Answer:
    """IAM's refusal; without `why`, since no identity-based policy allows the operation.

    why: the end of the sentence, such as `with an explicit deny in a service control policy`.
    """
    why = why or f"because no identity-based policy allows the {operation} action"
    message = f"User: {USER_ARN} is not authorized to perform: {operation} on resource: {resource} {why}"
    return refused(operation, "AccessDeniedException", message, 403)


def reply_to(operation: str, reply: Reply) -> Answer:
    """What a reply is as an answer to this operation."""
    if isinstance(reply, Answer):
        return reply
    return reply(operation) if callable(reply) else refused(operation, *reply)


def unreachable(operation: str) -> Answer:
    """No connection."""
    return Answer(operation, Outcome.UNREACHABLE, code="EndpointConnectionError", message="Could not connect")


def timed_out(operation: str) -> Answer:
    """A connection, but no answer in time."""
    return Answer(operation, Outcome.TIMEOUT, code="ReadTimeoutError", message="Read timeout")


def slow(operation: str) -> Answer:
    """No answer in time, while AWS answers others."""
    return timed_out(operation)._replace(is_slow=True)


def throttled(operation: str) -> Answer:
    """Too many requests."""
    return refused(operation, "ThrottlingException", "Too many requests, please wait before trying again.", 429)


def faulty(operation: str) -> Answer:
    """A fault on AWS's side."""
    return refused(operation, "InternalServerException", "The request processing has failed.", 500)


def identified(arn: str = USER_ARN, skew_s: float | None = 0.0) -> Answer:
    """STS tells who is asking."""
    body = {"account": ACCOUNT_ID, "arn": arn, "user_id": "AIDAEXAMPLEEXAMPLE000"}
    return Answer("sts:GetCallerIdentity", Outcome.ANSWERED, 200, skew_s=skew_s, body=body)


def listed(*profiles: Mapping[str, Any]) -> Answer:
    """Bedrock lists these inference profiles."""
    return answered("bedrock:ListInferenceProfiles", profiles=list(profiles))


def profile(
    model_id: str, prefix: str = "us", regions: Sequence[str] = ("us-east-1", "us-east-2", "us-west-2")
) -> dict[str, Any]:
    """A system profile, as the facts tell of it; `regions` are those that it routes to, "" for a global model ARN."""
    profile_id = f"{prefix}.{model_id}"
    return {
        "id": profile_id,
        "arn": f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/{profile_id}",
        "name": f"{prefix.upper()} {model_id}",
        "type": "SYSTEM_DEFINED",
        "models": [f"arn:aws:bedrock:{region}::foundation-model/{model_id}" for region in regions],
    }


def policies(
    *documents: Mapping[str, object],
    boundary: Mapping[str, object] | None = None,
    boundary_known: bool = True,
    complete: bool = True,
    principal_arn: str | None = USER_ARN,
) -> PrincipalPolicies:
    """Policies that IAM told of the principal, all attached directly."""
    return PrincipalPolicies(
        principal_arn,
        tuple(AttachedPolicy(f"Policy{number}", "attached", document) for number, document in enumerate(documents, 1)),
        AttachedPolicy("Boundary", "attached", boundary) if boundary is not None else None,
        boundary_known,
        complete,
        (),
    )


def decisions(*of: Mapping[str, object]) -> Answer:
    """The simulator's answer: a decision for each action, with what it lacked and the guards that denied it."""
    usual = {"action": "bedrock:InvokeModel", "decision": "allowed", "lacked": [], "guards": []}
    return answered("iam:SimulatePrincipalPolicy", decisions=[{**usual, **each} for each in of])


@dataclass(frozen=True, slots=True)
class FakeAccount:
    """An `Account` that answers from what it was given. Keys of the mappings:

    gates, life: foundation model id; what a look at its access states and its life cycle gives.
    free: (action, profile id), or the profile id alone for both actions; the replies that cost nothing.
    called: profile id; the replies to a call for one token. What IAM denies for free it denies here too.
    simulated: one answer for all, or what gives one for an action and its context.
    asked_generation and asked_simulation collect the profile ids that were asked for a billed call, and the actions and
    resources that the simulator was asked about.
    """

    identity: Answer = field(default_factory=identified)
    inference_profiles: Answer = field(default_factory=lambda: denied("bedrock:ListInferenceProfiles"))
    use_case: Answer = field(default_factory=lambda: denied("bedrock:GetUseCaseForModelAccess"))
    policies: PrincipalPolicies = READ_NOTHING
    gates: Mapping[str, Answer] = field(default_factory=dict)
    life: Mapping[str, Answer] = field(default_factory=dict)
    free: Mapping[tuple[str, str] | str, Reply] = field(default_factory=dict)
    called: Mapping[str, Reply] = field(default_factory=dict)
    simulated: Answer | Simulator = field(default_factory=lambda: denied("iam:SimulatePrincipalPolicy"))
    asked_generation: list[str] = field(default_factory=list)
    asked_simulation: list[tuple[str, str]] = field(default_factory=list)

    def availability(self, model_id: str) -> Answer:
        return _look("bedrock:GetFoundationModelAvailability", model_id, self.gates)

    def lifecycle(self, model_id: str) -> Answer:
        return _look("bedrock:GetFoundationModel", model_id, self.life)

    def permission(self, action: str, profile_id: str) -> Answer:
        return reply_to(action, self.free.get((action, profile_id), self.free.get(profile_id, denied)))

    def generation(self, profile_id: str) -> Answer:
        self.asked_generation.append(profile_id)
        free = self.permission("bedrock:InvokeModel", profile_id)
        if "is not authorized to perform" in free.message:
            return free
        return reply_to("bedrock:InvokeModel", self.called.get(profile_id, denied))

    def simulation(self, actions: Sequence[str], resources: Sequence[str], context: Context) -> Answer:
        self.asked_simulation.extend((action, resources[0]) for action in actions)
        if not callable(self.simulated):
            return self.simulated
        told = [self.simulated(action, context).body["decisions"] for action in actions]
        return decisions(*(each for of_action in told for each in of_action))


def _look(operation: str, model_id: str, given: Mapping[str, Answer]) -> Answer:
    """What a look at a model gives. Who may look at others is kept from the rest by a Deny."""
    why = "with an explicit deny in an identity-based policy" if given else ""
    return given.get(model_id, denied(operation, why=why))


def facts(
    account: FakeAccount | None = None,
    *,
    variables: Mapping[str, str] | None = None,
    environment: Environment | None = None,
    credentials: Credentials | None = None,
    now: datetime = NOW,
    invoke: Invoke = Invoke.AUTO,
    models: ModelMatching = ModelMatching.FAMILY,
    claude_code: ClaudeCode | None = None,
) -> Facts:
    """What a rule may look at; keys in the environment and `AWS_REGION=us-east-1` where a test says nothing."""
    return Facts(
        environment or Environment(variables={"AWS_REGION": "us-east-1"} if variables is None else variables),
        credentials or Credentials(CredentialSource.ENVIRONMENT),
        account or FakeAccount(),
        now,
        invoke,
        models,
        EDITION,
        claude_code or ClaudeCode(),
    )
