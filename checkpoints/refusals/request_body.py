"""A body that Bedrock finds malformed: it looks at it last, so that every gate before it was passed."""

from __future__ import annotations

from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal, collect_rows

MALFORMED = Refusal(
    400,
    "ValidationException",
    "max_tokens: Field required",
    Kind.REQUEST,
    None,
    r"max_tokens|messages|anthropic_version|malformed|\bfield|\bkey\b|schema|json|\bbody\b|\binput\b|parameter|"
    r"validation error|satisfy constraint|invalid request",
    codes=("ValidationException",),
    code_and_text=True,
    also=(
        "Malformed input request: #: required key [messages] not found, please reformat your input and try again.",
        "messages: at least one message is required",
        "1 validation error detected: Value null at 'body' failed to satisfy constraint: Member must not be null",
        "Invalid request.",
        "The body is not valid JSON.",
        "Input does not match the schema.",
        "anthropic_version: this field is required",
    ),
    source="answers of InvokeModel to bodies without a required field",
)

ROWS = collect_rows(globals())
