"""The principal behind a caller's ARN."""

from __future__ import annotations

import pytest

from checkpoints.facts.principal import Principal, parse_principal

ACCOUNT = "111122223333"
ARNS = {
    "root": (f"arn:aws:iam::{ACCOUNT}:root", Principal("root", "", ACCOUNT), "root"),
    "user": (f"arn:aws:iam::{ACCOUNT}:user/kim", Principal("user", "kim", ACCOUNT), "user/kim"),
    "user-with-path": (f"arn:aws:iam::{ACCOUNT}:user/teams/a/kim", Principal("user", "kim", ACCOUNT), "user/kim"),
    "api-key-user": (
        f"arn:aws:iam::{ACCOUNT}:user/BedrockAPIKey-ab12",
        Principal("user", "BedrockAPIKey-ab12", ACCOUNT),
        "user/BedrockAPIKey-ab12",
    ),
    "instance-role": (
        f"arn:aws:sts::{ACCOUNT}:assumed-role/Workshop/i-0abc123",
        Principal("role", "Workshop", ACCOUNT),
        "role/Workshop",
    ),
    "sso-role": (
        f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSReservedSSO_Dev_0a1b2c3d4e5f6071/kim@example.com",
        Principal("role", "AWSReservedSSO_Dev_0a1b2c3d4e5f6071", ACCOUNT),
        "role/AWSReservedSSO_Dev_0a1b2c3d4e5f6071",
    ),
    "federated": (
        f"arn:aws:sts::{ACCOUNT}:federated-user/kim",
        Principal("federated-user", "kim", ACCOUNT),
        "federated-user/kim",
    ),
    "other-partition": (f"arn:aws-us-gov:iam::{ACCOUNT}:user/kim", Principal("user", "kim", ACCOUNT), "user/kim"),
    "ends-in-a-slash": (f"arn:aws:iam::{ACCOUNT}:user/x/", Principal("user", "", ACCOUNT), "user"),
    "other-service": (f"arn:aws:s3::{ACCOUNT}:user/kim", Principal("unknown", "", None), "unknown"),
    "short-account": ("arn:aws:iam::123:user/kim", Principal("unknown", "", None), "unknown"),
    "nothing": ("", Principal("unknown", "", None), "unknown"),
}


@pytest.mark.parametrize(("arn", "expected", "label"), ARNS.values(), ids=ARNS)
def test_the_principal_is_read_from_the_arn(arn: str, expected: Principal, label: str) -> None:
    assert parse_principal(arn) == expected
    assert parse_principal(arn).label == label


def test_a_sessions_name_which_may_be_a_mail_address_is_left_out() -> None:
    assert "example.com" not in parse_principal(ARNS["sso-role"][0]).label
