"""An account as somebody sees it who is not its attendee: the facilitator, with an administrator's role.

What AWS says of the account counts: its gates, its form, a refusal of a model, a policy of its organization. What AWS
says of the facilitator's own policies counts for nobody else: such an answer is `OF_ANOTHER_CALLER`, and rules take it
for one that proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checkpoints.facts.account import Account, PrincipalPolicies
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.iam_policies import UNREADABLE
from checkpoints.facts.principal import Principal
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.denial import RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.refusals.kind import Kind

_OF_THE_ORGANIZATION = (SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY)
# A session's name, since only sessions of a role have one in their ARN.
_SESSION = "checkpoints"


def _keep_organization_denial(answer: Answer) -> Answer:
    """A denial by the organization; whatever else the facilitator is answered says nothing of a principal."""
    return answer if is_denied_by_organization(answer) else Answer(answer.operation, Outcome.OF_ANOTHER_CALLER)


class SharedLifecycles:
    """Life cycles of models, which are the same for every account of a Region: asked until somebody is told."""

    def __init__(self) -> None:
        self._known: dict[str, Answer] = {}

    def ask(self, account: Account, model_id: str) -> Answer:
        """The life cycle of a model, from this account where none before it was told."""
        known = self._known.get(model_id)
        if known is None:
            known = account.lifecycle(model_id)
            if known.answered:
                self._known[model_id] = known
        return known


def is_denied_by_organization(answer: Answer) -> bool:
    """Whether a policy of the account's organization refused: it stands above everybody in the account."""
    denial = diagnose(answer).denial
    return denial is not None and denial.kind in _OF_THE_ORGANIZATION


def _is_about_who_asks(answer: Answer) -> bool:
    """Whether AWS refused for what only the caller's own policies allow."""
    found = diagnose(answer)
    if found.kind is Kind.IAM:
        return not is_denied_by_organization(answer)
    if found.kind is Kind.UNKNOWN and answer.status in (401, 403):
        return True  # in words that no row knows, which may be about anybody
    return found.cause is Cause.MARKETPLACE_DENIED


def mark_caller_refusal(answer: Answer) -> Answer:
    """The answer, `OF_ANOTHER_CALLER` where it is about the caller's own policies."""
    return answer._replace(outcome=Outcome.OF_ANOTHER_CALLER) if _is_about_who_asks(answer) else answer


class OutsideAccount:
    """`Account` for rules that judge an account and not its caller.

    A model is called with a body that cannot produce a token, but not even so where a call could be what starts its
    subscription: that is for the attendee, or for a warm-up, to do.
    """

    def __init__(
        self, account: AwsAccount, lifecycles: SharedLifecycles, warmed: Mapping[str, Answer] | None = None
    ) -> None:
        """warmed: the answers of a warm-up to calls for one token, by profile."""
        self._account = account
        self._lifecycles = lifecycles
        self._warmed = warmed or {}

    @property
    def identity(self) -> Answer:
        """`sts:GetCallerIdentity`: the facilitator's."""
        return self._account.identity

    @property
    def inference_profiles(self) -> Answer:
        """`bedrock:ListInferenceProfiles`."""
        return mark_caller_refusal(self._account.inference_profiles)

    @property
    def use_case(self) -> Answer:
        """`bedrock:GetUseCaseForModelAccess`."""
        return mark_caller_refusal(self._account.use_case)

    @property
    def policies(self) -> PrincipalPolicies:
        """Not read: what the facilitator's own policies say holds for no attendee."""
        return UNREADABLE

    def availability(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModelAvailability`."""
        return mark_caller_refusal(self._account.availability(model_id))

    def lifecycle(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModel`, from whichever account was told first."""
        return mark_caller_refusal(self._lifecycles.ask(self._account, model_id))

    def permission(self, action: str, profile_id: str) -> Answer:
        """A model action with a body that cannot produce a token, unless it could start a subscription."""
        if self.may_start_subscription(profile_id):
            return Answer(action, Outcome.OF_ANOTHER_CALLER)
        return mark_caller_refusal(self._account.permission(action, profile_id))

    def may_start_subscription(self, profile_id: str) -> bool:
        """Whether the account's agreement for a profile's model is known to be missing, and nothing else holds it up.

        Without Anthropic's form no model starts a subscription.
        """
        if profile_id in self._warmed:
            return False
        gates = self.availability(profile_id.partition(".")[2])
        is_missing = gates.answered and gates.body["agreement"] == "NOT_AVAILABLE"
        return is_missing and diagnose(self.use_case).cause is not Cause.USE_CASE_FORM_MISSING

    def generation(self, profile_id: str) -> Answer:
        """InvokeModel for one output token: only the answer of a warm-up, else not asked."""
        answer = self._warmed.get(profile_id)
        return Answer(INVOKE, Outcome.OF_ANOTHER_CALLER) if answer is None else mark_caller_refusal(answer)

    def simulation(
        self, actions: Sequence[str], resources: Sequence[str], context: Mapping[str, tuple[str, ...]]
    ) -> Answer:
        """Not asked: it would be about the facilitator."""
        return Answer("iam:SimulatePrincipalPolicy", Outcome.OF_ANOTHER_CALLER)


class PrincipalView(OutsideAccount):
    """The same account for rules that judge a user or role of it, whose policies IAM tells.

    account: the facilitator's, which answers for the account. own: what tells of the principal, or IAM's answer where
    it tells nothing.
    """

    def __init__(self, account: OutsideAccount, own: AwsAccount | Answer, principal: Principal) -> None:
        super().__init__(account._account, account._lifecycles, account._warmed)  # noqa: SLF001 - of the same class
        self._own = own
        self._principal = principal

    @property
    def identity(self) -> Answer:
        """The principal's, as STS would tell it."""
        identity = self._account.identity
        if not identity.answered:
            return identity
        account, name = identity.body["account"], self._principal.name
        partition = str(identity.body["arn"]).split(":")[1]
        arn = f"arn:{partition}:iam::{account}:user/{name}"
        if self._principal.kind == "role":
            arn = f"arn:{partition}:sts::{account}:assumed-role/{name}/{_SESSION}"
        body: dict[str, Any] = {"account": account, "arn": arn, "user_id": None}
        return identity._replace(body=body)

    @property
    def policies(self) -> PrincipalPolicies:
        """The policies of the principal."""
        return replace(UNREADABLE, refusals=(self._own,)) if isinstance(self._own, Answer) else self._own.policies

    @property
    def inference_profiles(self) -> Answer:
        """A denial by the organization."""
        return _keep_organization_denial(super().inference_profiles)

    def permission(self, action: str, profile_id: str) -> Answer:
        """A denial by the organization."""
        return _keep_organization_denial(super().permission(action, profile_id))

    def simulation(
        self, actions: Sequence[str], resources: Sequence[str], context: Mapping[str, tuple[str, ...]]
    ) -> Answer:
        """`iam:SimulatePrincipalPolicy` of the principal; not asked where IAM has not told who that is."""
        if isinstance(self._own, Answer):
            return super().simulation(actions, resources, context)
        return self._own.simulation(actions, resources, context)
