"""Nothing secret gets past the scrubber, and nothing else is lost in it."""

from __future__ import annotations

import base64
import html
import json
import time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.guide.texts import fill_text, list_texts
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.report.scrub import Scrubber
from checkpoints.report.secret_patterns import MARK
from tests.lengths import as_long

SECRET = "wJalr/XUtn+FEMI\"K7<MD&NG=bPx'RfiCYCANARYKEY"
TOKEN = "AQoEXAMPLEH4aoAH0gNCAPy" + "CanaryToken0123456789" * 6

ENCODED = {
    "as it is": SECRET,
    "in an address": quote(SECRET, safe=""),
    "in an address, slashes kept": quote(SECRET),
    "in a form": quote_plus(SECRET),
    "in JSON": json.dumps(SECRET),
    "in HTML": html.escape(SECRET),
    "in HTML, quotes kept": html.escape(SECRET, quote=False),
    "in Python": repr(SECRET),
    "in base64": base64.b64encode(SECRET.encode()).decode(),
    "within base64, one byte in": base64.b64encode(b"u" + SECRET.encode() + b"t").decode(),
    "within base64, two bytes in": base64.b64encode(b"u:" + SECRET.encode() + b"t").decode(),
    "in hexadecimal": SECRET.encode().hex(),
    "in base64 for addresses": base64.urlsafe_b64encode(SECRET.encode()).decode(),
}


@pytest.mark.parametrize("written", ENCODED.values(), ids=[name.replace(" ", "-") for name in ENCODED])
def test_a_known_secret_is_found_however_it_is_written(written: str) -> None:
    scrubbed = Scrubber([SECRET]).scrub_text(f"before {written} after")
    longest_rest = max(_common(written, scrubbed), key=len, default="")
    assert MARK in scrubbed
    assert len(longest_rest) < 8
    assert scrubbed.startswith("before ") and scrubbed.endswith(" after")


@pytest.mark.parametrize(
    "secret", [SECRET, TOKEN, TOKEN * 4, "bedrock-api-key-" + "YmVkcm9j" * 9, "AKIA" + "CANARY7EXAMPLE2Q"]
)
def test_a_known_secret_is_found_in_capitals_and_in_small_letters(secret: str) -> None:
    scrubber = Scrubber([secret])
    for written in (secret.upper(), secret.lower(), secret.swapcase()):
        assert scrubber.scrub_text(f"before {written} after") == f"before {MARK} after"
        in_base64 = base64.b64encode(secret.encode()).decode().swapcase()
        assert len(scrubber.scrub_text(in_base64)) < len(MARK) + 8


@pytest.mark.parametrize(("half", "raw"), [("\udcbe", b"\xbe"), ("\ud800", b"?")])
def test_a_secret_that_is_no_text_is_found(half: str, raw: bytes) -> None:
    """As a variable is that was typed in another encoding, and JSON of somebody else may have it."""
    secret, encoded = SECRET[:9] + half + SECRET[9:], (raw.join((SECRET[:9].encode(), SECRET[9:].encode())))
    for written in (secret, quote(encoded, safe=""), encoded.hex(), base64.b64encode(encoded).decode()):
        assert len(Scrubber([secret]).scrub_text(written)) < len(MARK) + 8


def test_the_case_of_a_short_secret_counts() -> None:
    assert Scrubber(["Workshop1"]).scrub_text("workshop1 Workshop1") == f"workshop1 {MARK}"


def _common(written: str, scrubbed: str) -> list[str]:
    pieces = (written[start : start + length] for length in range(1, 12) for start in range(len(written) - length + 1))
    return [piece for piece in pieces if piece in scrubbed.removeprefix("before ").removesuffix(" after")]


def test_a_secret_is_found_cut_short_and_without_what_stands_around_it() -> None:
    assert Scrubber([TOKEN]).scrub_text(f"token='{TOKEN[:40]}...{TOKEN[-30:]}'") in (
        f"token='{MARK}'",
        f"token='{MARK}{TOKEN[-30:-20]}{MARK}'",
    )
    assert Scrubber([' "s3cr3t-value"\n']).scrub_text("got s3cr3t-value!") == f"got {MARK}!"


@pytest.mark.parametrize("value", ["", "abc12", "your-access-key-id", "testing", "***"])
def test_what_is_no_secret_does_not_eat_the_text(value: str) -> None:
    text = f"run testing with {value} and your-access-key-id"
    assert Scrubber([value]).scrub_text(text) == text


# Built from parts, so that no scanner takes the project's own tests for a leak.
PATTERNS = {
    "access-key-id": ("AKIA" + "CANARY7EXAMPLE2Q", f"AKIA{MARK}"),
    "temporary-key-id": ("ASIA" + "CANARY7EXAMPLE2Q", f"ASIA{MARK}"),
    "key-id-in-an-address": ("%2FAKIA" + "CANARY7EXAMPLE2Q%2F20251101", f"%2FAKIA{MARK}%2F20251101"),
    "role-id": ("AROA" + "CANARY7EXAMPLE2Q:i-0abc", f"AROA{MARK}"),
    "long-term-api-key": ("ABSK" + "QmVkcm9ja0FQSUtleS1jYW5hcnk=", f"ABSK{MARK}"),
    "short-term-api-key": ("bedrock-api-key-" + "YmVkcm9jay5hbWF6b25hd3M=", f"bedrock-api-key-{MARK}"),
    "bearer": ("Authorization: Bearer " + "CANARYtoken0123456789", f"Authorization: Bearer {MARK}"),
    "session-token": ("IQoJb3JpZ2lu" + "X2VjEJr//////////wEaCXVz", MARK),
    "pair": ("aws_secret_access_key=" + "canarysecretvalue", f"aws_secret_access_key={MARK}"),
    "pair-in-JSON": ('"SecretAccessKey": "' + 'Canary/Secret+0"', f'"SecretAccessKey": "{MARK}"'),
    "pair-of-sso": ('"accessToken": "' + 'canary0token0value"', f'"accessToken": "{MARK}"'),
    "signature": ("X-Amz-Signature=" + "0a" * 32, f"X-Amz-Signature={MARK}"),
    "credential": ("X-Amz-Credential=" + "ASIACANARY%2F2025", f"X-Amz-Credential={MARK}"),
    "security-token-encoded": ("X-Amz-Security-Token%3D" + "IQoJcanary", f"X-Amz-Security-Token%3D{MARK}"),
    "authorization-header": ("SignedHeaders=host, Signature=" + "0a" * 32, f"SignedHeaders=host, Signature={MARK}"),
    "web-token": ("eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl", MARK),
    "secret-access-key-alone": ("wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKE9", MARK),
    "password-in-an-address": ("http://user:" + "canary@proxy.example:8080/x", f"http://{MARK}@proxy.example:8080/x"),
    "account-in-an-arn": ("arn:aws:iam::111122223333:role/W", "arn:aws:iam::********3333:role/W"),
    "account-in-an-address": ("arn%3Aaws%3Aiam%3A%3A111122223333%3Arole", "arn%3Aaws%3Aiam%3A%3A********3333%3Arole"),
    "account-after-a-blank": ("id%20111122223333", "id%20********3333"),
    "account-in-a-name": ("BedrockAPIKey-a1b2-at-111122223333", "BedrockAPIKey-a1b2-at-********3333"),
    "account-with-dashes": ("1111-2222-3333", "****-****-3333"),
}


@pytest.mark.parametrize(("written", "expected"), PATTERNS.values(), ids=list(PATTERNS))
def test_what_looks_secret_is_taken_out_though_nobody_knew_it(written: str, expected: str) -> None:
    assert Scrubber().scrub_text(f"({written})") == f"({expected})"


KEPT = [
    "anthropic.claude-sonnet-4-20250514-v1:0",
    "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "arn:aws:bedrock:*:*:inference-profile/*",
    "2026-10-14T00:00:00Z",
    "20261014T000000Z",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bf00a08dd0b8e3e2c9e4a",
    "3f2504e0-4f89-41d3-9a0c-030512345678",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    *("Bearer Token has expired", "session token: Missing", "Authorization header is missing"),
    *("Bearer authentication is not supported", "session token: missing", "bedrock-api-key"),
    "export AWS_ACCESS_KEY_ID=your-access-key-id",
    "export AWS_BEARER_TOKEN_BEDROCK=your-bedrock-api-key",
    "bearer-token-wrong-region",
    "aws bedrock list-inference-profiles --region us-east-1",
    "bedrock:InvokeModelWithResponseStream",
    "https://us-east-1.console.aws.amazon.com/bedrock/home?region=us-east-1#/model-catalog",
    "/home/attendee/claude-code-workshop/checkpoints/test_step1_model_access.py::test_claude_sonnet",
    "1730520000000",
    "********3333",
    "자격증명이 유효합니다.",
]


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_text_stays_whole(text: str) -> None:
    assert Scrubber().scrub_text(text) == text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_suite_s_own_texts_stay_whole(language: str) -> None:
    scrubber = Scrubber()
    advice = [part for one in ADVICE.values() for part in (one.what, one.why, one.fix)]
    said = [fill_text(text, language) for text in [*list_texts().values(), *advice]]
    said += [one.command for one in ADVICE.values()] + [one.page for one in ADVICE.values()]
    assert [scrubber.scrub_text(text) for text in said] == said


def test_a_tree_is_scrubbed_in_keys_and_values_and_keeps_its_shape() -> None:
    tree = {"a": [1, 2.5, None, True, {SECRET: f"x {SECRET}"}]}
    assert Scrubber([SECRET]).scrub_tree(tree) == {"a": [1, 2.5, None, True, {MARK: f"x {MARK}"}]}


@given(st.text(), st.lists(st.text(min_size=6, max_size=40), max_size=3))
def test_scrubbing_again_changes_nothing(text: str, secrets: list[str]) -> None:
    scrubber = Scrubber(secrets)
    once = scrubber.scrub_text(text)
    assert scrubber.scrub_text(once) == once


@given(st.from_regex(r"[A-Za-z0-9/+]{40}", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_no_known_key_is_ever_left(key: str, before: str, after: str) -> None:
    assert key not in Scrubber([key]).scrub_text(f"{before}{key}{after}")


# What each pattern begins with, and what may come again and again behind it.
BEGINNINGS = [
    *("eyJ", "eyJabcdefgh.", "://", "X-Amz-Signature=", "Signature=", "ABSK", "ABSKAAAAAA.", "bedrock-api-key-"),
    *("Bearer ", "AKIA", "IQoJb3JpZ2lu", "aoa", "password", "password=", "%41", "1111-", "a", "0", "-", " ", "\n"),
]
AGAIN = ["", "a", "A", "0", ".", "/", " ", "="]


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_text_takes_time_by_its_length(beginning: str) -> None:
    """Time by the square of the length would be ten times as much."""
    length = as_long(20_000, 100_000)
    scrubber, began = Scrubber([SECRET, TOKEN]), time.process_time()
    for again in AGAIN:
        scrubber.scrub_text((beginning + again) * (length // len(beginning + again)))
        scrubber.scrub_text(beginning + (again or "-") * length)
    assert time.process_time() - began < length / 20_000


@pytest.mark.parametrize("beginning", ["eyJ", "ABSK", "bedrock-api-key-"])
def test_a_long_text_is_scrubbed(beginning: str) -> None:
    began, length = time.process_time(), as_long(250_000, 1_000_000)
    assert Scrubber().scrub_text(f"{beginning * (length // len(beginning))} {TOKEN}").startswith(beginning)
    assert time.process_time() - began < 20 * (length / 1_000_000) ** 2  # what goes by the square shows at any length


@pytest.mark.parametrize("length", [300, 5_000, 20_000, 1_000_000])
@pytest.mark.parametrize("kind", ["aZ9", "k1/+"])
def test_a_long_secret_is_found_from_where_it_begins(kind: str, length: int) -> None:
    secret = (f"Canary{length}x{kind}" * length)[:length].strip()
    scrubbed = Scrubber([secret]).scrub_text(f"before {secret} after {quote(secret, safe='')} end {secret[:60]}")
    assert scrubbed.startswith(f"before {MARK}")
    assert "Canary" not in scrubbed
    assert len(scrubbed) < max(200, length // 2)


@pytest.mark.parametrize("length", [20_000, 1_000_000])
def test_the_long_words_of_a_long_secret_are_found(length: int) -> None:
    secret = ("a Wordof1Secretwithmanyletters0123 " * length)[:length]
    assert "letters" not in Scrubber([secret]).scrub_text(f"before {secret} after Wordof1Secretwithmanyletters0123")


UNSEEN = "\x00\x08\x1b\x7f\x9b\u200e\u202e\u2066\ufffe\ud800"


def test_what_shows_nothing_or_turns_text_around_is_written_out() -> None:
    scrubber = Scrubber()
    for character in UNSEEN:
        written = scrubber.scrub_tree({"said": [f"a{character}가"]})["said"][0]
        assert written == f"a{character.encode('unicode_escape').decode()}가"
        assert scrubber.scrub_text(written) == written
    assert scrubber.scrub_text("tab\tand\nline, 한글 and \u00e9") == "tab\tand\nline, 한글 and \u00e9"
