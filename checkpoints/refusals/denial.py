"""IAM's sentence of refusal, read and written: who, what, on which resource, and which kind of policy said no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checkpoints.refusals.refusal import make_plain

# The kinds of policies that the sentence can name, and where it was seen; `#N` is an issue of anthropics/claude-code.
IDENTITY_POLICY = "identity-based policy"  # positron#10683, and every account without the guide's policy
SESSION_POLICY = "session policy"  # #541
PERMISSIONS_BOUNDARY = "permissions boundary"  # IAM user guide, troubleshooting access denied messages
SERVICE_CONTROL_POLICY = "service control policy"  # #119, #27241, aws-samples/bedrock-chat#587
RESOURCE_CONTROL_POLICY = "resource control policy"  # IAM user guide
RESOURCE_POLICY = "resource-based policy"  # IAM user guide
VPC_ENDPOINT_POLICY = "vpc endpoint policy"  # public posts of 2026
POLICY_KINDS = (
    IDENTITY_POLICY,
    SESSION_POLICY,
    PERMISSIONS_BOUNDARY,
    SERVICE_CONTROL_POLICY,
    RESOURCE_CONTROL_POLICY,
    RESOURCE_POLICY,
    VPC_ENDPOINT_POLICY,
)
_WRITTEN = {VPC_ENDPOINT_POLICY: "VPC endpoint policy"}  # the others as they are

_PLURAL = re.compile(r"ies$")  # "because there are no session policies that allow"
# IAM user guide, "Troubleshoot access denied error messages"; API reference of STS, DecodeAuthorizationMessage
_ENCODED = re.compile(r"encoded authorization failure message", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?:User: (?P<principal>\S+) )?is not authorized to perform: (?P<action>[\w-]+:\w+)"
    r"(?: on resource: (?P<resource>(?:(?:user|role|group|policy) )?\S+))?"  # IAM's own operations name a kind first
    r"(?:,? because (?:there (?:is|are) )?no (?P<missing>[\w -]+?(?:polic(?:y|ies)|boundar(?:y|ies)|(?= allows)))"
    r"|,? (?P<explicit>with an explicit deny)(?: in (?:(?:an?|the) )?(?P<denying>[\w -]+?(?:policy|boundary))"
    r"(?:(?:,? with policy arn)?: (?P<policy>arn:\S+))?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """An IAM denial.

    action: as IAM writes it; resource: ARN, or "" where the sentence stops before it.
    kind: in lower case, most likely one of `POLICY_KINDS`; "" where the sentence does not say.
    explicit: a Deny statement did it. policy: the name of the policy that did, "" where the sentence does not say.
    is_encoded: the reason is there, but only who may decode it (sts:DecodeAuthorizationMessage) can read it.
    """

    principal: str
    action: str
    resource: str
    kind: str
    explicit: bool
    policy: str = ""
    is_encoded: bool = False

    @property
    def region(self) -> str | None:
        """The Region in the resource's ARN: "" for a global profile's model, None where there is no ARN."""
        parts = self.resource.split(":")
        return parts[3] if len(parts) > 4 else None

    @property
    def sentence(self) -> str:
        """The denial as AWS writes it."""
        return f"User: {self.principal} is not authorized to perform: {self.action}{self._on}{self._why}"

    @property
    def _on(self) -> str:
        return f" on resource: {self.resource}" if self.resource else ""

    @property
    def _why(self) -> str:
        if not self.kind:
            return " with an explicit deny" if self.explicit else ""
        kind = _WRITTEN.get(self.kind, self.kind)
        if self.explicit:
            return f" with an explicit deny in {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        return f" because no {kind} allows the {self.action} action"


def is_reason_encoded(message: str) -> bool:
    """Whether a message is IAM's denial whose reason is encoded."""
    return _ENCODED.search(message) is not None


def parse_denial(message: str) -> Denial | None:
    """The denial in a message of AWS, or None where it is not IAM's sentence."""
    match = _SENTENCE.search(make_plain(message))
    if match is None:
        return None
    return Denial(
        principal=match["principal"] or "",
        action=match["action"],
        resource=(match["resource"] or "").rstrip(".,"),
        kind=_PLURAL.sub("y", (match["denying"] or match["missing"] or "").lower()),
        explicit=match["explicit"] is not None,
        policy=(match["policy"] or "").rstrip(".,").rsplit("/", 1)[-1],
    )
