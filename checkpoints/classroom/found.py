"""What one file came to, as little of it as the class needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.report.hand_in import Reading


class Reason(str, Enum):
    """Why a file is set apart and not counted."""

    REHEARSAL = Reading.REHEARSAL.value
    ALTERED = Reading.ALTERED.value
    UNSEALED = Reading.UNSEALED.value
    DUPLICATE = "duplicate"
    OTHER_SECTION = Reading.OTHER_SECTION.value
    OTHER_VERSION = Reading.OTHER_VERSION.value
    EMPTY = Reading.EMPTY.value
    NOTHING_YET = "nothing-yet"
    BROKEN = Reading.BROKEN.value
    TOO_LARGE = Reading.TOO_LARGE.value
    ENCRYPTED = "encrypted"
    NESTED = "nested"
    UNSAFE_PATH = "unsafe-path"
    NOT_A_FILE = "not-a-file"
    UNREADABLE = "unreadable"
    FOREIGN = Reading.FOREIGN.value


# A report stood in these, whatever it is worth.
READ = frozenset({Reason.REHEARSAL, Reason.ALTERED, Reason.UNSEALED, Reason.DUPLICATE, Reason.OTHER_SECTION})
# What may be somebody's last word, and cannot be counted.
UNCOUNTED = frozenset({Reason.OTHER_VERSION, Reason.ALTERED, Reason.UNSEALED, Reason.BROKEN})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an attendee stands. verdicts and causes: of each requirement, in the guide's order.

    causes: the contract's word, None where the verdict needs none, "" where one that is not green has none.
    custom: whether the run went to an endpoint that is not AWS's own.
    """

    verdict: RunVerdict
    verdicts: tuple[Verdict, ...]
    causes: tuple[str | None, ...]
    custom: bool

    def list_causes(self) -> list[str]:
        """The contract's words of what is not green, each once."""
        return [cause for cause in dict.fromkeys(self.causes) if cause]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A sound hand-in, packed, since a class may have tens of thousands of them.

    `pack_hand_in` makes one.
    """

    packed: bytes
    standing: Standing

    @property
    def name(self) -> str:
        """The attendee's, "" where none was written."""
        length = int.from_bytes(self.packed[_FIXED : _FIXED + _LENGTH], "big")
        return self.packed[_TEXTS : _TEXTS + length].decode()

    @property
    def file(self) -> str:
        """The path, with that of the archive before it."""
        return self._texts()[1].decode(errors="surrogatepass")

    @property
    def caller(self) -> str:
        """Account and principal as the report shows them, `********3333 role/Workshop`; "" where it shows neither."""
        return self._texts()[2].decode()

    def split_caller(self) -> tuple[str | None, str | None]:
        """Account and principal; an account begins with its mask."""
        account, _, principal = self.caller.rpartition(" ")
        return (account or None, principal or None) if not principal.startswith("*") else (principal, None)

    @property
    def finished(self) -> int:
        """Microseconds since 1970."""
        return int.from_bytes(self.packed[:_TIME], "big", signed=True)

    @property
    def digest(self) -> bytes:
        """32 bytes, of the data's canonical form."""
        return self.packed[_TIME:_FIXED]

    def _texts(self) -> tuple[bytes, bytes, bytes]:
        start = _TEXTS + int.from_bytes(self.packed[_FIXED : _FIXED + _LENGTH], "big")
        end = start + int.from_bytes(self.packed[_FIXED + _LENGTH : _TEXTS], "big")
        return self.packed[_TEXTS:start], self.packed[end:], self.packed[start:end]


_TIME, _DIGEST, _LENGTH = 8, 32, 2
_FIXED = _TIME + _DIGEST
_TEXTS = _FIXED + 2 * _LENGTH


def pack_hand_in(name: str, file: str, finished: int, standing: Standing, digest: bytes, caller: str = "") -> HandedIn:
    """A sound hand-in of these parts; a name has at most 129 characters, as `names.bounded` leaves it."""
    texts = (name.encode(), caller.encode())
    lengths = b"".join(len(text).to_bytes(_LENGTH, "big") for text in texts)
    fixed = finished.to_bytes(_TIME, "big", signed=True) + digest + lengths
    # What the system calls a file need not be text.
    return HandedIn(fixed + b"".join(texts) + file.encode(errors="surrogatepass"), standing)


@dataclass(frozen=True, slots=True)
class SetApart:
    """A file that is not counted. name: the one that it gives itself, where it does; where: what is amiss in it.

    finished: microseconds since 1970, None where that cannot be read.
    """

    file: str
    reason: Reason
    name: str = ""
    where: str = ""
    finished: int | None = None


@dataclass(frozen=True, slots=True)
class GuideNote:
    """A note for the facilitator that a sound hand-in carries."""

    about: str
    text: str


Outcome = HandedIn | SetApart | GuideNote
