"""`AWS_*` keys in the project's `.env`, which no AWS tool and no shell reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SECRET_NAMES = ("KEY", "SECRET", "TOKEN")


@dataclass(frozen=True, slots=True)
class Dotenv:
    """A `.env`'s `AWS_*` keys. names: of these keys; region: the value of `AWS_REGION` ("" when empty).

    readable: False where the file exists but is not UTF-8 text.
    """

    names: tuple[str, ...] = ()
    region: str | None = None
    readable: bool = True
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def read_dotenv_file(path: Path | None) -> Dotenv:
    """Read the `AWS_*` keys of a `.env`; none where there is no such file."""
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
        # A dollar sign in a secret is not a reference to another variable.
        return dotenv_values(path, interpolate=False)
    except (OSError, ValueError):  # UnicodeDecodeError, of a file in CP949, is a ValueError
        return None
