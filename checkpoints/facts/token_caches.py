"""The tokens that `aws sso login`, `aws login` and the AWS CLI keep on disk: read only so that no report shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from checkpoints.facts.text_file import read_text_file

# JSON keys of the caches whose values are secrets, in lower case.
_SECRET_KEYS = frozenset(
    {"accesstoken", "refreshtoken", "clientsecret", "idtoken", "dpopkey"}
    | {"accesskeyid", "secretaccesskey", "sessiontoken"}
)
_FILES = 200
_MOST = 1 << 20  # characters of all caches together; a token has a few thousand


def read_cached_tokens(variables: Mapping[str, str], home: Path | None) -> frozenset[str]:
    """Read every token in the caches; none where there are no caches."""
    directories = [home / ".aws" / cache / "cache" for cache in ("sso", "login", "cli")] if home is not None else []
    login = variables.get("AWS_LOGIN_CACHE_DIRECTORY")
    if login:
        directories.append(Path(login))
    found: set[str] = set()
    left = _MOST
    for text in (text for directory in directories for text in _texts(directory)):
        left -= len(text)
        if left < 0:
            break
        with suppress(ValueError, RecursionError):
            found.update(_values(json.loads(text)))
    return frozenset(found)


def _texts(directory: Path) -> Iterator[str]:
    try:
        paths = sorted(directory.glob("*.json"))[:_FILES]
    except OSError:
        return
    yield from filter(None, (read_text_file(path).text for path in paths))


def _values(content: object) -> Iterator[str]:
    if isinstance(content, list):
        for each in content:
            yield from _values(each)
    elif isinstance(content, dict):
        for key, value in content.items():
            if not isinstance(value, str):
                yield from _values(value)
            elif key.lower() in _SECRET_KEYS and value:
                yield from _pieces(value)


def _pieces(value: str) -> Iterator[str]:
    """A secret and, of a key in PEM form, its lines, which a report must not show either."""
    yield value
    yield from (line for line in value.splitlines() if len(line) > 20 and not line.startswith("-----"))
