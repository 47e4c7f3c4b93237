"""Names in which a variable of AWS nearly stands, paths of another system, and start-up files that set the Region."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.facts.environment import is_on_ec2
from checkpoints.facts.near_mentions import (
    find_credential_near_misses,
    find_near_misses,
    find_shell_files,
    find_windows_paths,
)
from tests.machine import Machine

NEAR_REGION = (
    "AWS_REGION_NAME AWS_REGIONS AWSREGION aws_region AWS_REIGON AWS_REGIN BEDROCK_REGION AWS_REGION_ID "
    "BEDROCK_AWS_REGION Aws_Region"
)
NO_REGION = (
    "AWS_REGION AWS_DEFAULT_REGION AWS_STS_REGIONAL_ENDPOINTS ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION "
    "AWS_SIGV4A_SIGNING_REGION_SET AWS_PROFILE REGION AWS_SSM_REGION_NAME AWS_SSM_REGION"
)
MEANT = {
    "AWS_BEARER_TOKEN_BEDROCK": "AWS_BEDROCK_API_KEY AWS_BEARER_TOKEN BEDROCK_API_KEY AWS_BEDROCK_BEARER_TOKEN "
    "aws_bearer_token_bedrock AWS_BEDROCK_TOKEN",
    "AWS_ACCESS_KEY_ID": "AWS_ACCESS_KEY AWS_ACCESSKEY aws_access_key_id AWS_ACCES_KEY_ID AWS_ACCESS_KEYID AWS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY": "AWS_SECRET_KEY AWS_SECRET Aws_Secret_Access_Key AWS_SECRET_ACCESS_KEY_ID",
    "AWS_SESSION_TOKEN": "AWS_TOKEN aws_session_token AWS_SESSIONTOKEN",
    "AWS_PROFILE": "AWS_PROFILE_NAME aws_profile AWS_PROFILES",
}
NO_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_BEARER_TOKEN_BEDROCK AWS_PROFILE "
    "AWS_DEFAULT_PROFILE AWS_SSM_REGION_NAME AWS_SSM_INSTANCE_ID AWS_CONTAINER_AUTHORIZATION_TOKEN ANTHROPIC_API_KEY "
    "API_KEY AWS_CREDENTIAL_EXPIRATION AWS_ROLE_ARN AWS_REGION SECRET_KEY"
)


@pytest.mark.parametrize(
    ("name", "near"),
    [*((name, (name,)) for name in NEAR_REGION.split()), *((name, ()) for name in NO_REGION.split())],
)
def test_a_name_like_that_of_the_region_is_near_unless_it_is_empty(name: str, near: tuple[str, ...]) -> None:
    assert find_near_misses({name: "us-east-1"}) == near
    assert find_near_misses({name: ""}) == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *((name, {name: meant}) for meant, names in MEANT.items() for name in names.split()),
        *((name, {}) for name in NO_CREDENTIALS.split()),
    ],
)
def test_a_name_like_one_of_credentials_is_near_and_tells_what_is_meant(name: str, meant: dict[str, str]) -> None:
    assert find_credential_near_misses({name: "x"}) == meant
    assert find_credential_near_misses({name: ""}) == {}


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("export AWS_REGION=us-east-1", ("~/.zshrc",)),
        ("  AWS_REGION=us-east-1", ("~/.zshrc",)),
        ("typeset -x AWS_REGION=x", ("~/.zshrc",)),
        ("declare -gx AWS_REGION=x", ("~/.zshrc",)),
        ("# export AWS_REGION=x", ()),
        ("export AWS_REGION_NAME=x", ()),
        ("echo $AWS_REGION", ()),
        ("MY_AWS_REGION=x", ()),
    ],
)
def test_a_start_up_file_is_told_where_it_sets_the_region(line: str, files: tuple[str, ...], machine: Machine) -> None:
    machine.write("home/.zshrc", f"alias ll=ls\n{line}\n")
    assert find_shell_files(machine.home) == files
    assert find_shell_files(None) == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("C:\\Users\\me\\.aws\\config", ("AWS_CONFIG_FILE",)),
        ("c:/Users/me/.aws/config", ("AWS_CONFIG_FILE",)),
        ("\\\\wsl$\\home\\config", ("AWS_CONFIG_FILE",)),
        ("/mnt/c/Users/me/.aws/config", ()),
        ("~/.aws/config", ()),
    ],
)
def test_a_path_of_windows_is_seen_as_one(value: str, names: tuple[str, ...]) -> None:
    assert find_windows_paths({"AWS_CONFIG_FILE": value}) == names


def test_an_instance_is_known_by_its_firmware_or_the_endpoint_that_is_named(tmp_path: Path) -> None:
    vendor = tmp_path / "sys_vendor"
    assert not is_on_ec2({}, vendor)
    vendor.write_text("Amazon EC2\n")
    assert is_on_ec2({}, vendor)
    vendor.write_text("LENOVO\n")
    assert not is_on_ec2({}, vendor)
    assert is_on_ec2({"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://x"}, vendor)
