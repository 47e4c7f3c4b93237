"""Clients for commands of the facilitator: whose credentials, which Region, and what is said where there are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checkpoints.storage.client import make_s3_client, open_access
from checkpoints.storage.trouble import StorageError
from tests.facts.conftest import forget_aws
from tests.machine import KEYS, SECRET, TEMPORARY_KEYS


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A shell without anything of AWS."""
    forget_aws(monkeypatch)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return monkeypatch


def _set(shell: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        shell.setenv(name, value)


def test_a_client_reaches_the_store(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="june/a.html", Body=b"whole")
    assert s3.get_object(Bucket=bucket, Key="june/a.html")["Body"].read() == b"whole"


def test_an_api_key_for_bedrock_does_not_stand_in_the_way(shell: pytest.MonkeyPatch) -> None:
    _set(shell, **KEYS, AWS_BEARER_TOKEN_BEDROCK="ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl")
    assert make_s3_client(open_access())._get_credentials().secret_key == SECRET


@pytest.mark.parametrize(
    ("variables", "region"),
    [
        ({}, "us-east-1"),
        ({"AWS_DEFAULT_REGION": "eu-north-1"}, "eu-north-1"),
        ({"AWS_REGION": "ap-northeast-2", "AWS_DEFAULT_REGION": "eu-north-1"}, "ap-northeast-2"),
    ],
)
def test_the_region_is_that_of_the_shell_or_else_the_guides(
    shell: pytest.MonkeyPatch, variables: dict[str, str], region: str
) -> None:
    _set(shell, **KEYS, **variables)
    assert make_s3_client(open_access()).meta.region_name == region


def test_the_region_of_the_profile_is_used(shell: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_text("[profile class]\nregion = eu-west-1\naws_access_key_id = AKIAQ7EXAMPL2345ABCD\n")
    file.write_text(file.read_text() + f"aws_secret_access_key = {SECRET}\n")
    _set(shell, AWS_CONFIG_FILE=str(file), AWS_PROFILE="class")
    assert make_s3_client(open_access()).meta.region_name == "eu-west-1"


@pytest.mark.parametrize(
    ("variables", "text", "told"),
    [
        ({}, "storage.no-credentials", "aws login"),
        ({"AWS_PROFILE": "nobody"}, "storage.credentials-broken", "profile-not-found"),
        ({"AWS_ACCESS_KEY_ID": "AKIAQ7EXAMPL2345ABCD"}, "storage.credentials-broken", "partial-credentials"),
    ],
)
def test_credentials_that_are_not_there_are_told_with_what_to_do(
    shell: pytest.MonkeyPatch, variables: dict[str, str], text: str, told: str
) -> None:
    _set(shell, **variables)
    with pytest.raises(StorageError) as refused:
        open_access()
    assert refused.value.text == text
    assert all(told in refused.value.tell(language) for language in ("ko", "en"))


@pytest.mark.parametrize(
    "variables", [{"AWS_REGION": "us east 1"}, {"AWS_REGION": "서울"}, {"AWS_ENDPOINT_URL_S3": "localhost:4566"}]
)
def test_a_region_or_an_endpoint_that_cannot_be_one_is_told(
    shell: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    _set(shell, **TEMPORARY_KEYS, **variables)
    with pytest.raises(StorageError) as refused:
        make_s3_client(open_access())
    assert refused.value.text == "storage.client"
    assert next(iter(variables.values())) in refused.value.tell("en")


def test_what_is_presigned_names_the_bucket_in_its_region_and_is_signed_by_version_4(shell: pytest.MonkeyPatch) -> None:
    _set(shell, **KEYS, AWS_REGION="ap-northeast-2")
    form = make_s3_client(open_access(), for_presigning=True).generate_presigned_post("workshop", "june/x/${filename}")
    assert form["url"] == "https://workshop.s3.ap-northeast-2.amazonaws.com/"
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
