"""Where an account's credentials come from, and how the account is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from checkpoints.accounts.clients import SharedClients
from checkpoints.classroom import names
from checkpoints.facts.config_files import ConfigFiles
from checkpoints.facts.credentials import Credentials


@dataclass(frozen=True, slots=True)
class Opened:
    """An account's credentials, ready to be used. session: None where they broke, which `credentials` tells."""

    credentials: Credentials
    session: Any = field(default=None, repr=False)
    files: ConfigFiles = field(default_factory=ConfigFiles)


@dataclass(frozen=True, slots=True)
class Source:
    """One account to look at.

    name: as it was given, "" where it was not. place: the line or profile that it is from, in the language of people
    who look for it there: `kind` and `at`. account: the id that an export names, "" where it names none. open: takes
    the shared clients; it may ask AWS or run a command of the profile, and does not raise.
    """

    name: str
    kind: str  # `line` or `profile`
    at: str
    open: Callable[[SharedClients], Opened] = field(repr=False)
    account: str = ""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)


def make_names_unique(sources: Iterable[tuple[str, str]]) -> list[str]:
    """A name for each source that no other one has, and that shows. sources: name, and where it is from."""
    found, taken = [], set[str]()
    for name, place in sources:
        shown = names.plain(name)
        if not names.key(shown):
            shown = place
        if names.key(shown) in taken:
            shown = f"{shown} ({place})"
        while names.key(shown) in taken:
            shown += "'"
        taken.add(names.key(shown))
        found.append(shown)
    return found
