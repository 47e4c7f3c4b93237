"""Our model of the AWS CLI and botocore, which the AWS CLI is built on, on generated machines.

botocore runs its own chain over real files. Nothing is asked: metadata services and AWS are stood in for, and a role
counts as found once botocore has what it would ask STS with.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import botocore.session
import pytest
from botocore import credentials, utils
from botocore.exceptions import BotoCoreError

from checkpoints.client import cli_chain, cli_files, locations
from checkpoints.client.identity import Identity, SourceProblem
from checkpoints.client.place import Place, Value
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource
from tests.client.generated_machines import Machine, machines
from tests.lengths import lengths

METHODS = {
    "env": CredentialSource.ENVIRONMENT,
    "assume-role": CredentialSource.ASSUME_ROLE,
    "assume-role-with-web-identity": CredentialSource.WEB_IDENTITY,
    "sso": CredentialSource.SSO,
    "shared-credentials-file": CredentialSource.SHARED_CREDENTIALS,
    "login": CredentialSource.LOGIN,
    "custom-process": CredentialSource.CREDENTIAL_PROCESS,
    "config-file": CredentialSource.CONFIG_FILE,
    "container-role": CredentialSource.CONTAINER_ROLE,
    "iam-role": CredentialSource.INSTANCE_ROLE,
}
ODDITY = 0.1  # with more of it, nearly every machine has a file that botocore cannot parse
STATIC = ("env", "shared-credentials-file", "config-file")


@contextmanager
def on(machine: Machine, home: Path) -> Iterator[None]:
    """The process in the place of the machine, whose home directory is `home`."""
    for path, content in machine.files.items():
        place = Path(path.replace("/home/kim", str(home)))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.replace(b"/home/kim", str(home).encode()))
    variables = {name: value.replace("/home/kim", str(home)) for name, value in machine.variables.items()}
    with mock.patch.dict(os.environ, variables, clear=True), stood_in():
        yield


@contextmanager
def stood_in() -> Iterator[None]:
    """What botocore would ask others for, answered here: a process, a login session, metadata services."""
    found = {
        "access_key": "k",
        "secret_key": "s",
        "token": "t",
        "expiry_time": "2100-01-01T00:00:00Z",
        "account_id": "1",
    }
    metadata = {"role_name": "r", **found}
    with (
        mock.patch.object(_unbound(credentials.ProcessProvider), "_retrieve_credentials_using", lambda *_: {**found}),
        mock.patch.object(credentials.LoginCredentialFetcher, "load_cached_credentials", lambda *_: {**found}),
        mock.patch.object(credentials.ContainerProvider, "_retrieve_or_fail", _container),
        mock.patch.object(utils.InstanceMetadataFetcher, "_fetch_metadata_token", lambda *_: "t"),
        mock.patch.object(utils.InstanceMetadataFetcher, "retrieve_iam_role_credentials", _instance(metadata)),
    ):
        yield


def _unbound(provider: Any) -> Any:
    """A class of botocore's, also where a test before this one has had botocore read within bounds."""
    return getattr(provider, "func", provider)


def _container(provider: Any) -> Any:
    return credentials.Credentials("k", "s", "t", method=provider.METHOD)


def _instance(metadata: dict[str, str]) -> Any:
    def retrieve(fetcher: Any) -> dict[str, str]:
        return {} if fetcher._disabled else metadata

    return retrieve


def ask_botocore() -> tuple[str, str] | None:
    """The method and the identity, "" where botocore has yet to ask for it; None where it finds nothing or fails."""
    try:
        found = botocore.session.get_session().get_credentials()
        if found is None:
            return None
        if found.method not in STATIC:
            return found.method, ""
        return found.method, fingerprint.of_keys(found.access_key, found.secret_key, found.token or "")
    except (BotoCoreError, AttributeError, TypeError):
        return None


def look(machine: Machine) -> Identity:
    values = {name: Value(text, Place(name)) for name, text in machine.variables.items()}
    config, shared = locations.cli_files(values, "/home/kim")
    read = cli_files.read_cli_files(
        machine.files.get(config.path), machine.files.get(shared.path), config.shown, shared.shown
    )
    return cli_chain.resolve_cli_identity(values, read, lambda path: path in machine.files)


def agree(ours: Identity, theirs: tuple[str, str] | None) -> bool:
    if theirs is None:
        return ours.source is None
    method, identity = theirs
    if ours.trouble and ours.trouble.problem is SourceProblem.TOKEN_FILE_UNREADABLE:
        # botocore opens the file once it asks STS, for itself or for a role on top of it.
        return method in ("assume-role-with-web-identity", "assume-role")
    return ours.source is METHODS[method] and identity in ("", ours.fingerprint)


@pytest.mark.parametrize(("seed", "count"), lengths(2, 120, 3000))
def test_generated_machines_are_read_alike(seed: int, count: int, tmp_path: Path) -> None:
    asked = machines(seed, count, ODDITY)
    differing, counts = [], Counter[CredentialSource | None]()
    for index, machine in enumerate(asked):
        with on(machine, tmp_path / str(index)):
            theirs = ask_botocore()
        ours = look(machine)
        counts[ours.source] += 1
        if not agree(ours, theirs):
            differing.append((machine, ours, theirs))
    assert differing == []
    assert counts.keys() == {None, *METHODS.values()}
