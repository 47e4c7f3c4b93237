"""IAM's own sentence of refusal, taken apart: who, what, on which resource, and which kind of policy said no."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(
    r"(?:User: (?P<principal>\S+) )?is not authorized to perform: (?P<action>[\w-]+:\w+)"
    r"(?: on resource: (?P<resource>\S+))?"
    r"(?:,? because no (?P<missing>[\w -]+?) allows"
    r"|,? (?P<explicit>with an explicit deny)(?: in (?:an?|the) (?P<denying>[\w -]+?(?:policy|boundary)))?)?",
    re.IGNORECASE,
)
_PLAIN = {"'": "\u2018\u2019\u02bc\u2032\u00b4", '"': "\u201c\u201d", "-": "\u2010\u2011\u2012\u2013"}
_TYPOGRAPHIC = str.maketrans({each: plain for plain, fancy in _PLAIN.items() for each in fancy})


def plain(message: str) -> str:
    """A message of AWS on one line, with straight quotes and plain hyphens: what every pattern is matched against."""
    return " ".join(message.translate(_TYPOGRAPHIC).split())


@dataclass(frozen=True, slots=True)
class Denial:
    """An IAM denial.

    action: as IAM writes it; resource: ARN, or "" where the sentence stops before it.
    kind: `identity-based policy`, `session policy`, `permissions boundary`, `service control policy`,
    `resource-based policy`, … in lower case, "" where the sentence does not say; explicit: a Deny statement did it.
    """

    principal: str
    action: str
    resource: str
    kind: str
    explicit: bool

    @property
    def region(self) -> str | None:
        """The Region in the resource's ARN: "" for a global profile's model, None where there is no ARN."""
        parts = self.resource.split(":")
        return parts[3] if len(parts) > 4 else None


def parse(message: str) -> Denial | None:
    """The denial in a message of AWS, or None where it is not IAM's sentence."""
    match = _SENTENCE.search(plain(message))
    if match is None:
        return None
    return Denial(
        principal=match["principal"] or "",
        action=match["action"],
        resource=(match["resource"] or "").rstrip(".,"),
        kind=(match["denying"] or match["missing"] or "").lower(),
        explicit=match["explicit"] is not None,
    )
