"""What goes into an evaluation, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

EVERY_OTHER_KEY: Final = frozenset({"*"})
"""For `Request.known_absent`: the context is complete, and a key that it does not hold is absent."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call to AWS, as IAM would see it.

    A condition key is in one of three states:

    - *present*: `context` has at least one value for it. Names are case-insensitive; binary values are base64.
    - *absent*: `context` has an empty tuple for it, or `known_absent` names it. A name there may hold `*` and `?`
      (`aws:PrincipalTag/*`); `EVERY_OTHER_KEY` says that `context` is complete.
    - *unknown*: everything else. A condition on an unknown key is not judged.

    A request is a direct call unless it says otherwise: with no `aws:CalledVia*` key given, these are absent and
    `aws:ViaAWSService` is `false`; with one given, `aws:ViaAWSService` is `true`
    (IAM User Guide, "AWS global condition context keys").
    """

    action: str
    """Service prefix and operation: `bedrock:InvokeModel`."""
    resource: str
    """A full ARN, or `*` for an action without resources. Wildcards in it are plain characters."""
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    known_absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document under the name that people know it by."""

    name: str
    document: Mapping[str, object] = field(hash=False)
    """Decoded JSON; see `parse_document`."""


class Effect(str, Enum):
    """What the policies say."""

    ALLOWED = "allowed"
    EXPLICIT_DENY = "explicit-deny"
    """A statement of an identity policy denies."""
    IMPLICIT_DENY = "implicit-deny"
    """No statement of an identity policy allows."""
    BOUNDARY_DENY = "boundary-deny"
    """The permissions boundary denies, or does not allow what the identity policies may allow."""
    ORGANIZATION_DENY = "organization-deny"
    """A policy of the organization does not let it through, which only IAM's own simulator tells."""
    UNKNOWN = "unknown"
    """It depends on something that cannot be judged."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The effect, and what decided it."""

    effect: Effect
    policy: str | None = None
    """Name of the policy that decided; None for an implicit deny."""
    statement: str | None = None
    """Sid of the statement that decided, or its index from 0 where it has none; None where none did."""
    reason: str = ""
    """Why it is UNKNOWN, one of the words of `certainty.Doubt`; empty otherwise."""
    about: str = ""
    """The condition key, operator, value or element that could not be judged; empty otherwise."""
