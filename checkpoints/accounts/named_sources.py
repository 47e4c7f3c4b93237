"""The sources of accounts: profiles of the AWS CLI's files by patterns, and exported credentials."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import partial

from checkpoints.accounts.clients import AccountSession, SharedClients, changes_sending
from checkpoints.accounts.exported_credentials import ExportedAccount
from checkpoints.accounts.source import Opened, Source
from checkpoints.facts.config_files import ConfigFiles, read_config_files
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.disk import find_home
from checkpoints.facts.environment import Environment
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.facts.secret_text import list_secrets
from checkpoints.guide.vocabulary import CredentialSource

_LIMIT_S = 15.0  # for the credentials of one profile


def read_profiles() -> ConfigFiles:
    """The AWS CLI's files on this machine."""
    return read_config_files(os.environ, find_home(os.environ))


def match_profiles(files: ConfigFiles, patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    """The names of the profiles that patterns mean, each once, and the patterns that mean none.

    Patterns are those of file names (`*`, `?`, `[abc]`), in which case counts.
    """
    found: dict[str, None] = {}
    without = []
    for pattern in patterns:
        names = sorted(name for name in files.profiles if name == pattern or fnmatchcase(name, pattern))
        found.update(dict.fromkeys(names))
        if not names:
            without.append(pattern)
    return list(found), without


def list_profile_sources(files: ConfigFiles, names: Sequence[str], region: str) -> list[Source]:
    """A source for each of the profiles. region: of the clients that a profile's own chain makes."""
    return [Source(name, "profile", name, partial(_open_profile, name, files, region)) for name in names]


def _open_profile(name: str, files: ConfigFiles, region: str, shared: SharedClients) -> Opened:
    from checkpoints.facts.resolution import Choice, resolve_credentials

    found = resolve_credentials(Environment(files=files), region, _LIMIT_S, Choice(None, name))
    session = found.session
    if session is None or changes_sending(session):
        return Opened(found.credentials, session, files)
    return Opened(found.credentials, AccountSession(shared, session.get_credentials()), files)


def make_exported_source(found: ExportedAccount) -> Source:
    """The source of exported credentials."""
    secrets = frozenset(secret for value in found.keys for secret in list_secrets(value))
    opened = partial(_open_keys, found.keys, secrets)
    return Source(found.name, "line", found.place, opened, found.account, secrets)


def _open_keys(keys: tuple[str, str, str], secrets: frozenset[str], shared: SharedClients) -> Opened:
    from checkpoints.facts.crt import keep_awscrt_out

    keep_awscrt_out()
    from botocore.credentials import Credentials as Keys

    described = describe_key_pair(*keys)
    credentials = Credentials(CredentialSource.ENVIRONMENT, "env", keys=described, secrets=secrets)
    return Opened(credentials, AccountSession(shared, Keys(keys[0], keys[1], keys[2] or None)))
