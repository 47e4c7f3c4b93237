"""Step 2: what the principal may do, by behaviour first, and by its policies where they can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checkpoints.facts.answer import Answer
from checkpoints.facts.principal import principal
from checkpoints.guide.models import MODELS, REGION
from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS, NAME, STREAM
from checkpoints.guide.requirements import MODEL_PERMISSIONS, POLICY_ATTACHED
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import credentials, evidence, grants, listing, profile, replies
from checkpoints.rules.denial import Denial
from checkpoints.rules.diagnosis import Diagnosis, Kind, diagnose
from checkpoints.rules.finding import Evidence, Finding, blocked, failed, passed, said, unverified
from checkpoints.rules.grants import Shortfall
from checkpoints.rules.seen import Seen

_ACTIONS = (INVOKE, STREAM, LIST)
# In the order of who can mend it last: a guard rail above the account hides everything below it.
_GUARDS = (
    ("service control policy", Cause.SCP_DENY),
    ("resource control policy", Cause.SCP_DENY),
    ("permissions boundary", Cause.PERMISSIONS_BOUNDARY),
    ("session policy", Cause.SESSION_POLICY),
)


def attached(seen: Seen) -> Finding:
    """The guide's policy, or policies that mean the same, are attached to the user or role in use."""
    accepted = credentials.valid(seen)
    if accepted.stops_others:
        return blocked(POLICY_ATTACHED, accepted)
    nothing = _nothing_granted(seen)
    if nothing is not None:
        return nothing
    if grants.allowed_by_statements(seen):
        shown = Evidence("iam:GetPolicyVersion", said("policy.read", names=grants.names(seen)))
        return passed(POLICY_ATTACHED, said("policy.attached", names=grants.names(seen)), shown).but(
            notes=(said("policy.narrow-later"),), guide_notes=(said("guide.get-inference-profile"),)
        )
    permitted = on_models(seen)
    if permitted.passed:
        return passed(POLICY_ATTACHED, said("policy.by-effect"), *permitted.evidence).but(
            notes=(said("policy.narrow-later"),)
        )
    if permitted.stops_others:
        return blocked(POLICY_ATTACHED, permitted)
    return permitted.but(check=POLICY_ATTACHED.id)


def on_models(seen: Seen) -> Finding:
    """The three Bedrock actions are granted, on profiles and on models in every Region that the profiles route to."""
    accepted = credentials.valid(seen)
    if accepted.stops_others:
        return blocked(MODEL_PERMISSIONS, accepted)
    nothing = _nothing_granted(seen)
    if nothing is not None:
        return blocked(MODEL_PERMISSIONS, nothing)
    tried = tuple(_tried(seen))
    denied = tuple(_denied(answer, diagnosis) for _, answer, diagnosis in tried if diagnosis.kind is Kind.IAM)
    if denied:
        said_no = next(answer for _, answer, diagnosis in tried if diagnosis.kind is Kind.IAM)
        return _short(seen, denied, tried, evidence.of(said_no))
    for _, answer, diagnosis in tried:
        if diagnosis.cause in (Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT):
            return _unheard(seen, answer, diagnosis)
    wanted = grants.effects(seen, grants.needs(seen))
    if wanted is not None:
        # Behaviour is decisive where it was tried; a call reaches only one of the Regions that a profile routes to.
        untried = grants.shortfalls({need: effect for need, effect in wanted.items() if need.routed})
        if untried:
            return _short(seen, untried, tried, Evidence("iam:GetPolicyVersion", said("policy.evaluated")))
    for _, answer, diagnosis in tried:
        if not _proves(diagnosis):
            return _unproven(seen, answer, diagnosis)
    return passed(
        MODEL_PERMISSIONS,
        said("permissions.proven", regions=_regions(seen)),
        *(evidence_of_permission(answer, diagnosis) for _, answer, diagnosis in tried),
    )


def evidence_of_permission(answer: Answer, diagnosis: Diagnosis) -> Evidence:
    """A reply that is no IAM denial, as evidence that the action is permitted."""
    if diagnosis.kind is Kind.REQUEST:
        return Evidence(answer.operation, said("evidence.permitted", code=answer.code))
    return evidence.of(answer)


def _tried(seen: Seen) -> Iterator[tuple[str, Answer, Diagnosis]]:
    """Each action as it was tried: (action, answer, diagnosis)."""
    listed = seen.account.inference_profiles
    yield LIST, listed, diagnose(listed)
    for model_id in grants.subjects(seen):
        for action in MODEL_ACTIONS:
            answer = replies.permission(seen, action, model_id)
            yield action, answer, diagnose(answer)
        asked = replies.generation(seen, model_id)
        # A real call is routed, and may meet a Region that the free one did not.
        if asked is not None and diagnose(asked).kind is Kind.IAM:
            yield INVOKE, asked, diagnose(asked)


def _proves(diagnosis: Diagnosis) -> bool:
    """Whether a reply shows that IAM agreed: AWS did it, found the body malformed, or the account said no."""
    return diagnosis.kind in (Kind.NONE, Kind.REQUEST) or (
        diagnosis.kind is Kind.ACCOUNT and diagnosis.cause is not Cause.MODEL_NOT_IN_REGION
    )


def _denied(answer: Answer, diagnosis: Diagnosis) -> Shortfall:
    denial = diagnosis.denial or Denial("", answer.operation, "", "", False)
    region = denial.region if denial.region is not None else REGION
    return Shortfall(denial.action, denial.resource or "*", region, denial.kind, denial.explicit)


def _is_plain(missing: Shortfall) -> bool:
    """Whether simply no identity policy allows it."""
    return not missing.explicit and missing.kind in ("", "identity-based policy")


def _nothing_granted(seen: Seen) -> Finding | None:
    """The finding that the policy is not attached: each of the three actions was tried and plainly denied."""
    tried = tuple(_tried(seen))
    denied = [_denied(answer, diagnosis) for _, answer, diagnosis in tried if diagnosis.kind is Kind.IAM]
    plainly = len(denied) == len(tried) and all(_is_plain(each) and each.action in _ACTIONS for each in denied)
    if not plainly or grants.allowed_by_statements(seen):
        return None
    held = seen.account.policies
    misses = [each for each in held.policies if grants.speaks_of_bedrock(each)] if held.complete else []
    values = {"policy": NAME, "principal": _principal(seen), "action": LIST, "resource": denied[0].resource}
    shown = evidence.of(tried[0][1])
    if misses:
        names = ", ".join(each.name for each in misses)
        return failed(POLICY_ATTACHED, Cause.POLICY_INCOMPLETE, said("policy.says-else", **values, names=names), shown)
    return failed(POLICY_ATTACHED, Cause.POLICY_NOT_ATTACHED, said("policy.not-attached", **values), shown)


def _short(
    seen: Seen, missing: Sequence[Shortfall], tried: Sequence[tuple[str, Answer, Diagnosis]], shown: Evidence
) -> Finding:
    cause, about = _root(missing, tried)
    key = "permissions.elsewhere" if about.region != REGION else "permissions.short"
    if cause is Cause.POLICY_INCOMPLETE and grants.allowed_by_statements(seen):
        key = "permissions.not-yet"
    detail = said(
        key,
        action=about.action,
        resource=about.resource,
        region=about.region or "global",
        kind=about.kind or "identity-based policy",
        principal=_principal(seen),
        policy=NAME,
    )
    return failed(MODEL_PERMISSIONS, cause, detail, shown)


def _root(missing: Sequence[Shortfall], tried: Sequence[tuple[str, Answer, Diagnosis]]) -> tuple[Cause, Shortfall]:
    """The root among what is missing, and the one to tell of."""
    for kind, cause in _GUARDS:
        for each in missing:
            if each.kind == kind:
                return cause, each
    for each in missing:
        if not _is_plain(each):
            return Cause.EXPLICIT_DENY, each
    here = [each for each in missing if each.region == REGION]
    if not here:
        return Cause.DESTINATION_REGION_DENIED, missing[0]
    invoked = any(action == INVOKE and diagnosis.kind is not Kind.IAM for action, _, diagnosis in tried)
    if invoked and all(each.action == STREAM for each in missing):
        return Cause.STREAMING_NOT_ALLOWED, here[0]
    return Cause.POLICY_INCOMPLETE, here[0]


def _unheard(seen: Seen, answer: Answer, diagnosis: Diagnosis) -> Finding:
    if answer.operation == LIST:
        return blocked(MODEL_PERMISSIONS, listing.judged(seen))
    return evidence.unheard(MODEL_PERMISSIONS, answer, diagnosis)


def _unproven(seen: Seen, answer: Answer, diagnosis: Diagnosis) -> Finding:
    if answer.operation == LIST:
        listed = listing.judged(seen)
        return blocked(MODEL_PERMISSIONS, listed) if listed.stops_others else listed.but(check=MODEL_PERMISSIONS.id)
    if diagnosis.cause is Cause.MODEL_NOT_IN_REGION:
        listed = listing.judged(seen)
        if listed.stops_others:
            return blocked(MODEL_PERMISSIONS, listed)
        for model, subject in zip(MODELS, grants.subjects(seen), strict=True):
            if profile.holding(seen, subject) is None:
                return blocked(MODEL_PERMISSIONS, listing.missing(model))
    cause = diagnosis.cause if diagnosis.kind is Kind.LOOKING else Cause.NOT_PERMITTED_TO_LOOK
    detail = said("permissions.unproven", operation=answer.operation)
    return unverified(MODEL_PERMISSIONS, cause or Cause.NOT_PERMITTED_TO_LOOK, detail, evidence.of(answer))


def _principal(seen: Seen) -> str:
    body = seen.account.identity.body
    return principal(body["arn"]).label if body else "-"


def _regions(seen: Seen) -> str:
    found = {arn.split(":")[3] or "global" for each in grants.asked_through(seen) for arn in each.model_arns}
    return ", ".join(sorted(found))
