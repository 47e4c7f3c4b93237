"""What administrators do in IAM, in IAM Identity Center and in the organization, for each text that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from checkpoints.offline.scenarios.baseline import KEY, OTHER_KEY_ID, OTHER_SECRET, document, statement
from checkpoints.offline.world import ACCOUNT_ID, Document, Group, Key, NamedPolicy, Role, User
from tests.offline.solver.act import Acts
from tests.offline.solver.documents import (
    Change,
    Statement,
    add_to_condition,
    change_denies,
    change_statement,
    change_statements,
    covers,
    except_from,
    except_principal,
    join,
    list_statements,
)
from tests.offline.solver.on_machine import ACCESS_KEY
from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

# -- who has which policies


def _change_principals(situation: Situation, named: str, change: Callable[[Any], Any]) -> None:
    """Change the user or role that a report calls `user/NAME` or `role/NAME`."""
    kind, _, name = named.partition("/")
    held: Iterable[User | Role] = situation.world.users if kind == "user" else situation.world.roles
    assert any(each.name == name for each in held), f"there is no {named}"
    changed = tuple(change(each) if each.name == name else each for each in held)
    situation.change_world(**{"users" if kind == "user" else "roles": changed})


def _change_policies(situation: Situation, change: Callable[[NamedPolicy], NamedPolicy]) -> None:
    """Change identity policies and boundaries wherever they are. One that is left without a statement goes."""

    def changed(holder: Any) -> Any:
        holder = replace(holder, attached=keep(holder.attached), inline=keep(holder.inline))
        if isinstance(holder, Group):
            return holder
        return replace(holder, boundary=change(holder.boundary) if holder.boundary else None)

    def keep(policies: tuple[NamedPolicy, ...]) -> tuple[NamedPolicy, ...]:
        return tuple(policy for policy in map(change, policies) if list_statements(policy.document))

    users = tuple(replace(changed(each), groups=tuple(map(changed, each.groups))) for each in situation.world.users)
    situation.change_world(users=users, roles=tuple(map(changed, situation.world.roles)))


def _change_named_statement(fix: Fix, situation: Situation, change: Change) -> None:
    """Change the statement that the text names, wherever its policy is attached."""
    name, found = fix.values["policy"], []

    def changed(policy: NamedPolicy) -> NamedPolicy:
        if policy.name != name:
            return policy
        found.append(policy)
        return replace(policy, document=change_statement(policy.document, fix.values["statement"], change))

    _change_policies(situation, changed)
    assert found, f"there is no {name}"


def _in_denies(change: Change) -> Callable[[NamedPolicy], NamedPolicy]:
    return lambda policy: replace(policy, document=change_denies(policy.document, change))


# -- something is to be granted


def _attach(fix: Fix, situation: Situation) -> None:
    """Attach the JSON of the report to the principal that the text names."""
    pasted = NamedPolicy("PastedFromTheReport", _policy(fix))
    _change_principals(
        situation, fix.values["principal"], lambda each: replace(each, attached=(*each.attached, pasted))
    )


def _replace_statement(fix: Fix, situation: Situation) -> None:
    """Replace the statement that the text names with those of the JSON."""
    _change_named_statement(fix, situation, lambda _: list_statements(_policy(fix)))


def _add_regions(fix: Fix, situation: Situation) -> None:
    """Add the destination Regions to the condition of the statement that the text names."""
    regions = [region for region in situation.world.regions if region != situation.world.region]
    _change_named_statement(fix, situation, lambda each: add_to_condition(each, fix.values["key"], regions))


def _add_to_boundary(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the permissions boundary."""
    _change_principals(situation, fix.values["principal"], partial(_with_wider_boundary, _policy(fix)))


def _with_wider_boundary(pasted: Document, each: User | Role) -> User | Role:
    assert each.boundary is not None
    return replace(each, boundary=replace(each.boundary, document=join(each.boundary.document, pasted)))


def _add_to_session_policy(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the policy that sessions are created with."""
    _change_session_policy(situation, lambda policy: join(policy, _policy(fix)))


def _change_session_policy(situation: Situation, change: Callable[[Document], Document]) -> None:
    (session,) = situation.world.sessions
    assert session.policy is not None
    situation.change_world(sessions=(replace(session, policy=change(session.policy)),))


def _add_to_endpoint_policy(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the policy of the VPC endpoint."""
    _change_endpoint_policy(situation, lambda policy: join(policy, _policy(fix)))


def _change_endpoint_policy(situation: Situation, change: Callable[[Document], Document]) -> None:
    assert situation.world.vpc_endpoint_policy is not None
    situation.change_world(vpc_endpoint_policy=change(situation.world.vpc_endpoint_policy))


def _add_to_scp(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the SCP."""
    (scp,) = situation.world.scps
    situation.change_world(scps=(replace(scp, document=join(scp.document, _policy(fix))),))


def _add_to_permission_set(fix: Fix, situation: Situation) -> None:
    """Add the JSON to the inline policy of the permission set, and provision it."""
    pasted = NamedPolicy("AddedToTheInlinePolicy", _policy(fix))
    name = _role_of_permission_set(fix, situation)
    _change_principals(situation, name, lambda each: replace(each, inline=(*each.inline, pasted)))


def _add_to_boundary_of_permission_set(fix: Fix, situation: Situation) -> None:
    """Add the JSON to the policy that is the boundary of the permission set, and provision it."""
    name = _role_of_permission_set(fix, situation)
    _change_principals(situation, name, partial(_with_wider_boundary, _policy(fix)))


def _role_of_permission_set(fix: Fix, situation: Situation) -> str:
    """The role that the permission set provisions, as a report calls it."""
    (role,) = (each for each in situation.world.roles if f"_{fix.values['permission_set']}_" in each.name)
    return f"role/{role.name}"


def _allow_assuming(_: Fix, situation: Situation) -> None:
    """Check the permission sts:AssumeRole: it was not there."""
    allowing = NamedPolicy("AssumeRole", document(statement("Allow", ["sts:AssumeRole"])))
    user = situation.world.users[0].name
    _change_principals(situation, f"user/{user}", lambda each: replace(each, attached=(*each.attached, allowing)))


def _policy(fix: Fix) -> dict[str, Any]:
    assert fix.policy is not None, fix
    return fix.policy


# -- a statement denies


def _except(fix: Fix) -> Change:
    """Make an exception of the actions and resources that the text names."""
    actions, resources = (fix.values[name].split(", ") for name in ("action", "resource"))
    return lambda denying: except_from(denying, actions, resources)


def _except_in_statement(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement that the text names."""
    assert fix.denied_by is not None
    assert (fix.denied_by["policy"], str(fix.denied_by["statement"])) == (fix.values["policy"], fix.values["statement"])
    _change_named_statement(fix, situation, _except(fix))


def _except_attendee(fix: Fix, situation: Situation) -> None:
    """Add an exception for the attendee to the Deny statement that the text names."""
    arn = f"arn:aws:iam::{ACCOUNT_ID}:user/{situation.world.users[0].name}"
    _change_named_statement(fix, situation, lambda denying: except_principal(denying, arn))


def _except_in_scp(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the SCP."""
    situation.change_world(scps=tuple(map(_in_denies(_except(fix)), situation.world.scps)))


def _except_in_boundary(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the permissions boundary."""
    change = _in_denies(_except(fix))
    _change_principals(situation, fix.values["principal"], lambda each: replace(each, boundary=change(each.boundary)))


def _except_in_session_policy(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the policy that sessions are created with."""
    _change_session_policy(situation, lambda policy: change_denies(policy, _except(fix)))


def _except_in_endpoint_policy(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the VPC endpoint's policy."""
    _change_endpoint_policy(situation, lambda policy: change_denies(policy, _except(fix)))


def _except_in_permission_set(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the permission set, and provision it."""
    _role_of_permission_set(fix, situation)
    _change_policies(situation, _in_denies(_except(fix)))


def _remove_deny(fix: Fix, situation: Situation) -> None:
    """Find the Deny statement on the actions among the policies that apply, and remove it."""
    actions = fix.values["action"].split(", ")
    _change_policies(situation, _in_denies(lambda denying: [] if covers(denying, actions) else [denying]))


def _remove_guardrail_condition(fix: Fix, situation: Situation) -> None:
    """Remove the condition on a guardrail; of a Deny that hangs on it alone, the statement."""
    key = "bedrock:GuardrailIdentifier"
    assert key in fix.how

    def without(each: Statement) -> list[Statement]:
        keys = [name for compared in each.get("Condition", {}).values() for name in compared]
        if key not in keys:
            return [each]
        assert keys == [key]
        return [{name: held for name, held in each.items() if name != "Condition"}] if each["Effect"] == "Allow" else []

    _change_policies(situation, lambda policy: replace(policy, document=change_statements(policy.document, without)))


def _change_quarantined_key(fix: Fix, situation: Situation) -> None:
    """Deactivate the key, detach the quarantine once AWS agrees, create another key and enter it."""
    user = situation.world.users[0].name
    keys = tuple(each for each in situation.world.keys if each != KEY)
    situation.change_world(keys=(*keys, Key(OTHER_KEY_ID, OTHER_SECRET, user)))
    if "detach AWSCompromisedKeyQuarantine" in fix.how:
        _change_principals(situation, f"user/{user}", _without_quarantine)
    if "aws configure" in fix.how:
        situation.run("aws configure", OTHER_KEY_ID, OTHER_SECRET, *ACCESS_KEY[2:])


def _without_quarantine(user: User) -> User:
    return replace(user, attached=tuple(each for each in user.attached if "KeyQuarantine" not in each.name))


ACTS: Acts = {
    "policy-not-attached.grant": _attach,
    "policy-incomplete.grant": _attach,
    "streaming-not-allowed.grant": _attach,
    "destination-region-denied.grant": _attach,
    "marketplace-denied.grant": _attach,
    "policy-incomplete.condition": _attach,
    "policy-incomplete.condition-mfa": _attach,
    "policy-incomplete.condition-network": _attach,
    "destination-region-denied.condition-region": _add_regions,
    "policy-incomplete.unknown-action": _replace_statement,
    "policy-not-attached.sso-grant": _add_to_permission_set,
    "streaming-not-allowed.sso-grant": _add_to_permission_set,
    "permissions-boundary.grant": _add_to_boundary,
    "permissions-boundary.sso-grant": _add_to_boundary_of_permission_set,
    "session-policy.grant": _add_to_session_policy,
    "resource-policy.grant": _add_to_endpoint_policy,
    "scp-deny.grant": _add_to_scp,
    "scp-deny.grant-subscribing": _add_to_scp,
    "assume-role-failed": _allow_assuming,
    "explicit-deny": _remove_deny,
    "explicit-deny.deny-statement": _except_in_statement,
    "explicit-deny.deny-condition": _except_in_statement,
    "explicit-deny.deny-condition-mfa": _except_attendee,
    "explicit-deny.deny-condition-network": _except_attendee,
    "explicit-deny.deny-condition-region": _add_regions,
    "explicit-deny.guardrail": _remove_guardrail_condition,
    "permissions-boundary.guardrail": _remove_guardrail_condition,
    "policy-incomplete.guardrail": _remove_guardrail_condition,
    "model-pin-unusable.grant": _attach,
    "explicit-deny.sso-deny": _except_in_permission_set,
    "permissions-boundary.deny": _except_in_boundary,
    "permissions-boundary.deny-statement": _except_in_statement,
    "session-policy.deny": _except_in_session_policy,
    "resource-policy.deny": _except_in_endpoint_policy,
    "scp-deny.deny": _except_in_scp,
    "scp-deny.deny-subscribing": _except_in_scp,
    "key-quarantined": _change_quarantined_key,
}
