"""What goes wrong with S3, as one kind of error that people can be told."""

from __future__ import annotations

from checkpoints.guide.texts import say
from checkpoints.report.scrub import Scrubber


class StorageError(Exception):
    """S3 cannot be used as it was asked. text: the key of what to say; values: for its placeholders."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values

    def tell(self, language: str) -> str:
        """What people are told, without account ids and secrets."""
        scrubber = Scrubber()
        return say(self.text, language, {name: scrubber.text(value) for name, value in self.values.items()})
