"""What is known of a request's condition keys."""

from typing import Final

from checkpoints.rules.iam.certainty import CONTEXT_MISSING, Doubt
from checkpoints.rules.iam.request import Request
from checkpoints.rules.iam.wildcard import match_pattern, parse_pattern

_CALL_CHAIN: Final = ("aws:calledvia", "aws:calledviafirst", "aws:calledvialast")
_VIA_SERVICE: Final = "aws:viaawsservice"
_MULTIVALUED: Final = frozenset(
    {
        "aws:calledvia",
        "aws:principalorgpaths",
        "aws:principalservicenameslist",
        "aws:resourceorgpaths",
        "aws:sourceorgpaths",
        "aws:tagkeys",
        "aws:vpceorgpaths",
    }
)


def is_multivalued(key: str) -> bool:
    """Whether AWS documents a global key as one that ForAnyValue or ForAllValues must go with."""
    return key.lower() in _MULTIVALUED


class RequestContext:
    """A request's condition keys, looked up as IAM does."""

    __slots__ = ("_absent", "_direct", "_given", "_present")

    def __init__(self, request: Request) -> None:
        """Index the request's keys by their case-insensitive names."""
        self._given = {key.lower(): values for key, values in request.context.items()}
        self._absent = request.known_absent
        self._present = frozenset(name.lower() for name in request.known_present)
        self._direct = self._given.get(_VIA_SERVICE) != ("true",) and not any(map(self._given.get, _CALL_CHAIN))

    def values(self, key: str) -> tuple[str, ...] | Doubt:
        """The key's values, none where the request has no such key, or a doubt where that is unknown."""
        name = key.lower()
        if name in self._given:
            return self._given[name]
        if name in self._present:
            return Doubt(CONTEXT_MISSING, key)
        if any(match_pattern(parse_pattern(absent.lower()), name) for absent in self._absent):
            return ()
        if name == _VIA_SERVICE:
            return ("false",) if self._direct else ("true",)
        if name in _CALL_CHAIN and self._direct:
            return ()
        return Doubt(CONTEXT_MISSING, key)

    def lacks(self, key: str) -> bool | Doubt:
        """Whether the request has no such key, or a doubt where that is unknown."""
        values = self.values(key)
        if isinstance(values, Doubt):
            return False if key.lower() in self._present else values
        return not values
