"""A store that fails when it is told to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from checkpoints.classroom.file_store import FileStore
from checkpoints.classroom.found import Outcome, SetApart
from checkpoints.classroom.store import Entry, Show
from checkpoints.guide.command_error import CommandError


class Faulty:
    """A store whose listing or reading ends with an error while `fails` says so."""

    def __init__(self, folder: Path) -> None:
        self.fails = ""
        self._files = FileStore((str(folder),))

    def list_entries(self) -> Iterator[Entry | SetApart]:
        if self.fails == "listing":
            raise CommandError("command.class.unwritable", path="there", reason=self.fails)
        return self._files.list_entries()

    def read_entries(self, entries: deque[Entry], show: Show) -> Iterator[tuple[Entry, list[Outcome]]]:
        for place, read in enumerate(self._files.read_entries(entries, show)):
            if self.fails == "reading" and place == 2:
                raise CommandError("command.class.unwritable", path="there", reason=self.fails)
            yield read
