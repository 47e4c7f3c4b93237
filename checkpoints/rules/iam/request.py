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

    A condition key is in one of these states:

    - *present*: `context` has at least one value for it. Names are case-insensitive; binary values are base64.
    - *absent*: `context` has an empty tuple for it, or `known_absent` names it. A name there may hold `*` and `?`
      (`aws:PrincipalTag/*`); `EVERY_OTHER_KEY` says that `context` is complete.
    - *unknown*: everything else. A condition on an unknown key is not judged. Where `known_present` names it, the
      request has the key and its value alone is unknown, which `Null` can tell.

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
    known_present: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document under the name that people know it by."""

    name: str
    document: Mapping[str, object] = field(hash=False)
    """Decoded JSON; see `parse_document`."""
    session: bool = False
    """A session policy: IAM completes no incomplete ARN in it, but refuses it."""


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

    @property
    def is_denial(self) -> bool:
        """Whether the request is denied for certain."""
        return self not in (Effect.ALLOWED, Effect.UNKNOWN)


@dataclass(frozen=True, slots=True)
class StatementDoubt:
    """One thing that cannot be judged, and the statement that hangs on it. Equal ones are the same doubt."""

    policy: str
    place: int
    """Which of the policies of this name: its index among the identity policies from 0, or -1 for the boundary."""
    statement: str | int | None
    """As in `Judgement`."""
    reason: str
    """Why, one of the words of `certainty.Reason`."""
    about: str
    """The condition key, variable, operator, value or element that cannot be judged."""
    where: str = ""
    """The condition key, or the pattern of a Resource, in whose comparison it stands; empty for other elements."""
    regional: bool = False
    """Whether the Region of the request has a part in it, so that in another Region it may come out otherwise."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The effect, and what decided it."""

    effect: Effect
    policy: str | None = None
    """Name of the policy that decided; None for an implicit deny."""
    statement: str | int | None = None
    """Sid of the statement that decided, or its number in the document, counted from 1, where it has none; None where
    no statement did."""
    doubts: tuple[StatementDoubt, ...] = ()
    """All that an UNKNOWN hangs on, at least one, the first of it in `policy` and `statement`; else empty."""
    is_explicit: bool = False
    """Whether IAM's simulator says that a statement denies, of a policy that it does not name."""

    def hangs_alike(self, other: "Judgement") -> bool:
        """Whether both are UNKNOWN and come out alike: they hang on the same statements and on no Region."""
        return bool(self.doubts) and self.doubts == other.doubts and not any(doubt.regional for doubt in self.doubts)

    def combine(self, simulated: "Judgement") -> "Judgement":
        """What policies that were read and IAM's simulator say together: a denial by either, else what either knows.

        An organization's denial stands above all that can be read.
        """
        if simulated.effect is Effect.ORGANIZATION_DENY:
            return simulated
        if self.effect.is_denial:
            return self
        knows_more = self.effect is Effect.UNKNOWN and simulated.effect is not Effect.UNKNOWN
        return simulated if simulated.effect.is_denial or knows_more else self
