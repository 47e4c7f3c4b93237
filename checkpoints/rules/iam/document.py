"""Policy documents, from the text that IAM returns to their statements."""

import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeGuard
from urllib.parse import unquote

from checkpoints.rules.iam.certainty import MALFORMED_DOCUMENT, Doubt

_WITH_VARIABLES: Final = "2012-10-17"
# What IAM assumes for a document that names no Version.
_WITHOUT_VARIABLES: Final = "2008-10-17"
_ELEMENTS: Final = frozenset({"Version", "Id", "Statement"})


def is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def list_strings(value: object) -> tuple[str, ...] | None:
    """The strings of a string or a list of at least one string; None for anything else."""
    values = value if isinstance(value, list) else [value]
    texts = tuple(text for text in values if isinstance(text, str))
    return texts if texts and len(texts) == len(values) else None


class PolicySyntaxError(ValueError):
    """A policy document is not the JSON that IAM accepts; the text says where or why."""


def parse_document(text: str) -> Mapping[str, object]:
    """Decode a policy document, plain or percent-encoded as IAM's XML answers carry it.

    Raises PolicySyntaxError for what is no JSON, no object, or has a name twice in one object. What the elements
    hold is left to `evaluate`.
    """
    plain = text.lstrip("\ufeff \t\r\n")
    if not plain.startswith("{"):
        plain = unquote(plain)
    try:
        document = json.loads(plain, object_pairs_hook=_object, parse_constant=_constant)
    except PolicySyntaxError:
        raise
    except RecursionError:
        raise PolicySyntaxError("the policy document is nested too deeply") from None
    except ValueError as error:
        raise PolicySyntaxError(f"the policy document is not JSON: {error}") from error
    if not is_object(document):
        raise PolicySyntaxError("the policy document is not a JSON object")
    return document


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise PolicySyntaxError(f"the policy document has {name!r} twice in one object")
        members[name] = value
    return members


def _constant(name: str) -> object:
    raise PolicySyntaxError(f"the policy document is not JSON: {name} is no value")


def list_statements(document: object) -> Sequence[object] | Doubt:
    """The statements of a document, unchecked, or why they cannot be found."""
    if not is_object(document):
        return Doubt(MALFORMED_DOCUMENT)
    foreign = sorted(document.keys() - _ELEMENTS)
    if foreign:
        return Doubt(MALFORMED_DOCUMENT, foreign[0])
    if document.get("Version", _WITHOUT_VARIABLES) not in (_WITH_VARIABLES, _WITHOUT_VARIABLES):
        return Doubt(MALFORMED_DOCUMENT, "Version")
    found = document.get("Statement")
    if isinstance(found, Mapping):
        return (found,)
    return found if isinstance(found, list) else Doubt(MALFORMED_DOCUMENT, "Statement")


def knows_variables(document: Mapping[str, object]) -> bool:
    """Whether `${…}` is a variable in this document, and not literal text."""
    return document.get("Version") == _WITH_VARIABLES
