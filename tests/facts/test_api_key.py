"""Bedrock API keys, read offline."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone
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


NOON = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


@pytest.mark.parametrize("value", [short_term("eu-west-1"), short_term("eu-west-1").rstrip("=")], ids=["", "unpadded"])
def test_a_short_term_key_shows_its_region_and_its_time(value: str) -> None:
    key = parse_api_key(value)
    assert (key.kind, key.trouble, key.region, key.account) == (ApiKeyKind.SHORT_TERM, None, "eu-west-1", None)
    assert (key.issued_at, key.expires_at) == (NOON - timedelta(hours=12), NOON)


@pytest.mark.parametrize("suffix", ["", "+1", "+23"])
def test_a_long_term_key_shows_its_account_and_its_user(suffix: str) -> None:
    key = parse_api_key(long_term(f"BedrockAPIKey-ab12-at-111122223333{suffix}"))
    assert (key.kind, key.trouble, key.account) == (ApiKeyKind.LONG_TERM, None, "111122223333")
    assert key.user == "BedrockAPIKey-ab12"
    assert (key.region, key.expires_at) == (None, None)


UNREADABLE = [
    *("ABSKnot*base64", "ABSK" + encoded("something else"), "ABSK" + base64.b64encode(b"\xff\xfe").decode()),
    *("bedrock-api-key-not*base64", "bedrock-api-key-" + encoded("no address")),
    "bedrock-api-key-" + encoded("[x/?a=b"),
]


@pytest.mark.parametrize("value", UNREADABLE)
def test_a_rest_that_cannot_be_read_is_not_malformed(value: str) -> None:
    key = parse_api_key(value)
    found = (key.trouble, key.account, key.region, key.issued_at, key.expires_at)
    assert found == (None, None, None, None, None)


@pytest.mark.parametrize(
    ("issued", "lifetime"),
    [("yesterday", "43200"), ("20261124T000000Z", "soon"), ("", ""), ("99991231T000000Z", "9999999")],
)
def test_a_time_that_cannot_be_read_or_is_beyond_the_calendar_is_not_known(issued: str, lifetime: str) -> None:
    assert parse_api_key(short_term(issued=issued, lifetime=lifetime)).expires_at is None


@pytest.mark.parametrize(
    ("value", "trouble"),
    [
        ("", ApiKeyTrouble.EMPTY),
        ("  ", ApiKeyTrouble.EMPTY),
        (long_term()[:9] + "\n" + long_term()[9:], ApiKeyTrouble.WHITE_SPACE),
        (f" {short_term()}\n", None),
        (f"\ufeff{short_term()}\r\n", None),
        (f'"{short_term()}"', ApiKeyTrouble.QUOTES),
        (f"'{long_term()}", ApiKeyTrouble.QUOTES),
        ("your-bedrock-api-key", ApiKeyTrouble.PLACEHOLDER),
        ("<api-key>", ApiKeyTrouble.PLACEHOLDER),
        ("sk-ant-api03-abc", ApiKeyTrouble.PREFIX),
        ("absk" + encoded("x"), ApiKeyTrouble.PREFIX),
    ],
)
def test_trouble_is_named_and_a_wrapped_key_still_tells_its_region(value: str, trouble: ApiKeyTrouble | None) -> None:
    key = parse_api_key(value)
    assert (key.trouble, key.region) == (trouble, "us-east-1" if short_term() in value else None)


def test_every_secret_part_is_known_and_none_is_shown() -> None:
    assert parse_api_key(short_term()).secrets == {short_term(), SIGNER, SESSION, SIGNATURE}
    assert "canary-secret" in parse_api_key(long_term()).secrets
    assert parse_api_key("your-bedrock-api-key").secrets == frozenset()
    shown = repr(parse_api_key(short_term())) + repr(parse_api_key(long_term()))
    secrets = (SIGNER, SESSION, SIGNATURE, "canary-secret", "ABSK", "bedrock-api-key-")
    assert not any(secret in shown for secret in secrets)


def test_two_keys_are_two_identities_and_white_space_makes_no_other() -> None:
    assert parse_api_key(short_term()).identity != parse_api_key(long_term()).identity
    assert parse_api_key(f" {long_term()}\n").identity == parse_api_key(long_term()).identity
