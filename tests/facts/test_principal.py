"""The principal behind a caller's ARN."""

from __future__ import annotations

import pytest

from checkpoints.facts.principal import Principal, parse_principal

ACCOUNT = "111122223333"
SSO_ROLE = "AWSReservedSSO_Dev_0a1b2c3d4e5f6071"
ARNS: dict[str, tuple[str, str, str]] = {
    # kind and name of the principal
    "root": (f"arn:aws:iam::{ACCOUNT}:root", "root", ""),
    "user": (f"arn:aws:iam::{ACCOUNT}:user/kim", "user", "kim"),
    "user-with-path": (f"arn:aws:iam::{ACCOUNT}:user/teams/a/kim", "user", "kim"),
    "api-key-user": (f"arn:aws:iam::{ACCOUNT}:user/BedrockAPIKey-ab12", "user", "BedrockAPIKey-ab12"),
    "instance-role": (f"arn:aws:sts::{ACCOUNT}:assumed-role/Workshop/i-0abc123", "role", "Workshop"),
    # A session's name may be a mail address.
    "sso-role": (f"arn:aws:sts::{ACCOUNT}:assumed-role/{SSO_ROLE}/kim@example.com", "role", SSO_ROLE),
    "federated": (f"arn:aws:sts::{ACCOUNT}:federated-user/kim", "federated-user", "kim"),
    "other-partition": (f"arn:aws-us-gov:iam::{ACCOUNT}:user/kim", "user", "kim"),
    "ends-in-a-slash": (f"arn:aws:iam::{ACCOUNT}:user/x/", "user", ""),
    "other-service": (f"arn:aws:s3::{ACCOUNT}:user/kim", "unknown", ""),
    "short-account": ("arn:aws:iam::123:user/kim", "unknown", ""),
    "nothing": ("", "unknown", ""),
}


@pytest.mark.parametrize(("arn", "kind", "name"), ARNS.values(), ids=ARNS)
def test_the_principal_is_read_from_the_arn(arn: str, kind: str, name: str) -> None:
    found = parse_principal(arn)
    assert found == Principal(kind, name, None if kind == "unknown" else ACCOUNT)
    assert found.label == (f"{kind}/{name}" if name else kind)
