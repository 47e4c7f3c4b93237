"""The token of a drop box: what is in it, what it survives, and what it is not taken for."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

import pytest

from checkpoints.storage import drop_token
from checkpoints.storage.drop_token import TokenError, TokenTrouble, looks_like_token, read_token, write_token
from tests.storage.receiver import KEY_ID
from tests.storage.signing import PREFIX, STS_TOKEN, TYPE, sign_post, sign_text

PACKED = re.compile(r"HANDIN1[A-Z2-7]+")


def trouble_of(text: str) -> TokenTrouble:
    with pytest.raises(TokenError) as caught:
        read_token(text)
    return caught.value.trouble


@pytest.mark.parametrize("session_token", [None, STS_TOKEN], ids=["keys", "session"])
def test_a_token_has_every_field_that_was_signed(session_token: str | None) -> None:
    signed = sign_post(session_token=session_token)
    text = write_token("1.1", "홍길동", signed["url"], signed["fields"])
    assert PACKED.fullmatch(text)
    token = read_token(text)
    assert {"key": PREFIX + "${filename}", **token.fields} == signed["fields"]
    assert token.url == signed["url"] + ("" if signed["url"].endswith("/") else "/")
    assert (token.section, token.attendee, token.bucket, token.prefix) == ("1.1", "홍길동", "workshop-hand-ins", PREFIX)
    assert (token.class_name, token.is_s3, token.most) == ("seoul", True, 4 * 1024 * 1024)


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-2", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"])
def test_the_host_is_the_bucket_s_own_in_its_region(region: str) -> None:
    token = read_token(sign_text(region=region))
    assert token.is_s3
    end = {"cn": "amazonaws.com.cn", "eusc": "amazonaws.eu"}.get(region.partition("-")[0], "amazonaws.com")
    assert token.host == f"workshop-hand-ins.s3.{region}.{end}"


def test_a_token_is_short_enough_for_a_code_to_scan() -> None:
    # 279 and 1,853 characters are what versions 8 and 25 of a QR code hold, of 49 and 117 modules a side.
    assert len(sign_text()) <= 279
    assert len(sign_text(session_token="IQoJb3JpZ2luX2Vj" + base64.b64encode(b"\x93\x5c\xe1" * 300).decode())) <= 1853


@pytest.mark.parametrize(
    "pasted",
    [
        "  '{}'\r\n",
        "checkpoints run --hand-in-to {}\n",
        "안녕하세요, {} 입니다.",
        "{}\nthanks and see you",
        "{0}\n{0}\n",
    ],
    ids=["quoted", "command", "in a sentence", "words behind", "twice"],
)
def test_a_token_is_found_however_it_was_pasted(pasted: str) -> None:
    text = sign_text()
    wrapped = "\n".join(text[start : start + 72] for start in range(0, len(text), 72))
    assert read_token(pasted.format(text)) == read_token(text.lower()) == read_token(wrapped) == read_token(text)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda text: "", TokenTrouble.ABSENT),
        (lambda text: "see you tomorrow", TokenTrouble.ABSENT),
        (lambda text: text[7:], TokenTrouble.ABSENT),
        (lambda text: text[:-9], TokenTrouble.ALTERED),
        (lambda text: text[:60], TokenTrouble.ALTERED),
        (lambda text: text[:100] + ("A" if text[100] != "A" else "B") + text[101:], TokenTrouble.ALTERED),
        (lambda text: "HANDIN1", TokenTrouble.ALTERED),
        (lambda text: text + "A" * 20_000, TokenTrouble.ALTERED),
        (lambda text: "HANDIN8" + text[7:], TokenTrouble.OTHER_VERSION),
        (lambda text: f"{text}\n{sign_text(name='Lee')}", TokenTrouble.SEVERAL),
    ],
    ids=[
        *("nothing", "words", "without its start", "cut", "cut short", "changed", "start alone", "endless", "newer"),
        "the list of all",
    ],
)
def test_what_is_no_whole_token_is_told_apart(change: Any, trouble: TokenTrouble) -> None:
    assert trouble_of(change(sign_text())) is trouble


def forged(url: str = "", **changes: Any) -> str:
    """A token that somebody else wrote, of the right form."""
    policy: dict[str, Any] = {
        "expiration": "2026-11-27T08:00:00Z",
        "conditions": [
            {"Content-Type": TYPE},
            {"success_action_status": "201"},
            ["content-length-range", 1, 1000],
            {"bucket": "somewhere"},
            ["starts-with", "$key", PREFIX],
            {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
            {"x-amz-credential": f"{KEY_ID}/20261127/us-east-1/s3/aws4_request"},
            {"x-amz-date": "20261127T000000Z"},
        ],
    }
    policy["conditions"] += changes.pop("more", [])
    content = b"\0" * 32 + f"1.1\nKim\n{url}\n".encode() + json.dumps(policy | changes).encode()
    return f"HANDIN1{base64.b32encode(packed(content)).decode().rstrip('=')}"


def packed(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zdict=drop_token._WORDS)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("host", "is_s3"),
    [
        ("somewhere.s3-fips.us-east-1.amazonaws.com", True),
        ("somewhere.s3.dualstack.us-east-1.amazonaws.com", True),
        ("s3.example.com", False),
        ("elsewhere.s3.us-east-1.amazonaws.com", False),
        ("somewhere.s3.us-east-1.amazonaws.com.example.com", False),
        ("somewhere.s3.us-east-1.amazonaws.com:8443", False),
        ("somewhere.example.s3.amazonaws.com", False),
    ],
)
def test_a_token_of_another_place_says_where(host: str, is_s3: bool) -> None:
    token = read_token(forged(f"https://{host}/"))
    assert (token.is_s3, token.host) == (is_s3, host)


@pytest.mark.parametrize(
    "url",
    [
        *("http://s3.example.com/b/", "http://127.0.0.1.example.com/b/", "http://192.168.0.10/b/"),
        *("ftp://s3.example.com/b/", "file://localhost/etc/passwd"),
    ],
)
def test_without_tls_a_token_may_lead_to_this_machine_alone(url: str) -> None:
    for local in ("http://127.0.0.1:9000/b/", "http://[::1]:9000/b/", "http://localhost/b/"):
        assert read_token(forged(local)).url == local
    assert trouble_of(forged(url)) is TokenTrouble.PLAIN


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "https://user:word@s3.example.com/b/"},
        {"url": "https://s3.example.com/b/?a=b"},
        {"url": "https:///b/"},
        {"more": [{"success_action_redirect": "https://elsewhere.example.com/"}]},
        {"more": [{"acl": "public-read"}]},
        {"more": [["starts-with", "$Content-Type", ""]]},
        {"more": [{"bucket": "twice"}]},
        {"expiration": "tomorrow"},
        {"expiration": "2026-12-27T08:00:00Z"},
        {"conditions": []},
        {"conditions": None},
    ],
    ids=str,
)
def test_a_policy_that_no_drop_box_of_ours_has_is_refused(changes: dict[str, Any]) -> None:
    assert trouble_of(forged(**changes)) is TokenTrouble.FOREIGN


def test_what_is_inside_is_bounded() -> None:
    assert trouble_of(f"HANDIN1{base64.b32encode(packed(b' ' * 50_000_000)[:6000]).decode()}") is TokenTrouble.ALTERED


def test_no_token_shows_its_secrets() -> None:
    token = read_token(sign_text(session_token=STS_TOKEN))
    for secret in token.secrets:
        if secret not in token.prefix:
            assert secret not in repr(token)
    assert STS_TOKEN in token.secrets


def test_a_token_is_no_path() -> None:
    assert looks_like_token(sign_text())
    assert looks_like_token(f" '{sign_text().lower()}'")
    assert not looks_like_token("tokens/handin.txt")
