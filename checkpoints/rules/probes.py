"""Each action of the guide's policy as it was tried, and why it was denied.

The reason is in IAM's words, or in the policies where AWS gives none that can be read. Policies are not believed where
behaviour contradicts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from checkpoints.guide.models import Model
from checkpoints.guide.policy import LIST, MODEL_ACTIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.rules.access import choose_subject
from checkpoints.rules.effects import PolicyEffects, Shortfall, is_plain, judge_needs
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Evidence, Reply, message
from checkpoints.rules.iam import Effect, Judgement, StatementDoubt
from checkpoints.rules.models import ModelAnswers
from checkpoints.rules.profiles import InferenceProfile, Need, build_listing_need, list_profile_needs, read_list

_ACTIONS = frozenset((LIST, *MODEL_ACTIONS))
_Basis = tuple[object, ...]
_OF_RESOURCE = ("aws:resource", "bedrock:")  # condition keys of one resource, or of one call


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
    subjects: Mapping[Model, ModelAnswers]
    needs: tuple[Need, ...]
    region: str

    @property
    def profiles(self) -> tuple[InferenceProfile, ...]:
        """The profiles through which the models were called."""
        return tuple(subject.route.profile for subject in self.subjects.values())

    @property
    def explained(self) -> tuple[Probe, ...]:
        """What was denied for a reason that IAM's words or the policies tell."""
        return tuple(each for each in self.tried if each.is_explained)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The same, as what is missing."""
        return tuple(each.shortfall(self.region) for each in self.explained)

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
    subjects = {model: choose_subject(facts, model) for model in facts.edition.models}
    profiles = [subject.route.profile for subject in subjects.values()]
    needs = build_listing_need(facts), *list_profile_needs(facts, profiles)
    tried = [Probe(LIST, None, read_list(facts))]
    for model, subject in subjects.items():
        tried += (Probe(action, model, reply) for action, reply in subject.permission_replies.items())
    return Probes(tuple(tried), subjects, needs, facts.edition.region)


# -- why an action was denied


@derived_once
def probe_actions(facts: Facts) -> Probes:
    """Every action as it was tried, with the reason of each denial as far as anything shows it."""
    probes = try_actions(facts)
    effects = judge_needs(facts, probes.needs) if any(_is_open(each.reply) for each in probes.tried) else None
    return replace(probes, tried=tuple(_explain(probes, each, effects) for each in probes.tried))


def is_list_denied(facts: Facts) -> bool:
    """Whether the list is denied to the caller: of that `permissions` judges."""
    listed = read_list(facts)
    if _is_unknown_refusal(listed):
        return probe_actions(facts).tried[0].is_denied
    return listed.kind is Kind.IAM


def _explain(probes: Probes, probe: Probe, effects: PolicyEffects | None) -> Probe:
    """The same action, with what the policies say of it where AWS gives no reason for a denial, or none to be read."""
    decided = _decide(probes, probe, effects) if effects is not None and _is_open(probe.reply) else None
    denial = probe.reply.diagnosis.denial
    is_encoded = denial is not None and denial.is_encoded
    is_unreadable = decided is None and (_are_refused_alike(probes.tried) or is_encoded)
    return replace(probe, decided=decided, is_unreadable=is_unreadable)


def _is_open(reply: Reply) -> bool:
    """Whether AWS refused and its words do not tell which kind of policy denies."""
    denial = reply.diagnosis.denial
    return _is_unknown_refusal(reply) if denial is None else not denial.explicit and not denial.kind


def _is_unknown_refusal(reply: Reply) -> bool:
    """Whether AWS refused with the status of a denial, in words that nobody knows."""
    return reply.kind is Kind.UNKNOWN and reply.answer.status == 403


def _are_refused_alike(tried: Sequence[Probe]) -> bool:
    """Whether listing and every call are refused in the same unknown words: permissions are what they share."""
    words = {(each.reply.answer.code, each.reply.answer.message) for each in tried}
    return len(words) == 1 and all(_is_unknown_refusal(each.reply) for each in tried)


def _decide(probes: Probes, probe: Probe, effects: PolicyEffects) -> Shortfall | None:
    """The denial of an action as the policies show it.

    Where nobody can read AWS's words, they are not believed where behaviour contradicts them.
    """
    denial = probe.reply.diagnosis.denial
    if denial is None or denial.is_encoded:
        return next(_list_denied(probes, probe, correct_by_behaviour(probes, effects)), None)
    listed = _list_denied(probes, probe, effects)
    return next((each for each in listed if each.resource == denial.resource and not is_plain(each)), None)


def _list_denied(probes: Probes, probe: Probe, effects: PolicyEffects) -> Iterator[Shortfall]:
    """What the policies deny of what an action was tried on: the list, or a model's profile and what stands behind."""
    denied = {each.resource: each for each in effects.shortfalls if each.action == probe.action}
    if probe.model is None:
        resources: tuple[str, ...] = (probes.needs[0].resource,)
    else:
        profile = probes.subjects[probe.model].route.profile
        resources = profile.arn, *profile.model_arns
    yield from (denied[each] for each in resources if each in denied)


# -- policies beside behaviour


def correct_by_behaviour(probes: Probes, effects: PolicyEffects) -> PolicyEffects:
    """The effects, with every denial UNKNOWN that stands on something which behaviour contradicts.

    A denial that is contradicted takes along all that stand on the same statement; where no statement decided, all of
    the same action, since a statement that allows it must have been missed. What hangs on a condition of the session
    alone is allowed once AWS let another request through that hangs on the same.
    """
    granted = {need for probe in probes.tried if probe.proves for need in _granted(probes, probe, effects)}
    wrong = {_basis(need, effects.judgements[need]) for need in granted if effects.judgements[need].effect.is_denial}
    settled = [effects.judgements[need] for need in granted if _hangs_on_session(effects.judgements[need])]
    corrected = {need: _correct(need, judged, wrong, settled) for need, judged in effects.judgements.items()}
    return replace(effects, judgements=corrected)


def _correct(need: Need, judged: Judgement, wrong: Set[_Basis], settled: Sequence[Judgement]) -> Judgement:
    """A judgement beside what behaviour contradicts, and beside doubts that it settles."""
    if _basis(need, judged) in wrong:
        return _doubt(judged)
    if any(judged.hangs_alike(each) for each in settled):
        return Judgement(Effect.ALLOWED)
    return judged


def _hangs_on_session(judged: Judgement) -> bool:
    """Whether all that could not be judged is the same in every request of the session: its address, its tags."""
    return bool(judged.doubts) and all(
        each.policy and each.where and not each.where.lower().startswith(_OF_RESOURCE) for each in judged.doubts
    )


def _granted(probes: Probes, probe: Probe, effects: PolicyEffects) -> Iterator[Need]:
    """What AWS has granted when it let this action through, as far as effects are known.

    It reached one of the Regions that the profile routes to: where all are judged to be denied, one is judged wrongly.
    """
    if probe.model is None:
        yield from effects.judgements.keys() & {probes.needs[0]}
        return
    arn = probes.subjects[probe.model].route.profile.arn
    own = [need for need in effects.judgements if need.action == probe.action]
    yield from (need for need in own if need.resource == arn)
    regions = [need for need in own if need.profile_arn == arn]
    if all(effects.judgements[need].effect.is_denial for need in regions):
        yield from regions


def _basis(need: Need, judged: Judgement) -> _Basis:
    """What a denial stands on: a statement, or that no statement allows the action."""
    return judged.effect, judged.policy, judged.statement, need.action if judged.statement is None else None


def _doubt(judged: Judgement) -> Judgement:
    doubt = StatementDoubt(judged.policy or "", 0, judged.statement, "behaviour", judged.effect.value)
    return Judgement(Effect.UNKNOWN, judged.policy, judged.statement, (doubt,))
