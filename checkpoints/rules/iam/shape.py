"""The two shapes that IAM's JSON is made of."""

from collections.abc import Mapping
from typing import TypeGuard


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def list_strings(value: object) -> tuple[str, ...] | None:
    """The strings of a string or a list of at least one string; None for anything else."""
    values = value if isinstance(value, list) else [value]
    texts = tuple(text for text in values if isinstance(text, str))
    return texts if texts and len(texts) == len(values) else None
