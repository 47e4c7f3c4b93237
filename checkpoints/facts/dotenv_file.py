"""`AWS_*` keys in the project's `.env`: nobody reads them, but people put them there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SECRET_NAMES = ("KEY", "SECRET", "TOKEN")


@dataclass(frozen=True, slots=True)
class Dotenv:
    """What a `.env` holds of AWS. names: of its `AWS_*` keys; region: its value of `AWS_REGION` ("" when empty).

    readable: False where the file is there, but is no UTF-8 text.
    """

    names: tuple[str, ...] = ()
    region: str | None = None
    readable: bool = True
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def read_dotenv_file(path: Path | None) -> Dotenv:
    """The `AWS_*` keys of a `.env`; none where there is no such file."""
    if path is None or not path.is_file():
        return Dotenv()
    values = _values(path)
    if values is None:
        return Dotenv(readable=False)
    aws = {name: value or "" for name, value in values.items() if name.startswith("AWS_")}
    return Dotenv(
        tuple(sorted(aws)),
        aws.get("AWS_REGION"),
        secrets=frozenset(value for name, value in aws.items() if value and name.endswith(_SECRET_NAMES)),
    )


def _values(path: Path) -> Mapping[str, str | None] | None:
    from dotenv import dotenv_values  # only where there is a file to read

    try:
        # interpolate: a dollar sign in a secret is no reference to another variable.
        return dotenv_values(path, interpolate=False)
    except (OSError, ValueError):  # UnicodeDecodeError, of a file in CP949, is a ValueError
        return None
