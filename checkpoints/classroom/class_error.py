"""What keeps a class from being shown, in the words of a text."""

from __future__ import annotations


class ClassError(Exception):
    """Something that people are told of. text: the key of what to say; values: for its placeholders."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text, values)
        self.text = text
        self.values = values
