"""`AWS_*` keys in the project's `.env`, which no AWS tool and no shell reads."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checkpoints.facts.text_file import FileTrouble, read_text_file

_SECRET_NAMES = ("KEY", "SECRET", "TOKEN")


@dataclass(frozen=True, slots=True)
class Dotenv:
    """A `.env`'s `AWS_*` keys. names: of these keys; region: the value of `AWS_REGION` ("" when empty).

    readable: False where the file exists but is not UTF-8 text, or too large.
    """

    names: tuple[str, ...] = ()
    region: str | None = None
    readable: bool = True
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def read_dotenv_file(path: Path | None) -> Dotenv:
    """Read the `AWS_*` keys of a `.env`; none where there is no such file."""
    found = read_text_file(path) if path is not None else None
    if found is None or found.trouble in (FileTrouble.ABSENT, FileTrouble.NOT_A_FILE):
        return Dotenv()
    # Only where there is a file to read.
    from checkpoints.facts.secret_text import list_secrets
    from checkpoints.facts.written_lines import find_secrets

    if found.text is None:
        return Dotenv(readable=False, secrets=find_secrets(found.garbled))
    values = parse_dotenv(found.text)
    aws = {name: value or "" for name, value in values.items() if name.startswith("AWS_")}
    return Dotenv(
        tuple(sorted(aws)),
        aws.get("AWS_REGION"),
        secrets=find_secrets(found.text).union(
            *(list_secrets(value) for name, value in aws.items() if name.endswith(_SECRET_NAMES))
        ),
    )


def parse_dotenv(text: str) -> Mapping[str, str | None]:
    """The values of a `.env` by their names."""
    from dotenv import dotenv_values  # most have no such file, and do not wait for it

    # A dollar sign in a secret is not a reference to another variable.
    return dotenv_values(stream=io.StringIO(text), interpolate=False)
