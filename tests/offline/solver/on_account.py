"""What the account's owner does in IAM, in the organisation and in the Bedrock console, for each text that asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from checkpoints.guide.policy import LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios.baseline import KEY, OTHER_KEY_ID, OTHER_SECRET, Baseline, document, statement
from checkpoints.offline.world import OPEN, Document, FoundationModel, Group, Key, NamedPolicy, Role, User
from tests.offline.solver.act import Acts, run_command
from tests.offline.solver.on_machine import ACCESS_KEY
from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

_OFFERED = Baseline(WORKSHOP).catalogue
# Actions that a Deny of whole services denies, those of the guide among them; enough to write the rest of it.
_ACTIONS = (
    *MODEL_ACTIONS,
    LIST,
    *MARKETPLACE_ACTIONS,
    "aws-marketplace:Unsubscribe",
    "aws-marketplace:ViewAgreements",
    "bedrock:DeleteGuardrail",
)


# -- policies


def _attach(fix: Fix, situation: Situation) -> None:
    """Attach the JSON of the report to the principal that the text names."""
    pasted = NamedPolicy("PastedFromTheReport", _policy(fix))
    _change_principals(
        situation, fix.values["principal"], lambda each: replace(each, attached=(*each.attached, pasted))
    )


def _replace_statement(fix: Fix, situation: Situation) -> None:
    """Replace the statement that the text names with those of the JSON."""
    name, place = fix.values["policy"], fix.values["statement"]

    def replaced(policy: NamedPolicy) -> NamedPolicy:
        if policy.name != name:
            return policy
        return replace(policy, document=_with_statement(policy.document, place, lambda _: _statements(_policy(fix))))

    _change_principals(
        situation,
        fix.values["principal"],
        lambda each: replace(each, attached=tuple(replaced(policy) for policy in each.attached)),
    )


def _add_to_boundary(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the permissions boundary."""

    def widen(each: User | Role) -> User | Role:
        assert each.boundary is not None
        return replace(each, boundary=replace(each.boundary, document=_joined(each.boundary.document, _policy(fix))))

    _change_principals(situation, fix.values["principal"], widen)


def _add_to_session_policy(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the policy that sessions are created with."""
    (session,) = situation.world.sessions
    assert session.policy is not None
    situation.change_world(sessions=(replace(session, policy=_joined(session.policy, _policy(fix))),))


def _add_to_endpoint_policy(fix: Fix, situation: Situation) -> None:
    """Add the statements of the JSON to the policy of the VPC endpoint."""
    held = situation.world.vpc_endpoint_policy
    assert held is not None
    situation.change_world(vpc_endpoint_policy=_joined(held, _policy(fix)))


def _add_to_permission_set(fix: Fix, situation: Situation) -> None:
    """Add the JSON to the inline policy of the permission set, and provision it."""
    pasted = NamedPolicy("AwsSSOInlinePolicy", _policy(fix))
    roles = [each for each in situation.world.roles if f"_{fix.values['permission_set']}_" in each.name]
    assert roles
    situation.change_world(roles=tuple(replace(each, inline=(*each.inline, pasted)) for each in roles))


def _except_in_statement(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement that the report names."""
    name, place = fix.values["policy"], fix.values["statement"]
    assert fix.denied_by is not None
    assert (fix.denied_by["policy"], str(fix.denied_by["statement"])) == (name, place)
    assert name in {policy.name for policy in _identity_policies(situation)}
    _change_policies(
        situation,
        lambda policy: (
            replace(policy, document=_with_statement(policy.document, place, lambda denying: _without(denying, fix)))
            if policy.name == name
            else policy
        ),
    )


def _except_in_scp(fix: Fix, situation: Situation) -> None:
    """Add an exception to the Deny statement of the SCP."""
    situation.change_world(scps=tuple(_with_exception(each, fix) for each in situation.world.scps))


def _remove_deny(fix: Fix, situation: Situation) -> None:
    """Find the Deny statement on the actions among the policies that apply, and remove it."""
    actions = _split(fix.values["action"])

    def without(policy: NamedPolicy) -> NamedPolicy:
        return replace(
            policy,
            document={
                **policy.document,
                "Statement": [
                    each for each in _statements(policy.document) if not (_is_deny(each) and _covers(each, actions))
                ],
            },
        )

    _change_policies(situation, without)


def _remove_condition(fix: Fix, situation: Situation) -> None:
    """Remove the condition on a guardrail; of a Deny that hangs on it, the statement."""
    assert fix.denied_by is not None
    place = str(fix.denied_by["statement"])
    name = fix.denied_by["policy"]
    _change_policies(
        situation,
        lambda policy: (
            replace(policy, document=_with_statement(policy.document, place, lambda _: []))
            if policy.name == name
            else policy
        ),
    )


def _change_quarantined_key(fix: Fix, situation: Situation) -> None:
    """Deactivate the key, detach the quarantine once AWS agrees, create another key and enter it."""
    user = situation.world.users[0].name
    keys = tuple(each for each in situation.world.keys if each != KEY)
    situation.change_world(keys=(*keys, Key(OTHER_KEY_ID, OTHER_SECRET, user)))
    if "etach" in fix.how:
        _change_principals(
            situation,
            f"user/{user}",
            lambda each: replace(
                each, attached=tuple(policy for policy in each.attached if "Quarantine" not in policy.name)
            ),
        )
    situation.run("aws configure", OTHER_KEY_ID, OTHER_SECRET, *ACCESS_KEY[2:])


def _allow_assuming(_: Fix, situation: Situation) -> None:
    """Check the permission sts:AssumeRole: it was not there."""
    allowing = NamedPolicy("AssumeRole", document(statement("Allow", ["sts:AssumeRole"])))
    _change_principals(
        situation,
        f"user/{situation.world.users[0].name}",
        lambda each: replace(each, attached=(*each.attached, allowing)),
    )


def _policy(fix: Fix) -> dict[str, Any]:
    assert fix.policy is not None, fix
    return fix.policy


def _change_principals(situation: Situation, named: str, change: Callable[[Any], Any]) -> None:
    """Change the user or role that a report calls `user/NAME` or `role/NAME`."""
    kind, _, name = named.partition("/")
    held: Iterable[User | Role] = situation.world.users if kind == "user" else situation.world.roles
    assert any(each.name == name for each in held), f"there is no {named}"
    changed = tuple(change(each) if each.name == name else each for each in held)
    situation.change_world(**{"users" if kind == "user" else "roles": changed})


def _identity_policies(situation: Situation) -> list[NamedPolicy]:
    world = situation.world
    groups = [group for user in world.users for group in user.groups]
    holders: list[User | Role | Group] = [*world.users, *world.roles, *groups]
    return [policy for each in holders for policy in (*each.attached, *each.inline)]


def _change_policies(situation: Situation, change: Callable[[NamedPolicy], NamedPolicy]) -> None:
    """Change identity policies, wherever they are attached. One that is left without a statement goes."""

    def changed(each: Any) -> Any:
        return replace(each, attached=changed_all(each.attached), inline=changed_all(each.inline))

    def changed_all(policies: tuple[NamedPolicy, ...]) -> tuple[NamedPolicy, ...]:
        return tuple(policy for policy in map(change, policies) if _statements(policy.document))

    users = (
        replace(changed(user), groups=tuple(changed(group) for group in user.groups)) for user in situation.world.users
    )
    situation.change_world(users=tuple(users), roles=tuple(changed(role) for role in situation.world.roles))


def _statements(policy: Document) -> list[dict[str, Any]]:
    held: Any = policy["Statement"]
    return list(held)


def _joined(policy: Document, pasted: Document) -> Document:
    return {**policy, "Statement": [*_statements(policy), *_statements(pasted)]}


def _with_statement(
    policy: Document, place: str, change: Callable[[dict[str, Any]], list[dict[str, Any]]]
) -> dict[str, object]:
    """A policy whose statement of this Sid or number is changed."""
    found = [
        (number, each) for number, each in enumerate(_statements(policy)) if place in (str(number + 1), each.get("Sid"))
    ]
    ((number, changed),) = found
    held = _statements(policy)
    return {**policy, "Statement": [*held[:number], *change(changed), *held[number + 1 :]]}


def _with_exception(policy: NamedPolicy, fix: Fix) -> NamedPolicy:
    written: list[dict[str, Any]] = []
    for each in _statements(policy.document):
        written += _without(each, fix) if _is_deny(each) else [each]
    return replace(policy, document={**policy.document, "Statement": written})


def _without(denying: Mapping[str, Any], fix: Fix) -> list[dict[str, Any]]:
    """A Deny statement on everything but the actions and resources that the text names."""
    actions, resources = _split(fix.values["action"]), _split(fix.values["resource"])
    on_others = {name: value for name, value in denying.items() if name != "Resource"}
    rest = [] if "*" in resources else [{**on_others, "NotResource": resources}]
    if "NotAction" in denying:
        return [*rest, {**denying, "NotAction": [*denying["NotAction"], *actions], "Resource": resources}]
    kept = [
        action
        for action in _ACTIONS
        if action not in actions and any(fnmatchcase(action, pattern) for pattern in denying["Action"])
    ]
    return [*rest, *([{**denying, "Action": kept, "Resource": resources}] if kept else [])]


def _is_deny(each: Mapping[str, Any]) -> bool:
    return bool(each["Effect"] == "Deny")


def _covers(each: Mapping[str, Any], actions: list[str]) -> bool:
    return any(fnmatchcase(action, pattern) for action in actions for pattern in each.get("Action", ()))


def _split(told: str) -> list[str]:
    return told.split(", ")


# -- the Bedrock console


def _send_one_message(fix: Fix, situation: Situation) -> None:
    """Select the models in the catalog and send each one message."""
    named = _split(fix.values["model"])
    models = [each for each in situation.world.models if each.name in named or each.id in named]
    assert len(models) == len(named)
    _open(situation, models)


def _submit_form(_: Fix, situation: Situation) -> None:
    """Submit the use case details."""
    situation.change_world(use_case_form=True)


def answer_again(_: Fix, situation: Situation) -> None:
    """Whatever kept models from answering is over: a payment method is there, or the VPN is off."""
    _open(situation, [each for each in situation.world.models if each.refusal])


def _open(situation: Situation, opened: Iterable[FoundationModel]) -> None:
    ids = {each.id for each in opened}
    models = situation.world.models
    situation.change_world(
        models=tuple(replace(each, refusal=None, gates=OPEN) if each.id in ids else each for each in models)
    )


# -- the network


def _get_through(fix: Fix, situation: Situation) -> None:
    """Log in to the network where it has a page for that; else ask whoever runs the proxy to let AWS through."""
    page = situation.world.in_the_way
    assert page is not None
    if page.status != 302 and "log in" not in page.body:
        assert "*.amazonaws.com" in fix.how, "nothing is said of a proxy that forbids"
    situation.change_world(in_the_way=None)
    assert fix.command is not None
    situation.run(fix.command)


ACTS: Acts = {
    "policy-not-attached.grant": _attach,
    "policy-incomplete.grant": _attach,
    "streaming-not-allowed.grant": _attach,
    "destination-region-denied.grant": _attach,
    "marketplace-denied.grant": _attach,
    "policy-incomplete.unknown-action": _replace_statement,
    "policy-not-attached.sso-grant": _add_to_permission_set,
    "explicit-deny": _remove_deny,
    "explicit-deny.deny-statement": _except_in_statement,
    "explicit-deny.guardrail": _remove_condition,
    "scp-deny.deny": _except_in_scp,
    "permissions-boundary.grant": _add_to_boundary,
    "session-policy.grant": _add_to_session_policy,
    "resource-policy.grant": _add_to_endpoint_policy,
    "key-quarantined": _change_quarantined_key,
    "assume-role-failed": _allow_assuming,
    "model-access-not-granted": _send_one_message,
    "use-case-form-missing": _submit_form,
    "payment-instrument": answer_again,
    "agreement-error": _send_one_message,
    "unsupported-country": answer_again,
    "endpoint-unreachable.address": run_command(),
    "endpoint-unreachable.foreign": _get_through,
    "timeout.address": run_command(),
}
