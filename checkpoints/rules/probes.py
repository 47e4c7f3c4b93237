"""Each action of the guide's policy as it was tried."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.guide.models import Model
from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.denial import IDENTITY_POLICY, Denial
from checkpoints.refusals.kind import Kind
from checkpoints.rules.access import choose_subject
from checkpoints.rules.effects import Shortfall
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Evidence, Reply, message
from checkpoints.rules.models import ModelAnswers
from checkpoints.rules.profiles import InferenceProfile, Need, need_of_listing, needs_of_profiles, read_list

_ACTIONS = frozenset((LIST, *MODEL_ACTIONS))


@dataclass(frozen=True, slots=True)
class Probe:
    """An action as it was tried. model: the guide's model that it was tried for, None for listing.

    decided: the denial as the policies show it, where AWS gives no reason or one that nobody can read.
    is_unreadable: it was refused for a reason that nobody can read, and no policy that could be read shows it.
    """

    action: str
    model: Model | None
    reply: Reply
    decided: Shortfall | None = None
    is_unreadable: bool = False

    @property
    def is_denied(self) -> bool:
        """Whether IAM said no, by its own words or by the policies."""
        return self.reply.kind is Kind.IAM or self.decided is not None or self.is_unreadable

    @property
    def is_explained(self) -> bool:
        """Whether it was denied for a reason that IAM's words or the policies tell."""
        return self.is_denied and not self.is_unreadable

    @property
    def is_read_from_policies(self) -> bool:
        """Whether the policies alone show why it was denied."""
        denial = self.reply.diagnosis.denial
        return self.decided is not None and (denial is None or denial.is_encoded)

    @property
    def proves(self) -> bool:
        """Whether it shows that IAM agreed: AWS did it, found the body malformed, or told of the account or model.

        A model id that is not in the Region, and a refusal that no row names, may hide what IAM would say.
        """
        if self.reply.kind is Kind.ACCOUNT:
            return self.reply.diagnosis.cause is not Cause.MODEL_NOT_IN_REGION
        return self.reply.kind in (Kind.NONE, Kind.REQUEST)

    def shortfall(self, region: str) -> Shortfall:
        """What is missing, by the policies or IAM's sentence. region: where it was tried, if no ARN says it."""
        if self.decided is not None:
            return self.decided
        denial = self.reply.diagnosis.denial
        assert denial is not None  # noqa: S101 - IAM denied it
        there = region if denial.region is None else denial.region
        by = DenyingStatement(denial.policy, None) if denial.policy else None
        return Shortfall(denial.action, denial.resource or "*", there, denial.kind, denial.explicit, by)

    @property
    def shown(self) -> Evidence:
        """The reply, told as evidence of the permission."""
        if self.reply.kind is Kind.REQUEST:
            answer = self.reply.answer
            return Evidence(answer.operation, message("evidence.permitted", code=answer.code))
        return self.reply.shown


@dataclass(frozen=True, slots=True)
class Probes:
    """Every action as it was tried: listing, then both model actions for each model of the guide.

    subjects: what permissions on each of the guide's models are judged on. needs: what the guide's first statement must
    grant for them, that of listing first.
    """

    tried: tuple[Probe, ...]
    subjects: tuple[ModelAnswers, ...]
    needs: tuple[Need, ...]
    region: str

    @property
    def profiles(self) -> tuple[InferenceProfile, ...]:
        """The profiles through which the models were called."""
        return tuple(subject.route.profile for subject in self.subjects)

    def subject_of(self, facts: Facts, model: Model) -> ModelAnswers:
        """What permissions on one of the guide's models are judged on."""
        return self.subjects[facts.edition.models.index(model)]

    @property
    def told(self) -> tuple[Probe, ...]:
        """What was denied for a reason that IAM's words or the policies tell."""
        return tuple(each for each in self.tried if each.is_explained)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The same, as what is missing."""
        return tuple(each.shortfall(self.region) for each in self.told)

    @property
    def silent(self) -> tuple[Probe, ...]:
        """Those that do not show what IAM says."""
        return tuple(each for each in self.tried if not each.proves)

    @property
    def is_every_action_proven(self) -> bool:
        """Whether each action was allowed at least once."""
        return {each.action for each in self.tried if each.proves} == _ACTIONS


@derived_once
def try_actions(facts: Facts) -> Probes:
    """Try every action: on what stands in for a model of the guide where that has aged, else on the guide's own."""
    models = facts.edition.models
    subjects = tuple(choose_subject(facts, model) for model in models)
    needs = need_of_listing(facts), *needs_of_profiles(facts, [subject.route.profile for subject in subjects])
    tried = [Probe(LIST, None, read_list(facts))]
    for model, subject in zip(models, subjects, strict=True):
        tried += (Probe(action, model, reply) for action, reply in subject.permission_replies.items())
    return Probes(tuple(tried), subjects, needs, facts.edition.region)


def is_plain(missing: Shortfall | Denial) -> bool:
    """Whether simply no identity policy allows it."""
    return not missing.explicit and missing.kind in ("", IDENTITY_POLICY)
