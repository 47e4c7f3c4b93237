"""Machines and accounts to read facts of."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from botocore import awsrequest, configloader, credentials, httpsession, loaders, utils
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.session import Session, get_session

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.botocore_bounds import bound_botocore
from tests.facts.chain import SHORT_S, SOON_S, Shell
from tests.facts.wire import Wire
from tests.machine import Machine
from tests.service_models import keep_botocores_findings, read_models_once

keep_botocores_findings()
_BOUND = (credentials, utils, configloader, httpsession)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def wire() -> Wire:
    """What AWS answers; nothing leaves the machine."""
    return Wire()


@pytest.fixture(scope="package", autouse=True)
def botocore_of_other_tests() -> Iterator[None]:
    """botocore without our bounds again after these tests: a run sets them once for its process, tests share one."""
    kept = {module: dict(vars(module)) for module in _BOUND}
    connections = [awsrequest.AWSHTTPConnection, awsrequest.AWSHTTPSConnection]
    responses, openers = [each.response_class for each in connections], dict(vars(loaders)["_JSON_OPEN_METHODS"])
    yield
    for module, names in kept.items():
        for name in vars(module).keys() - names.keys():
            delattr(module, name)
        vars(module).update(names)
    for connection, response in zip(connections, responses, strict=True):
        connection.response_class = response
    vars(loaders)["_JSON_OPEN_METHODS"].update(openers)
    bound_botocore.cache_clear()


def forget_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the machine's own AWS variables and files away."""
    for name in [each for each in os.environ if each.upper().startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)


@pytest.fixture(scope="session")
def shared_session() -> Session:
    """One session for all tests: loading AWS's service models takes longer than most of them."""
    with pytest.MonkeyPatch.context() as away:
        forget_aws(away)
        session = get_session()
        session.set_credentials("AKIAQ7EXAMPL2345ABCD", "secret-of-nobody")
        session.set_config_variable("region", "ap-northeast-2")
        return session


@pytest.fixture
def session(shared_session: Session, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session with keys of nobody, whose clients end at the wire; the machine's own variables and files are away."""
    forget_aws(monkeypatch)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    ends = cast(Any, wire)
    shared_session.register("before-send", ends)
    yield shared_session
    shared_session.unregister("before-send", ends)


@pytest.fixture
def account(session: Session) -> AwsAccount:
    """The caller's account, in the guide's Region."""
    return AwsAccount(session, "us-east-1", api_key=False)


@pytest.fixture
def shell(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in which the credential chain finds what the test puts there."""
    for name in [name for name in os.environ if name.startswith("AWS_") or name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(machine.home))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    read_models_once(monkeypatch)
    return Shell(machine, monkeypatch)


def set_timeouts(monkeypatch: pytest.MonkeyPatch, limit_s: float) -> None:
    """Wait no longer than this for an answer, and not at all between two attempts."""
    from botocore.utils import ContainerMetadataFetcher

    monkeypatch.setattr("checkpoints.facts.sending.READ_TIMEOUT_S", limit_s)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    monkeypatch.setattr(ContainerMetadataFetcher, "TIMEOUT_SECONDS", limit_s)
    monkeypatch.setattr(ContainerMetadataFetcher, "SLEEP_TIME", 0)
    # botocore's own second for the metadata service.
    named = BOTOCORE_DEFAUT_SESSION_VARIABLES["metadata_service_timeout"]
    monkeypatch.setitem(BOTOCORE_DEFAUT_SESSION_VARIABLES, "metadata_service_timeout", (*named[:2], limit_s, float))


@pytest.fixture
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Timeouts of a fraction of a second, within which a test ends; nothing of the machine's own."""
    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    set_timeouts(monkeypatch, SHORT_S)
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SOON_S
