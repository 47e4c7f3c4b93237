"""Which of the headers that people add make Claude Code's requests fail, as version 2.1.332 was seen to send them."""

from __future__ import annotations

import pytest

from checkpoints.client.custom_headers import HeaderTrouble, find_header_trouble

TOKEN, LENGTH, FORM = HeaderTrouble.TOKEN, HeaderTrouble.LENGTH, HeaderTrouble.FORM
TIER, UNKNOWN = HeaderTrouble.TIER, HeaderTrouble.UNKNOWN


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("x-amz-security-token: x", TOKEN),
        ("x-team: a\r\nX-Amz-Security-Token: x", TOKEN),
        ("X-Amz-Security-Token:", None),
        ("Content-Length: 0", LENGTH),
        ("bad name: x", FORM),
        ("x(team): a", FORM),
        (": x", FORM),
        ("팀: x", FORM),
        ("x-team: 워크샵", FORM),
        ("  x-team  :  a ", None),
        ("authorization: x", None),
        ("host: example.com\nx-amz-date: x\nx-amz-content-sha256: x", None),
        ("x-team: a, content-length: 5", None),
        ("content-length", None),
        ("X-Amzn-Bedrock-Service-Tier: flex", None),
        ("x-amzn-bedrock-service-tier: fast", TIER),
        ("X-Amzn-Bedrock-GuardrailIdentifier: abc", UNKNOWN),
        ("X-Amzn-Bedrock-GuardrailIdentifier: abc\ncontent-length: 5", LENGTH),
        ("", None),
    ],
)
def test_the_header_that_spoils_a_request_signed_with_a_long_term_key(text: str, trouble: HeaderTrouble | None) -> None:
    assert find_header_trouble(text, signs=True, has_token=False) is trouble


@pytest.mark.parametrize(("text", "trouble"), [("x-amz-security-token: x", None), ("content-length: 5", LENGTH)])
def test_a_token_of_the_credentials_comes_over_that_of_the_variable(text: str, trouble: HeaderTrouble | None) -> None:
    assert find_header_trouble(text, signs=True, has_token=True) is trouble


@pytest.mark.parametrize(
    ("text", "trouble"), [("x-amz-security-token: x", None), ("content-length: 5", None), ("bad name: x", FORM)]
)
def test_beside_an_api_key_only_what_http_does_not_allow_spoils_a_request(
    text: str, trouble: HeaderTrouble | None
) -> None:
    assert find_header_trouble(text, signs=False, has_token=False) is trouble
