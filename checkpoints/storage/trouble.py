"""What goes wrong with S3."""

from __future__ import annotations

from checkpoints.guide.texts import say
from checkpoints.guide.told_error import ToldError
from checkpoints.report.scrub import Scrubber

# What may come in the middle of a listing or a reading, and pass.
BREAKING = frozenset({"storage.busy", "storage.foreign", "storage.unreachable"})


class StorageError(ToldError):
    """S3 cannot be used as it was asked. code: AWS's error code or what stands for one, "" where none was met."""

    def __init__(self, text: str, code: str = "", **values: str) -> None:
        super().__init__(text, code=code, **values)
        self.code = code

    def tell(self, language: str) -> str:
        """What people are told, without account ids and secrets."""
        scrubber = Scrubber()
        return say(self.text, language, {name: scrubber.scrub_text(value) for name, value in self.values.items()})


class ObjectGoneError(StorageError):
    """An object is not there, or not there any more."""


class ObjectTooLargeError(StorageError):
    """An object has more bytes than are read."""
