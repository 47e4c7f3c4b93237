"""What fixes a finding that IAM denies something: the policy to add, or the statement to change, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checkpoints.fixes.missing_grants import (
    find_denied,
    find_missing,
    find_missing_for_pins,
    find_missing_in_boundary,
    find_unproven,
)
from checkpoints.fixes.near_misses import find_condition_of, find_near_miss, find_suspect
from checkpoints.guide.requirements import MARKETPLACE_PERMISSIONS
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals.denial import RESOURCE_CONTROL_POLICY, RESOURCE_POLICY
from checkpoints.rules import policies
from checkpoints.rules.effects import GUARDS, Shortfall, judge_needs, list_subscribing_needs
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import DenyingStatement, Finding, Message, message
from checkpoints.rules.first_use import CAUSES
from checkpoints.rules.iam import Judgement
from checkpoints.rules.iam.grants import Grant, open_account, write_policy
from checkpoints.rules.probes import probe_actions
from checkpoints.rules.profiles import Need

# Cases whose cure is no grant: a new session, or what the owner wants of every request.
_OTHER_CURES = ("revoked-session", "guardrail")
# By the kind of a policy as IAM's sentence names it.
_CASES_OF_KINDS = {
    RESOURCE_CONTROL_POLICY: {"grant": "rcp-grant", "deny": "rcp-deny", "deny-policy": "rcp-deny-policy"},
    RESOURCE_POLICY: {"grant": "resource-grant", "deny": "resource-deny"},
}
# A policy of AWS's own that denies everything: nobody can change it, it is detached.
_DENY_ALL = "AWSDenyAll"


def complete_fix(facts: Facts, found: Finding) -> Finding:
    """The finding with the policy that grants all that is missing, and the advice for its special case.

    Findings of other causes, and those that ask for nothing, are returned as they are. One that is blocked gets what
    its root has.
    """
    fix = _FIXES.get(found.cause) if found.cause else None
    if fix is None or found.verdict not in (Verdict.FAILED, Verdict.BLOCKED):
        return found
    return fix(facts, found)


@derived_once
def write_missing(facts: Facts, needs: tuple[Need, ...]) -> dict[str, object] | None:
    """The policy document that grants some needs; None where there are none."""
    grants = [Grant(each.action, each.resource, each.via) for each in needs]
    return write_policy(grants, facts.edition.policy.document) if grants else None


def _attach(facts: Facts, found: Finding) -> Finding:
    """Something is not granted: a policy that grants it is attached to the principal."""
    missing = find_missing(facts)
    policy, fixed = write_missing(facts, missing), _add_needs(facts, found, missing)
    if found.detail.key == "permissions.not-yet" or policy is None:
        return found.with_(policy=policy, case="not-yet")
    if found.case:
        return fixed.with_(policy=policy)
    if found.detail.key == "policy.unread":
        return fixed.with_(policy=policy, case="unread")
    if policies.name_permission_set(facts) is not None:
        return fixed.with_(policy=policy, case="sso-grant")
    if policies.is_federated(facts):
        return fixed.with_(policy=policy, case="federated-grant")
    near = find_near_miss(facts, missing)
    if near is None:
        return fixed.with_(policy=policy, case="grant")
    named = _name(fixed, near.statement, near.about).with_(policy=policy, case=near.case)
    is_conditional = near.case.startswith("condition") and found.detail.key == "policy.says-else"
    return named.with_(detail=Message("policy.conditional", named.values)) if is_conditional else named


def _grant_pins(facts: Facts, found: Finding) -> Finding:
    """A pinned model is not granted: it is granted, or no longer pinned."""
    policy = write_missing(facts, find_missing_for_pins(facts))
    return _add_needs(facts, found, ()).with_(policy=policy, case="grant") if policy else found


def _lift(facts: Facts, found: Finding) -> Finding:
    """A statement denies: it is changed, since no grant goes before it."""
    if found.case in _OTHER_CURES:
        return found
    held, likely = facts.account.policies, _find_likely_denied(facts, found)
    by = found.denied_by or _find_suspect(facts, found, likely)
    denied = (find_denied(facts, by) if by else ()) or likely
    policy = write_missing(facts, find_missing(facts)) if held.complete else None
    fixed = _add_needs(facts, found, denied).with_(policy=policy, denied_by=by, notes=_note_grant(facts, found, policy))
    if _is_of_permission_set(facts, found):
        return fixed.with_(case="sso-deny")
    if by is None:  # the cause's usual advice is for an identity policy that nobody could read
        return fixed.with_(case="" if found.cause is Cause.EXPLICIT_DENY else _name_case_there(found, "deny"))
    under = find_condition_of(facts, by)
    if under is not None:
        return _name(fixed, by, under.about).with_(case=f"deny-{under.case}")
    return _name(fixed, by, "").with_(case=_name_case_of_kind(found, _name_statement_case(by)))


def _note_grant(facts: Facts, found: Finding, policy: Mapping[str, object] | None) -> tuple[Message, ...]:
    """The notes, and that the policy is to be attached besides, which the advice on a Deny does not say."""
    is_noted = any(note.key == "permissions.also-missing" for note in found.notes)
    if policy is None or is_noted or found.verdict is not Verdict.FAILED:
        return found.notes
    permission_set = policies.name_permission_set(facts)
    if permission_set is not None:
        return (*found.notes, message("permissions.grant-in-set", permission_set=permission_set))
    return (*found.notes, message("permissions.grant-as-well", principal=policies.name_caller(facts)))


def _name_case_of_kind(found: Finding, case: str) -> str:
    """The case of a policy that shares its cause with another kind, which is changed elsewhere; else as it is."""
    of_kind = _CASES_OF_KINDS.get(found.values.get("kind", ""), {})
    return of_kind.get(case, case)


def _name_case_there(found: Finding, case: str) -> str:
    """The case of a policy that nobody could read: of an SCP another one where it is about AWS Marketplace."""
    if found.cause is Cause.SCP_DENY and _is_about_subscribing(found):
        return f"{case}-subscribing"
    return _name_case_of_kind(found, case)


def _is_about_subscribing(found: Finding) -> bool:
    return found.root == MARKETPLACE_PERMISSIONS.id


def _find_suspect(facts: Facts, found: Finding, likely: tuple[Need, ...]) -> DenyingStatement | None:
    """The statement that denies by a condition, where the policies that the finding is about could be read."""
    if found.cause not in (Cause.EXPLICIT_DENY, Cause.PERMISSIONS_BOUNDARY):
        return None
    return find_suspect(facts, likely, in_boundary=found.cause is Cause.PERMISSIONS_BOUNDARY)


def _find_likely_denied(facts: Facts, found: Finding) -> tuple[Need, ...]:
    """What a statement that nobody could read may deny: of Bedrock, or of AWS Marketplace, as the finding is about."""
    others = _find_actions_of_others(facts, found)
    likely = (need for need in find_unproven(facts) if bool(need.via) is _is_about_subscribing(found))
    return _list_judged_subscribing(facts, found) or tuple(need for need in likely if need.action not in others)


def _list_judged_subscribing(facts: Facts, found: Finding) -> tuple[Need, ...]:
    """What policies or the simulator deny of subscribing; nothing where the finding is about something else."""
    return tuple(_list_judged(facts, found)) if _is_about_subscribing(found) else ()


def _list_judged(facts: Facts, found: Finding) -> dict[Need, Judgement]:
    """What policies or IAM's simulator deny for the cause of the finding, of what the finding is about."""
    routed = tuple(need for need in probe_actions(facts).needs if need.routed)
    effects = judge_needs(facts, list_subscribing_needs(facts) if _is_about_subscribing(found) else routed)
    judged = effects.judgements.items() if effects is not None else ()
    return {need: each for need, each in judged if CAUSES.get(each.effect) is found.cause}


def _find_actions_of_others(facts: Facts, found: Finding) -> set[str]:
    """The actions that AWS denies for another reason alone: it would have named a statement that denies them."""
    shortfalls = probe_actions(facts).shortfalls
    own = {each.action for each in shortfalls if each.explicit and _is_of(found, each)}
    return {each.action for each in shortfalls} - own if own else set()


def _is_of(found: Finding, denied: Shortfall) -> bool:
    """Whether a denial is by the policy that a finding is about: of the kind that AWS named, else of its cause."""
    kind = found.values.get("kind")
    return denied.kind == kind if kind in _CAUSES else _CAUSES.get(denied.kind, Cause.EXPLICIT_DENY) is found.cause


def _name_statement_case(by: DenyingStatement) -> str:
    if by.policy == _DENY_ALL:
        return "deny-all"
    return "deny-policy" if by.statement is None else "deny-statement"


def _widen(facts: Facts, found: Finding) -> Finding:
    """A policy above the principal's own does not allow something: it is allowed there, unless it is denied there."""
    if _is_denied_there(facts, found):
        return _lift(facts, found)
    missing = _find_missing_there(facts, found)
    policy, fixed = write_missing(facts, missing), _add_needs(facts, found, missing)
    if found.values.get("kind") == RESOURCE_CONTROL_POLICY:  # it only ever denies: nobody can add an Allow to one
        return fixed.with_(case=_name_case_of_kind(found, "grant"))
    if policy is None:
        return fixed
    if found.cause is Cause.RESOURCE_POLICY:
        policy = _for_everybody(policy)
    usual = "sso-grant" if _is_of_permission_set(facts, found) else _name_case_there(found, "grant")
    return fixed.with_(policy=policy, case=found.case or usual)


def _is_of_permission_set(facts: Facts, found: Finding) -> bool:
    """Whether what denies belongs to a permission set of IAM Identity Center, which cannot be edited in IAM."""
    is_own = found.cause in (Cause.EXPLICIT_DENY, Cause.PERMISSIONS_BOUNDARY)
    return is_own and policies.name_permission_set(facts) is not None


def _find_missing_there(facts: Facts, found: Finding) -> tuple[Need, ...]:
    """What that policy may not allow: of a boundary that could be read what it does not, else what is unproven.

    Of AWS Marketplace it is what the simulator says that it does not allow, where that may be asked.
    """
    if found.cause is Cause.PERMISSIONS_BOUNDARY and facts.account.policies.boundary is not None:
        return find_missing_in_boundary(facts)
    unproven = find_unproven(facts)
    if found.cause is Cause.RESOURCE_POLICY:  # AWS Marketplace is called by Bedrock itself
        unproven = tuple(need for need in unproven if not need.via)
    return _list_judged_subscribing(facts, found) or unproven


def _is_denied_there(facts: Facts, found: Finding) -> bool:
    """Whether a statement of that policy denies; of an organization's, which nobody can read, unless AWS says else.

    IAM's simulator says it as well as a refusal does.
    """
    kinds = [each for each in probe_actions(facts).shortfalls if _is_of(found, each)]
    if found.denied_by is not None or any(each.explicit for each in kinds):
        return True
    if found.cause is not Cause.SCP_DENY or kinds:
        return False
    judged = _list_judged(facts, found)
    return not judged or any(each.is_explicit for each in judged.values())


def _for_everybody(policy: Mapping[str, object]) -> dict[str, object]:
    """The policy as one of a resource, whose statements name whom they are for."""
    return {**policy, "Statement": [{"Principal": "*", **each} for each in policies.list_statements(policy)]}


def _name(found: Finding, statement: DenyingStatement, about: str) -> Finding:
    values = {"policy": statement.policy, "statement": str(statement.statement), "key": about}
    return found.with_(values={**found.values, **values})


def _add_needs(facts: Facts, found: Finding, needs: Sequence[Need]) -> Finding:
    """The finding with the actions of needs, and patterns that cover their resources in every account and Region."""
    values = {**found.values, "principal": policies.name_caller(facts)}
    permission_set = policies.name_permission_set(facts)
    if permission_set is not None:
        values["permission_set"] = permission_set
    if needs:
        resources = dict.fromkeys(_open_region(open_account(each.resource)) for each in needs)
        values["action"] = ", ".join(dict.fromkeys(each.action for each in needs))
        values["resource"] = ", ".join(resources)
    return found.with_(values=values)


def _open_region(arn: str) -> str:
    """The pattern of a foundation model in every Region; any other resource as it is."""
    fields = arn.split(":", 5)
    is_model = len(fields) == 6 and fields[5].startswith("foundation-model/")
    return ":".join((*fields[:3], "*", *fields[4:])) if is_model else arn


_CAUSES = dict(GUARDS)
_FIXES: dict[Cause, Callable[[Facts, Finding], Finding]] = {
    Cause.POLICY_NOT_ATTACHED: _attach,
    Cause.POLICY_INCOMPLETE: _attach,
    Cause.STREAMING_NOT_ALLOWED: _attach,
    Cause.DESTINATION_REGION_DENIED: _attach,
    Cause.MARKETPLACE_DENIED: _attach,
    Cause.MODEL_PIN_UNUSABLE: _grant_pins,
    Cause.EXPLICIT_DENY: _lift,
    Cause.SCP_DENY: _widen,
    Cause.PERMISSIONS_BOUNDARY: _widen,
    Cause.SESSION_POLICY: _widen,
    Cause.RESOURCE_POLICY: _widen,
}
