"""Bedrock API keys, read offline."""

from __future__ import annotations

import base64
from datetime import datetime, timezone
from urllib.parse import urlencode

import pytest

from checkpoints.facts.api_key import ApiKeyKind, ApiKeyTrouble, parse_api_key

SIGNER, SESSION, SIGNATURE = "ASIACANARYSIGNER2345", "canary/session+token==", "canary5f"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def short_term(region: str = "us-east-1", issued: str = "20261124T000000Z", lifetime: str = "43200") -> str:
    query = urlencode(
        {
            "Action": "CallWithBearerToken",
            "X-Amz-Credential": f"{SIGNER}/20261124/{region}/bedrock/aws4_request",
            "X-Amz-Date": issued,
            "X-Amz-Expires": lifetime,
            "X-Amz-Security-Token": SESSION,
            "X-Amz-Signature": SIGNATURE,
        }
    )
    return "bedrock-api-key-" + encoded(f"bedrock.amazonaws.com/?{query}&Version=1")


def long_term(name: str = "BedrockAPIKey-ab12-at-111122223333", secret: str = "canary-secret") -> str:
    return "ABSK" + encoded(f"{name}:{secret}")


def test_a_short_term_key_tells_its_region_and_its_time() -> None:
    key = parse_api_key(short_term("eu-west-1"))
    assert key.kind is ApiKeyKind.SHORT_TERM
    assert key.trouble is None
    assert key.region == "eu-west-1"
    assert key.issued_at == datetime(2026, 11, 24, tzinfo=timezone.utc)
    assert key.expires_at == datetime(2026, 11, 24, 12, tzinfo=timezone.utc)
    assert key.account is None


def test_a_key_without_its_padding_is_read_all_the_same() -> None:
    assert parse_api_key(short_term().rstrip("=")).region == "us-east-1"


@pytest.mark.parametrize("suffix", ["", "+1", "+23"])
def test_a_long_term_key_tells_its_account(suffix: str) -> None:
    key = parse_api_key(long_term(f"BedrockAPIKey-ab12-at-111122223333{suffix}"))
    assert key.kind is ApiKeyKind.LONG_TERM
    assert key.trouble is None
    assert key.account == "111122223333"
    assert key.expires_at is None


@pytest.mark.parametrize(
    "value",
    [
        "ABSKnot*base64",
        "ABSK" + encoded("something else"),
        "ABSK" + base64.b64encode(b"\xff\xfe").decode(),
        "bedrock-api-key-not*base64",
        "bedrock-api-key-" + encoded("no address"),
        "bedrock-api-key-" + encoded("[x/?a=b"),
    ],
)
def test_a_rest_that_cannot_be_read_is_not_malformed(value: str) -> None:
    key = parse_api_key(value)
    assert key.trouble is None
    assert (key.account, key.region, key.issued_at, key.expires_at) == (None, None, None, None)


@pytest.mark.parametrize(("issued", "lifetime"), [("yesterday", "43200"), ("20261124T000000Z", "soon"), ("", "")])
def test_a_time_that_cannot_be_read_is_not_known(issued: str, lifetime: str) -> None:
    assert parse_api_key(short_term(issued=issued, lifetime=lifetime)).expires_at is None


def test_a_time_beyond_the_calendar_is_not_known() -> None:
    assert parse_api_key(short_term(issued="99991231T000000Z", lifetime="9999999")).expires_at is None


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        ("", ApiKeyTrouble.EMPTY),
        ("  ", ApiKeyTrouble.WHITE_SPACE),
        (long_term() + "\n", ApiKeyTrouble.WHITE_SPACE),
        (" " + short_term(), ApiKeyTrouble.WHITE_SPACE),
        (f'"{short_term()}"', ApiKeyTrouble.QUOTES),
        (f"'{long_term()}", ApiKeyTrouble.QUOTES),
        ("your-bedrock-api-key", ApiKeyTrouble.PLACEHOLDER),
        ("<api-key>", ApiKeyTrouble.PLACEHOLDER),
        ("sk-ant-api03-abc", ApiKeyTrouble.PREFIX),
        ("absk" + encoded("x"), ApiKeyTrouble.PREFIX),
    ],
)
def test_trouble_is_named(value: str, trouble: ApiKeyTrouble) -> None:
    assert parse_api_key(value).trouble is trouble


def test_a_wrapped_key_still_tells_its_kind() -> None:
    assert parse_api_key(f'"{short_term()}"').region == "us-east-1"


def test_every_secret_part_is_known_to_be_one() -> None:
    key = parse_api_key(short_term())
    assert {short_term(), SIGNER, SESSION, SIGNATURE} == key.secrets
    assert "canary-secret" in parse_api_key(long_term()).secrets


def test_a_placeholder_is_no_secret() -> None:
    assert parse_api_key("your-bedrock-api-key").secrets == frozenset()


def test_a_key_shows_nothing_of_itself() -> None:
    shown = repr(parse_api_key(short_term())) + repr(parse_api_key(long_term()))
    for secret in (SIGNER, SESSION, SIGNATURE, "canary-secret", "ABSK", "bedrock-api-key-"):
        assert secret not in shown


def test_two_keys_are_two_identities() -> None:
    assert parse_api_key(short_term()).identity == parse_api_key(short_term()).identity
    assert parse_api_key(short_term()).identity != parse_api_key(long_term()).identity
