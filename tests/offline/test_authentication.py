"""Keys, tokens and signatures, checked as AWS does."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from checkpoints.facts.provider_chain import look_for_tokens_at_home
from checkpoints.offline import account
from checkpoints.offline.rehearsal import rehearse
from checkpoints.offline.scenarios.baseline import (
    ADMINISTRATOR,
    KEY_ID,
    OTHER_SECRET,
    SECRET,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
)
from checkpoints.offline.scenarios.sources import SSO_ROLE_NAME
from checkpoints.offline.world import Machine, ShortTermKey
from tests.offline.accounts import BASE, play_world
from tests.offline.calls import HAIKU_PROFILE, client, invoke, refusal

_INVALID = "The security token included in the request is invalid."


def _both(key_id: str, secret: str, token: str = "") -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    given = {"aws_access_key_id": key_id, "aws_secret_access_key": secret}
    given |= {"aws_session_token": token} if token else {}
    sts, bedrock = client("sts", **given), client("bedrock", **given)
    return refusal(sts.get_caller_identity), refusal(bedrock.list_inference_profiles)


@pytest.mark.parametrize(
    ("key_id", "secret", "token"),
    [
        ("AKIAREHEARSALKEYQQQQ", SECRET, ""),
        ("your-access-key-id", "your-secret-access-key", ""),
        (TEMPORARY_KEY_ID, TEMPORARY_SECRET, ""),
        (TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN + "x"),
        (KEY_ID, SECRET, SESSION_TOKEN),
    ],
    ids=["unknown", "placeholder", "no-token", "other-token", "stale-token"],
)
def test_keys_that_aws_does_not_know(key_id: str, secret: str, token: str) -> None:
    with rehearse("temporary-keys"):
        by_sts, by_bedrock = _both(key_id, secret, token)
    assert by_sts == (403, "InvalidClientTokenId", _INVALID)
    assert by_bedrock == (403, "UnrecognizedClientException", _INVALID)


def test_a_deactivated_key_is_unknown() -> None:
    with rehearse("ready"):
        account.find_iam().update_access_key("attendee", KEY_ID, "Inactive")
        assert _both(KEY_ID, SECRET)[0] == (403, "InvalidClientTokenId", _INVALID)


def test_a_secret_of_another_key_does_not_sign() -> None:
    with rehearse("ready"):
        by_sts, by_bedrock = _both(KEY_ID, OTHER_SECRET)
    assert by_sts[:2] == (403, "SignatureDoesNotMatch")
    assert by_bedrock[:2] == (403, "InvalidSignatureException")
    assert by_sts[2] == by_bedrock[2]
    assert by_sts[2].startswith("The request signature we calculated does not match the signature you provided.")


@pytest.mark.parametrize(
    ("ahead_s", "told"), [(3600.0, "Signature expired: "), (-3600.0, "Signature not yet current: ")]
)
def test_a_clock_that_is_off_does_not_sign(ahead_s: float, told: str) -> None:
    with play_world(replace(BASE.account, clock_ahead_s=ahead_s)):
        by_sts, by_bedrock = _both(KEY_ID, SECRET)
    assert by_sts[:2] == (403, "SignatureDoesNotMatch")
    assert by_bedrock[:2] == (403, "InvalidSignatureException")
    assert by_sts[2].startswith(told)


@pytest.mark.parametrize("ahead_s", [0.0, 200.0, -3600.0])
def test_every_answer_carries_the_time_of_aws(ahead_s: float) -> None:
    with play_world(replace(BASE.account, clock_ahead_s=ahead_s)):
        try:
            metadata = client("sts").get_caller_identity()["ResponseMetadata"]
        except Exception as error:  # noqa: BLE001 - an error carries it as well
            metadata = error.response["ResponseMetadata"]  # type: ignore[attr-defined]
        told = parsedate_to_datetime(metadata["HTTPHeaders"]["date"])
    assert abs((told - datetime.now(timezone.utc)).total_seconds() - ahead_s) < 5


def test_a_request_without_a_signature_is_missing_one() -> None:
    with rehearse("ready"):
        unsigned = boto3.client("sts", region_name="us-east-1", config=Config(signature_version=UNSIGNED))
        assert refusal(unsigned.get_caller_identity)[:2] == (403, "MissingAuthenticationToken")


def _with_token(token: str) -> Machine:
    return Machine({**BASE.exported_region, "AWS_BEARER_TOKEN_BEDROCK": token})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("api-key-malformed", "Invalid API Key format: Must start with pre-defined prefix"),
        ("api-key-rejected", "Authentication failed: Please make sure your API Key is valid."),
        ("api-key-expired", "Bearer Token has expired"),
        ("api-key-other-region", "Authentication failed: Please make sure your API Key is valid."),
        ("api-key-empty", "Authorization header is missing"),
        (
            "api-key-not-permitted",
            "User: arn:aws:iam::123456789012:user/attendee is not authorized to perform: bedrock:CallWithBearerToken "
            "on resource: * because no identity-based policy allows the bedrock:CallWithBearerToken action",
        ),
    ],
)
def test_an_api_key_that_bedrock_does_not_accept(name: str, told: str) -> None:
    with rehearse(name):
        assert refusal(invoke, HAIKU_PROFILE) == (403, "AccessDeniedException", told)


def test_a_short_term_key_of_another_rehearsal_is_rejected() -> None:
    world = replace(BASE.with_policies(ADMINISTRATOR), short_term_key=ShortTermKey(KEY_ID, "us-east-1"))
    with play_world(world, _with_token("<short-term-key>")):
        os.environ["AWS_BEARER_TOKEN_BEDROCK"] += "AAAA"
        assert refusal(invoke, HAIKU_PROFILE)[2].startswith("Authentication failed")


def test_a_short_term_key_ends_with_the_key_that_signed_it() -> None:
    with rehearse("api-key-short-term"):
        account.find_iam().delete_access_key(KEY_ID, "attendee")
        assert refusal(invoke, HAIKU_PROFILE)[2].startswith("Authentication failed")


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("ready", "iam::123456789012:user/attendee"),
        ("environment-keys", "iam::123456789012:user/attendee"),
        ("config-file-keys", "iam::123456789012:user/attendee"),
        ("temporary-keys", "sts::123456789012:assumed-role/WorkshopRole/rehearsal"),
        ("login", "iam::123456789012:user/attendee"),
        ("credential-process", "iam::123456789012:user/attendee"),
        ("instance-role", "sts::123456789012:assumed-role/WorkshopRole/i-0a1b2c3d4e5f67890"),
        ("container-role", "sts::123456789012:assumed-role/WorkshopRole/task"),
        ("assume-role", r"sts::123456789012:assumed-role/WorkshopRole/botocore-session-\d+"),
        ("web-identity", "sts::123456789012:assumed-role/WebIdentityRole/rehearsal"),
        ("sso", f"sts::123456789012:assumed-role/{SSO_ROLE_NAME}/attendee@workshop\\.example"),
    ],
)
def test_each_way_to_credentials_ends_at_its_principal(name: str, arn: str) -> None:
    with rehearse(name):
        look_for_tokens_at_home()
        assert re.fullmatch(f"arn:aws:{arn}", client("sts").get_caller_identity()["Arn"])
