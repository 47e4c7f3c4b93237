"""S3 on this machine: moto's server for what works, and nothing of the machine's own AWS."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from checkpoints.storage.client import make_s3_client, open_access
from tests.classroom.conftest import command, no_language_of_the_shell, stepped
from tests.facts.conftest import botocore_of_other_tests, forget_aws
from tests.machine import KEYS
from tests.service_models import read_models_once
from tests.storage.fake_s3 import FakeS3, serve
from tests.storage.receiver import Receiver, served

__all__ = [
    "botocore_of_other_tests",
    "command",
    "no_language_of_the_shell",
    "stepped",
]  # fixtures of this package as well

_NUMBERS = count(1)


def use_endpoint(patch: pytest.MonkeyPatch, url: str) -> None:
    """Have every client of this process speak to a server of this machine, with keys of nobody."""
    forget_aws(patch)
    for name, value in {**KEYS, "AWS_ENDPOINT_URL_S3": url, "AWS_EC2_METADATA_DISABLED": "true"}.items():
        patch.setenv(name, value)


@pytest.fixture(autouse=True, scope="package")
def models_read_once() -> Iterator[None]:
    """AWS's service models, kept for all tests: reading them takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch:
        read_models_once(patch)
        yield


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    """moto's server."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of moto's S3, which the command reaches as well."""
    use_endpoint(monkeypatch, s3_url)
    return make_s3_client(open_access())


@pytest.fixture
def bucket(s3: Any) -> str:
    """A bucket of its own for each test."""
    name = f"workshop-{next(_NUMBERS)}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def receiver(s3_url: str) -> Iterator[Receiver]:
    """An empty bucket that takes presigned POSTs as S3 does."""
    with served(Receiver(bucket=f"workshop-{next(_NUMBERS)}", behind=s3_url)) as bucket:
        assert bucket.forward("PUT", f"/{bucket.bucket}", {}, b"")[0] == 200
        yield bucket


@pytest.fixture
def facilitator(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The shell of a facilitator, with keys of the receiver's bucket; what fails is asked again at once."""
    forget_aws(monkeypatch)
    for name, value in {**receiver.shell, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    monkeypatch.setattr("checkpoints.storage.asking._PAUSES_S", (0.0,))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeS3]:
    """An S3 that fails as it is told, and is asked again at once."""
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    monkeypatch.setattr("checkpoints.storage.asking._PAUSES_S", (0.0, 0.0, 0.0))
    with serve() as served:
        use_endpoint(monkeypatch, served.url)
        yield served
