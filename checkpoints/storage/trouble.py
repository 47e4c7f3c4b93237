"""What goes wrong with S3, as one kind of error that people can be told."""

from __future__ import annotations

from checkpoints.guide.texts import say
from checkpoints.report.scrub import Scrubber

# What may come in the middle of a listing or a reading, and pass.
BREAKING = frozenset({"storage.busy", "storage.foreign", "storage.unreachable"})


class StorageError(Exception):
    """S3 cannot be used as it was asked. text: the key of what to say; values: for its placeholders.

    code: AWS's error code or what stands for one, "" where nothing was asked yet.
    """

    def __init__(self, text: str, code: str = "", **values: str) -> None:
        super().__init__(text, code, values)
        self.text = text
        self.code = code
        self.values = values

    def tell(self, language: str) -> str:
        """What people are told, without account ids and secrets."""
        return say(self.text, language, self.shown_values)

    @property
    def shown_values(self) -> dict[str, str]:
        """The values and `code`, without account ids and secrets."""
        scrubber = Scrubber()
        return {name: scrubber.text(value) for name, value in {"code": self.code, **self.values}.items()}


class ObjectGoneError(StorageError):
    """An object is not there, or not there any more."""


class ObjectTooLargeError(StorageError):
    """An object has more bytes than are read."""
