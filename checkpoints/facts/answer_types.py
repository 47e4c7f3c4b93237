"""Holds what AWS answers against the types that AWS's own service model gives it.

botocore passes on a text, a number or a truth value as it came, whatever the model says: rules would break on one of
another type. Such an answer is malformed, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from checkpoints.facts.sending import MalformedAnswerError

_ERRORS = 300  # from this HTTP status on
_NUMBER = (int, float)
_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "double": _NUMBER,
    "float": _NUMBER,
    "integer": (int,),
    "list": (list,),
    "long": (int,),
    "map": (dict,),
    "string": (str,),
    "structure": (dict,),
    "timestamp": (datetime,),
}
# What an operation that gives credentials has to give, else botocore's providers break on it: the member, and in it.
_CREDENTIALS = ("Credentials", ("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"))
_NEEDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "AssumeRole": _CREDENTIALS,
    "AssumeRoleWithWebIdentity": _CREDENTIALS,
    "GetRoleCredentials": ("roleCredentials", ("accessKeyId", "secretAccessKey", "sessionToken", "expiration")),
    "CreateToken": ("", ("accessToken", "expiresIn")),
}
# Texts that botocore reads as JSON, and lists whose reader leaves out an entry that it cannot use.
_LEFT_TO_READERS = frozenset({"policyDocumentType", "InferenceProfileSummaries"})


def hold_types(events: Any) -> None:
    """Have clients of botocore raise MalformedAnswerError for success with a value of another type.

    events: of a client, or a session for all clients that it makes afterwards.
    """
    events.register("after-call", _check, unique_id="checkpoints-answer-types")


def _check(*, http_response: Any, parsed: Mapping[str, Any], model: Any, **_: object) -> None:
    shape = model.output_shape
    if http_response.status_code >= _ERRORS or shape is None or model.has_event_stream_output:
        return
    for name, member in shape.members.items():
        if name in parsed and not fits_shape(parsed[name], member):
            raise MalformedAnswerError(f"{name} is not what it is by the service model", parsed)
    within, needed = _NEEDED.get(model.name, ("", ()))
    given = parsed.get(within, {}) if within else parsed
    if any(name not in given for name in needed):
        raise MalformedAnswerError(f"{model.name} gave no credentials", parsed)


def fits_shape(value: Any, shape: Any) -> bool:
    """Whether a value, and what is in it, are of the types of a shape of botocore's model."""
    if shape.name in _LEFT_TO_READERS:
        return True
    types = _TYPES.get(shape.type_name)
    if types is None:  # bytes and streams of them
        return True
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return False
    look_inside = _CONTAINERS.get(shape.type_name)
    return look_inside is None or look_inside(value, shape)


def _members_fit(value: Mapping[str, Any], shape: Any) -> bool:
    return all(fits_shape(value[name], member) for name, member in shape.members.items() if name in value)


_CONTAINERS: dict[str, Callable[[Any, Any], bool]] = {
    "list": lambda value, shape: all(fits_shape(each, shape.member) for each in value),
    "map": lambda value, shape: all(fits_shape(each, shape.value) for each in value.values()),
    "structure": _members_fit,
}
