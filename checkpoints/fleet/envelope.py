"""The one line in which an instance sends what its run found: found again among whatever else a shell prints.

    checkpoints-fleet:1:report:DIGEST:LENGTH:DATA:end
    checkpoints-fleet:1:state:WORD:end

DATA: the sealed data as JSON, compressed and in base64; DIGEST: the first 16 hexadecimal digits of the SHA-256 of DATA;
LENGTH: of DATA, in characters. WORD: why there are no data, one of `STATES`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from checkpoints.report.hand_in import LIMITS

_START = "checkpoints-fleet:1:"
_WHOLE = re.compile(
    _START + r"(?:state:(?P<state>[a-z-]{1,32})|"
    r"report:(?P<digest>[0-9a-f]{16}):(?P<length>[0-9]{1,7}):(?P<data>[A-Za-z0-9+/=]*)):end"
)

# What the document and the instance say where they have no data.
STATES = (
    "no-user",  # there is no such user
    "is-root",  # the user is root, who is no attendee
    "no-suite",  # the suite is not installed
    "old-suite",  # it is of a release that knows no fleets
    "no-python",  # its Python does not start
    "no-home",  # the user has no home folder
    "no-folder",  # there is no such folder
    "run-timed-out",
    "run-failed",  # the suite ended without data
    "no-answer",  # the attendee's shell did not come to start the suite
)


@dataclass(frozen=True, slots=True)
class EnvelopeReading:
    """What an output says. content: the data, JSON; state: a word of `STATES`, or why nothing can be read:

    `cut`: it begins and does not end; `damaged`: it is not what was sent; `nothing`: it is not there at all.
    """

    content: bytes | None = None
    state: str = ""


def write_report(report: Mapping[str, object]) -> str:
    """The line for sealed data."""
    content = json.dumps(report, ensure_ascii=False, separators=(",", ":")).encode()
    data = base64.b64encode(zlib.compress(content, 9)).decode()
    return f"{_START}report:{_digest(data)}:{len(data)}:{data}:end"


def write_state(state: str) -> str:
    """The line for a run without data. state: a word of `STATES`."""
    return f"{_START}state:{state}:end"


def read_output(output: str) -> EnvelopeReading:
    """What an output says, whatever else is in it; the last line counts. Never raises."""
    found, begun = next(iter(deque(_WHOLE.finditer(output), maxlen=1)), None), output.rfind(_START)
    if found is None or found.start() < begun:
        return EnvelopeReading(state="nothing" if begun < 0 and not _ends_with_start(output) else "cut")
    if found["state"]:
        return EnvelopeReading(state=found["state"] if found["state"] in STATES else "damaged")
    data = found["data"]
    if int(found["length"]) != len(data) or found["digest"] != _digest(data):
        return EnvelopeReading(state="damaged")
    try:
        return EnvelopeReading(_unpack(data))
    except (ValueError, binascii.Error, zlib.error):
        return EnvelopeReading(state="damaged")


def _ends_with_start(output: str) -> bool:
    """Whether the output is cut within the first characters of the line."""
    tail = output[-len(_START) :]
    return any(tail.endswith(_START[:length]) for length in range(12, len(_START)))


def _unpack(data: str) -> bytes:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(base64.b64decode(data, validate=True), LIMITS.json + 1)
    if not unpacking.eof or len(content) > LIMITS.json:
        raise ValueError("too large, or not at its end")
    return content


def _digest(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()[:16]
