"""What keeps a command from its work, as one kind of error that people can be told."""

from __future__ import annotations

from checkpoints.guide.texts import say


class CommandError(Exception):
    """Something that people are told of. text: the key of what to say; values: for its placeholders."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values

    def describe(self, language: str) -> str:
        """What people are told."""
        return say(self.text, language, self.values)
