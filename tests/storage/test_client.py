"""Clients for commands of the facilitator: whose credentials, which Region, and what is said where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.storage.client import make_s3_client, open_access
from checkpoints.storage.trouble import StorageError
from tests.facts.conftest import forget_aws
from tests.machine import KEYS, LONG_TERM_ID, SECRET, TEMPORARY_KEYS


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


def test_an_api_key_for_bedrock_does_not_stand_in_the_way(shell: pytest.MonkeyPatch) -> None:
    _set(shell, **KEYS, AWS_BEARER_TOKEN_BEDROCK="ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl")
    assert make_s3_client(open_access())._get_credentials().secret_key == SECRET


PROFILE = f"""
[profile class]
region = eu-west-1
aws_access_key_id = {LONG_TERM_ID}
aws_secret_access_key = {SECRET}
"""


@pytest.mark.parametrize(
    ("variables", "region"),
    [
        (KEYS, "us-east-1"),
        ({**KEYS, "AWS_DEFAULT_REGION": "eu-north-1"}, "eu-north-1"),
        ({**KEYS, "AWS_REGION": "ap-northeast-2", "AWS_DEFAULT_REGION": "eu-north-1"}, "ap-northeast-2"),
        ({"AWS_PROFILE": "class"}, "eu-west-1"),
    ],
)
def test_the_region_is_that_of_the_shell_or_its_profile_or_else_the_guides(
    shell: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], region: str
) -> None:
    (tmp_path / "config").write_text(PROFILE)
    _set(shell, **variables, AWS_CONFIG_FILE=str(tmp_path / "config"))
    assert make_s3_client(open_access()).meta.region_name == region


@pytest.mark.parametrize(
    ("variables", "text", "told"),
    [
        ({}, "storage.no-credentials", "aws login"),
        ({"AWS_PROFILE": "nobody"}, "storage.credentials-broken", "profile-not-found"),
        ({"AWS_ACCESS_KEY_ID": "AKIAQ7EXAMPL2345ABCD"}, "storage.credentials-broken", "partial-credentials"),
        ({**KEYS, "AWS_ACCESS_KEY_ID": f'"{LONG_TERM_ID}"'}, "storage.credentials-broken", "invalid-credentials"),
        ({**TEMPORARY_KEYS, "AWS_SESSION_TOKEN": "a\udcbeb"}, "storage.credentials-broken", "invalid-credentials"),
        ({**TEMPORARY_KEYS, "AWS_REGION": "us east 1"}, "storage.client", "us east 1"),
        ({**TEMPORARY_KEYS, "AWS_REGION": "서울"}, "storage.client", "서울"),
        ({**TEMPORARY_KEYS, "AWS_ENDPOINT_URL_S3": "localhost:4566"}, "storage.client", "localhost:4566"),
    ],
)
def test_credentials_a_region_and_an_endpoint_that_cannot_be_used_are_told(
    shell: pytest.MonkeyPatch, variables: dict[str, str], text: str, told: str
) -> None:
    _set(shell, **variables)
    with pytest.raises(StorageError) as refused:
        make_s3_client(open_access())
    assert refused.value.text == text
    assert all(told in refused.value.describe(language) for language in ("ko", "en"))


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-2"])
def test_what_is_presigned_names_the_bucket_in_its_region_and_is_signed_by_version_4(
    region: str, shell: pytest.MonkeyPatch
) -> None:
    _set(shell, **KEYS, AWS_REGION=region)
    form = make_s3_client(open_access(), for_presigning=True).generate_presigned_post("workshop", "june/x/${filename}")
    assert form["url"] == f"https://workshop.s3.{region}.amazonaws.com/"
    assert form["fields"]["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
