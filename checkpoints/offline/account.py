"""The IAM side of a world, as moto keeps it: users, roles, policies and keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.iam.models import AWSManagedPolicy, IAMBackend, iam_backends
from moto.sts.models import STSBackend, sts_backends

from checkpoints.offline.regions import GLOBAL_SERVICES
from checkpoints.offline.world import ACCOUNT_ID, Document, Group, Key, NamedPolicy, Role, Session, User, World
from checkpoints.rules.iam import Policy, parse_document

_PARTITION = "aws"


def find_iam() -> IAMBackend:
    """moto's IAM of the rehearsal account."""
    return iam_backends[ACCOUNT_ID][_PARTITION]


def find_sts() -> STSBackend:
    """moto's STS of the rehearsal account."""
    return sts_backends[ACCOUNT_ID][_PARTITION]


def build_account(world: World) -> None:
    """Create everything that a world's IAM side holds."""
    for group in {group.name: group for user in world.users for group in user.groups}.values():
        _create_group(group)
    for user in world.users:
        _create_user(user)
    for role in world.roles:
        _create_role(role)
    for key in world.keys:
        _create_key(key)
    for session in world.sessions:
        _create_session(session)


def _managed(policy: NamedPolicy) -> str:
    if policy.arn not in find_iam().managed_policies:
        if policy.of_aws:
            # Loading all that AWS manages takes a second; a world needs one or two of them.
            of_aws: Any = AWSManagedPolicy  # moto makes them although some of their methods are abstract
            find_iam().managed_policies[policy.arn] = of_aws(
                policy.name, account_id=ACCOUNT_ID, region=GLOBAL_SERVICES, document=json.dumps(policy.document)
            )
        else:
            find_iam().create_policy("", "/", json.dumps(policy.document), policy.name, [])
    return policy.arn


def _create_group(group: Group) -> None:
    find_iam().create_group(group.name)
    for policy in group.attached:
        find_iam().attach_group_policy(_managed(policy), group.name)
    for policy in group.inline:
        find_iam().put_group_policy(group.name, policy.name, json.dumps(policy.document))


def _create_user(user: User) -> None:
    made: Any = find_iam().create_user(GLOBAL_SERVICES, user.name, user.path)
    for policy in user.attached:
        find_iam().attach_user_policy(_managed(policy), user.name)
    for policy in user.inline:
        find_iam().put_user_policy(user.name, policy.name, json.dumps(policy.document))
    for group in user.groups:
        find_iam().add_user_to_group(group.name, user.name)
    if user.boundary is not None:
        # moto knows boundaries of roles only; GetUser serializes this attribute all the same.
        made.permissions_boundary = {
            "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": _managed(user.boundary),
        }


def _create_role(role: Role) -> None:
    boundary = _managed(role.boundary) if role.boundary is not None else None
    find_iam().create_role(role.name, json.dumps(role.trust), role.path, boundary, "", [], "3600")
    for policy in role.attached:
        find_iam().attach_role_policy(_managed(policy), role.name)
    for policy in role.inline:
        find_iam().put_role_policy(role.name, policy.name, json.dumps(policy.document))
    if role.instance_profile:
        find_iam().create_instance_profile(role.name, role.path, [])
        find_iam().add_role_to_instance_profile(role.name, role.name)


def _create_key(key: Key) -> None:
    made = find_iam().create_access_key(key.user)
    del find_iam().access_keys[made.access_key_id]
    made.access_key_id, made.secret_access_key = key.id, key.secret
    find_iam().access_keys[key.id] = made


def _create_session(session: Session) -> None:
    if not session.role:
        _create_key(Key(session.id, session.secret, session.name))
        of_user: Any = find_iam().access_keys[session.id]
        of_user.session_token = session.token
        of_user.expiration = read_clock() + timedelta(seconds=session.expires_in_s)
        return
    made = open_session(session.role, session.name, session.policy, session.expires_in_s)
    made.issued_at = session.issued_at or made.issued_at
    del find_iam().access_keys[made.access_key_id]
    made.access_key.access_key_id, made.access_key.secret_access_key = session.id, session.secret
    made.access_key_id, made.secret_access_key = session.id, session.secret
    made.session_token = session.token
    find_iam().access_keys[session.id] = made.access_key


def open_session(role: str, name: str, policy: Document | None = None, expires_in_s: float = 3600.0) -> Any:
    """Temporary credentials of a role, as moto's STS mints them."""
    made: Any = find_sts().assume_role(
        region_name=GLOBAL_SERVICES,
        role_session_name=name,
        role_arn=find_iam().get_role(role).arn,
        policy=json.dumps(policy) if policy is not None else "",
        duration=0,
        external_id="",
    )
    made.expiration = read_clock() + timedelta(seconds=expires_in_s)
    made.issued_at = read_clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    return made


def find_expiry(access_key_id: str) -> datetime | None:
    """When an access key ends, aware, UTC; None for long-term and unknown ones."""
    session = find_sts().get_assumed_role_from_access_key(access_key_id)
    end: datetime | None = getattr(session or find_iam().access_keys.get(access_key_id), "expiration", None)
    # moto's own sessions end at a naive UTC time.
    return end.replace(tzinfo=timezone.utc) if end is not None else None


def read_clock() -> datetime:
    """The machine's time, aware, UTC."""
    return datetime.now(timezone.utc)


@dataclass(frozen=True, slots=True)
class RehearsedPrincipal:
    """Who calls. arn: as STS tells it; owner_arn: of the user or role itself; policies in the form of the evaluator.

    issued_at: when the session was made, RFC 3339; None for a user's own key.
    """

    arn: str
    owner_arn: str
    user_id: str
    user_name: str | None
    identity: tuple[Policy, ...]
    boundary: Policy | None
    session: Policy | None
    issued_at: str | None = None


def find_principal(access_key_id: str) -> RehearsedPrincipal | None:
    """The user or session behind an access key, with its policies as they stand now; None for unknown keys."""
    session = find_sts().get_assumed_role_from_access_key(access_key_id)
    if session is not None:
        role: Any = find_iam().get_role_by_arn(session.role_arn)
        limit = Policy("session", parse_document(session.policy), session=True) if session.policy else None
        boundary = _document(role.permissions_boundary_arn) if role.permissions_boundary_arn else None
        issued_at = getattr(session, "issued_at", None)
        return RehearsedPrincipal(session.arn, role.arn, session.user_id, None, _of(role), boundary, limit, issued_at)
    user = find_iam().get_user_from_access_key_id(access_key_id)
    return None if user is None else find_user_principal(user.name)


def find_user_principal(name: str) -> RehearsedPrincipal:
    """A user, with the policies in force for it as they stand now."""
    user: Any = find_iam().get_user(name)
    bound = getattr(user, "permissions_boundary", None)
    boundary = _document(bound["PermissionsBoundaryArn"]) if bound else None
    groups = find_iam().get_groups_for_user(name)
    policies = (*_of(user), *(policy for group in groups for policy in _of(group)))
    return RehearsedPrincipal(user.arn, user.arn, user.id, name, policies, boundary, None)


def find_role_principal(name: str) -> RehearsedPrincipal:
    """A role itself, for the simulator."""
    role: Any = find_iam().get_role(name)
    boundary = _document(role.permissions_boundary_arn) if role.permissions_boundary_arn else None
    return RehearsedPrincipal(role.arn, role.arn, role.id, None, _of(role), boundary, None)


def _of(holder: Any) -> tuple[Policy, ...]:
    attached = tuple(_document(arn) for arn in holder.managed_policies)
    return (*attached, *(Policy(name, parse_document(text)) for name, text in holder.policies.items()))


def _document(arn: str) -> Policy:
    policy = find_iam().get_policy(arn)
    version = find_iam().get_policy_version(arn, policy.default_version_id)
    return Policy(policy.name, parse_document(version.document))
