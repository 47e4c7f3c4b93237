"""Uploading a run's hand-in to a drop box: what is said before the run, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.report.frame import write_moment
from checkpoints.report.scrub import Scrubber
from checkpoints.run.interruption import INTERRUPTION
from checkpoints.storage.upload import upload_file

if TYPE_CHECKING:
    from checkpoints.report.wording import Wording
    from checkpoints.run.console import WatchedTerminal
    from checkpoints.storage.drop_token import DropToken

Line = tuple[str, dict[str, object]]  # the key of a text, and its values


def announce_upload(token: DropToken, attendee: str, wording: Wording) -> Iterator[str]:
    """Where the hand-in will go and until when, before anything is asked; and what an attendee may not expect of it."""
    end = write_moment(token.expires, wording)
    yield wording.say("header.hand-in-to", {**_name_place(token), "end": end})
    if not token.is_s3:
        yield wording.say("header.hand-in-elsewhere", _name_place(token))
    if attendee != token.attendee:
        yield wording.say("header.hand-in-other-name", {"name": token.attendee, "attendee": attendee})


def upload_hand_in(path: Path, token: DropToken, terminal: WatchedTerminal) -> list[Line]:
    """Upload a hand-in, and return what to say of it. Ctrl-C ends the upload, and nothing else."""
    try:
        content = path.read_bytes()
        INTERRUPTION.begin_run()
        with terminal.waiting("hand-in.uploading"):
            found = upload_file(token, path.name, content)
    except (KeyboardInterrupt, OSError) as error:
        trouble, code = "interrupted" if isinstance(error, KeyboardInterrupt) else "unreadable", ""
    else:
        if found.trouble is None:
            return [("hand-in.arrived", {**_name_place(token)})]
        trouble, code = found.trouble.value, found.code
    finally:
        INTERRUPTION.end_run()
    line: Line = (f"upload.{trouble}", {**_name_place(token), "code": code or "-"})
    return [line, ("hand-in.send-yourself", {"path": path})]


def _name_place(token: DropToken) -> dict[str, str]:
    """Host, and bucket and class; never the attendee's own prefix, nor an account id in the bucket's name."""
    scrubber = Scrubber()
    place = "/".join(part for part in (token.bucket, token.class_name) if part)
    return {"place": scrubber.scrub_text(place), "host": scrubber.scrub_text(token.host)}
