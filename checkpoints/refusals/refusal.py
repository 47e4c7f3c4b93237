"""What is known of one refusal: how AWS writes it, how it is recognized, and what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind

_PLAIN = {"'": "\u2018\u2019\u02bc\u2032\u00b4", '"': "\u201c\u201d", "-": "\u2010\u2011\u2012\u2013"}
_TYPOGRAPHIC = str.maketrans({each: plain for plain, fancy in _PLAIN.items() for each in fancy})


def make_plain(message: str) -> str:
    """A message of AWS on one line, with straight quotes and plain hyphens: what every pattern is matched against."""
    return " ".join(message.translate(_TYPOGRAPHIC).split())


@dataclass(frozen=True, slots=True)
class ErrorReply:
    """An error as AWS sends it. status: of HTTP; message: may hold placeholders such as `{model}`."""

    status: int
    code: str
    message: str

    def filled(self, code: str = "", **values: str) -> ErrorReply:
        """The same error with its placeholders filled; code: another one, for services that call it otherwise."""
        return ErrorReply(self.status, code or self.code, self.message.format(**values))


@dataclass(frozen=True, slots=True)
class Refusal(ErrorReply):
    """One refusal that AWS is known to send.

    An error is this one where the pattern is found in its plain message (anywhere, ignoring case), whatever its code,
    or where it has one of the codes; code_and_text: only where both are so. Extra sentences around it do not matter.

    kind, cause: what it means; wait_minutes: after how long the same request may be answered, where time changes it.
    also: other sentences of AWS for the same. source: where it was seen; `#N` is an issue of anthropics/claude-code.
    """

    kind: Kind
    cause: Cause | None
    pattern: str = ""
    codes: tuple[str, ...] = ()
    code_and_text: bool = False
    wait_minutes: int | None = None
    also: tuple[str, ...] = ()
    source: str = ""

    def fits(self, code: str, message: str) -> bool:
        """Whether an error of this code and plain message is this refusal."""
        by_code = code in self.codes
        if self.code_and_text:
            return by_code and self._is_in(message)
        return by_code or (self.pattern != "" and self._is_in(message))

    def _is_in(self, message: str) -> bool:
        # Compiled when it is first tried, and kept by `re`: most runs meet few refusals.
        return re.search(self.pattern, message, re.IGNORECASE) is not None


def collect_rows(module: Mapping[str, object]) -> tuple[Refusal, ...]:
    """The rows of a module's namespace, in the order in which they are written: none can be forgotten."""
    return tuple(each for each in module.values() if isinstance(each, Refusal))
