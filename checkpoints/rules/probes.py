"""Step 2 by behaviour: each Bedrock action of the guide's policy as it was tried."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.facts.answer import Answer
from checkpoints.guide.models import MODELS, REGION, Model
from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.denial import Denial
from checkpoints.rules import evidence, grants, replies
from checkpoints.rules.diagnosis import Diagnosis, Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, message
from checkpoints.rules.grants import Shortfall


@dataclass(frozen=True, slots=True)
class Probe:
    """An action as it was tried. model: the guide's model that it was tried on, None for listing."""

    action: str
    model: Model | None
    answer: Answer
    diagnosis: Diagnosis

    @property
    def denied(self) -> bool:
        """Whether IAM said no."""
        return self.diagnosis.kind is Kind.IAM

    @property
    def proves(self) -> bool:
        """Whether it shows that IAM agreed: AWS did it, found the body malformed, or refused for another reason.

        A model id that is not in the Region, and a 403 that nobody knows, may hide what IAM would say.
        """
        kind, answer = self.diagnosis.kind, self.answer
        if kind is Kind.ACCOUNT:
            return self.diagnosis.cause is not Cause.MODEL_NOT_IN_REGION
        if kind is Kind.UNKNOWN:
            return answer.code.endswith("Exception") and answer.status not in (401, 403)
        return kind in (Kind.NONE, Kind.REQUEST)

    @property
    def shortfall(self) -> Shortfall:
        """What IAM's sentence says is missing."""
        denial = self.diagnosis.denial or Denial("", self.action, "", "", False)
        region = REGION if denial.region is None else denial.region
        return Shortfall(denial.action, denial.resource or "*", region, denial.kind, denial.explicit)

    @property
    def shown(self) -> Evidence:
        """The reply, told as evidence of the permission."""
        if self.diagnosis.kind is Kind.REQUEST:
            return Evidence(self.answer.operation, message("evidence.permitted", code=self.answer.code))
        return evidence.of(self.answer)


def every(facts: Facts) -> tuple[Probe, ...]:
    """Listing, then both model actions on each model."""
    listed = facts.account.inference_profiles
    found = [Probe(LIST, None, listed, diagnose(listed))]
    for model in MODELS:
        subject = grants.subject(facts, model)
        for action in MODEL_ACTIONS:
            answer = _reply(facts, action, subject)
            found.append(Probe(action, model, answer, diagnose(answer)))
    return tuple(found)


def _reply(facts: Facts, action: str, model_id: str) -> Answer:
    """The free reply; the billed one where it says more.

    A real call is routed, and may meet a Region that the free one did not; it may also be heard where the free one
    was not.
    """
    free = replies.permission(facts, action, model_id)
    asked = replies.generation(facts, model_id) if action == INVOKE else None
    if asked is not None and (diagnose(asked).kind is Kind.IAM or diagnose(free).kind is Kind.LOOKING):
        return asked
    return free
