"""The root among all that was denied, the statement that denies, and whoever can lift it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checkpoints.guide.policy import STREAM
from checkpoints.guide.requirements import MODEL_PERMISSIONS
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals import denial
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.rules import policies
from checkpoints.rules.effects import Shortfall, name_statement
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import DenyingStatement, Evidence, Finding, Message, failed, message
from checkpoints.rules.probes import Probe, Probes, is_plain
from checkpoints.rules.profiles import Need

# The first of these kinds that denies is the root: what stands above the account hides everything below it.
GUARDS = (
    (denial.SERVICE_CONTROL_POLICY, Cause.SCP_DENY),
    (denial.RESOURCE_CONTROL_POLICY, Cause.SCP_DENY),
    (denial.PERMISSIONS_BOUNDARY, Cause.PERMISSIONS_BOUNDARY),
    (denial.SESSION_POLICY, Cause.SESSION_POLICY),
    (denial.VPC_ENDPOINT_POLICY, Cause.RESOURCE_POLICY),
    (denial.RESOURCE_POLICY, Cause.RESOURCE_POLICY),
)
# The policies that AWS attaches to a user whose key it found in public ("AWS managed policies for IAM").
_QUARANTINE = re.compile(r"AWSCompromisedKeyQuarantine\w*")


def tell_shortfalls(facts: Facts, probes: Probes, missing: Sequence[Shortfall], *shown: Evidence) -> Finding:
    """The finding that permissions on models fall short."""
    region = facts.edition.region
    cause, about = _find_guard(missing) or _find_gap(missing, region)
    key = "permissions.short" if about.region == region else "permissions.elsewhere"
    if cause is Cause.POLICY_INCOMPLETE and policies.do_statements_allow(facts, probes.needs):
        key = "permissions.not-yet"
    same = [each for each in missing if (each.kind, each.explicit) == (about.kind, about.explicit)]
    values = {"kind": about.kind or denial.IDENTITY_POLICY, "principal": policies.name_caller(facts)}
    found = failed(MODEL_PERMISSIONS, cause, message(key, **_list_missing(same, about, region), **values), *shown)
    others = [each for each in missing if each not in same]
    return _with_statement(facts, probes, about, found).with_(notes=_note_others(facts, others))


def _note_others(facts: Facts, others: Sequence[Shortfall]) -> tuple[Message, ...]:
    """What other policies deny besides, each kind in a sentence of its own: the fix of the root does not reach it."""
    by_kind: dict[tuple[str, bool], list[Shortfall]] = {}
    for each in others:
        by_kind.setdefault((each.kind or denial.IDENTITY_POLICY, each.explicit), []).append(each)
    return tuple(_note_other(facts, kind, alike) for kind, alike in by_kind.items())


def _note_other(facts: Facts, kind: tuple[str, bool], alike: Sequence[Shortfall]) -> Message:
    name, is_explicit = kind
    key = "permissions.also-there"
    if name == denial.IDENTITY_POLICY:
        key = "permissions.also-denied" if is_explicit else "permissions.also-missing"
    return message(
        key,
        action=_list_once([each.action for each in alike]),
        resource=_list_once([each.resource for each in alike]),
        kind=name,
        principal=policies.name_caller(facts),
    )


def _with_statement(facts: Facts, probes: Probes, about: Shortfall, found: Finding) -> Finding:
    """The statement that denies, and which special case it makes, as far as policies could be read."""
    found = found.with_(denied_by=about.denied_by)
    if found.cause not in (Cause.EXPLICIT_DENY, Cause.POLICY_INCOMPLETE, Cause.PERMISSIONS_BOUNDARY):
        return found
    asked = Need(about.action, about.resource, about.region)
    need = next((each for each in probes.needs if _names(each, about)), asked)
    judged = policies.find_denial(facts, need)
    named = found.with_(denied_by=(name_statement(judged) if judged else None) or about.denied_by)
    if policies.is_guardrail_required(facts, need):
        return named.with_(case="guardrail")
    return _as_revoked(facts, probes, need, named, found) if found.cause is Cause.EXPLICIT_DENY else named


def _as_revoked(facts: Facts, probes: Probes, need: Need, named: Finding, found: Finding) -> Finding:
    """An explicit denial, told as a session that was revoked where it is one."""
    revoking = policies.find_revocation(facts, need)
    if revoking or _is_everything_denied(facts, probes):
        return found.with_(case="revoked-session", denied_by=revoking or found.denied_by)
    return named


def _names(need: Need, about: Shortfall) -> bool:
    return (need.action, need.resource) == (about.action, about.resource)


def _is_everything_denied(facts: Facts, probes: Probes) -> bool:
    """Whether every action of a session, those of IAM included, is denied explicitly by a policy of its role.

    That is what `AWSRevokeOlderSessions` does ("Revoke IAM role temporary security credentials").
    """
    refusals = [diagnose(each) for each in facts.account.policies.refusals]
    refusals += [each.reply.diagnosis for each in probes.tried]
    return (
        policies.is_session(facts)
        and bool(facts.account.policies.refusals)
        and all(
            each.denial is not None and each.denial.explicit and each.denial.kind in ("", denial.IDENTITY_POLICY)
            for each in refusals
        )
    )


def _list_missing(same: Sequence[Shortfall], about: Shortfall, region: str) -> dict[str, str]:
    """Each action and resource once, and their Regions: the guide's, or all others, as of the one that is told of."""
    there = [each.region for each in same if (each.region == region) == (about.region == region)]
    return {
        "action": _list_once([each.action for each in same]),
        "resource": _list_once([each.resource for each in same]),
        "region": _list_once(there),
    }


def _list_once(values: Iterable[str]) -> str:
    """Each value once; a model without a Region is that of a global profile."""
    return ", ".join(dict.fromkeys(value or "global" for value in values))


def _find_guard(missing: Sequence[Shortfall]) -> tuple[Cause, Shortfall] | None:
    """What keeps the caller from it whatever the caller's own policies allow."""
    for kind, cause in GUARDS:
        for each in missing:
            if each.kind == kind:
                return cause, each
    denied = next((each for each in missing if not is_plain(each)), None)
    return None if denied is None else (Cause.EXPLICIT_DENY, denied)


def _find_gap(missing: Sequence[Shortfall], region: str) -> tuple[Cause, Shortfall]:
    """What no identity policy allows."""
    here = [each for each in missing if each.region == region]
    if not here:
        return Cause.DESTINATION_REGION_DENIED, missing[0]
    only_streaming = all(each.action == STREAM for each in missing)
    return Cause.STREAMING_NOT_ALLOWED if only_streaming else Cause.POLICY_INCOMPLETE, here[0]


def find_quarantine(facts: Facts, probes: Probes) -> Finding | None:
    """The user's key is known to have leaked, and a call was denied: AWS's policy is the root, whatever it denied."""
    denied = [each for each in probes.tried if each.is_denied]
    name = _name_quarantine(facts, denied) if denied else None
    if name is None:
        return None
    detail = message("permissions.quarantined", policy=name, principal=policies.name_caller(facts))
    found = failed(MODEL_PERMISSIONS, Cause.KEY_QUARANTINED, detail, *(each.shown for each in denied))
    judged = (policies.find_denial(facts, need) for need in probes.needs)
    read = next((each.statement for each in judged if each is not None and each.policy == name), None)
    return found.with_(denied_by=DenyingStatement(name, read))


def _name_quarantine(facts: Facts, denied: Sequence[Probe]) -> str | None:
    """AWS's policy for leaked keys, by the attached policies or by a denial that names it."""
    held = facts.account.policies
    attached = (*(each.name for each in held.policies), *held.unread)
    named = (found[0] for each in denied if (found := _QUARANTINE.search(each.reply.answer.message)))
    return next((name for name in attached if _QUARANTINE.fullmatch(name)), next(named, None))
