"""Which headers of `ANTHROPIC_CUSTOM_HEADERS` make every request of Claude Code fail.

Seen with Claude Code 2.1.332: one header stands in a line, `name: value`, and a line without a colon is left out. The
signature's own headers come over those of the variable (`authorization`, `host`, `x-amz-date`), so these do no harm.
A session token is signed where the credentials have none of their own, and a wrong length is signed where requests are
signed at all. With a name or a value that HTTP does not allow, no request is sent. AWS refuses a service tier that it
does not know, and what else is said to Amazon Bedrock in headers, a guardrail for example, it may refuse.
"""

from __future__ import annotations

import re
from enum import Enum

from checkpoints.client.changed_requests import TIERS
from checkpoints.client.javascript import trim_text

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OF_BEDROCK, _TIER = "x-amzn-bedrock-", "x-amzn-bedrock-service-tier"
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


class HeaderTrouble(str, Enum):
    """What a header spoils, by the word of its text."""

    TOKEN = "header-token"
    LENGTH = "header-length"
    FORM = "header-form"
    TIER = "header-tier"
    UNKNOWN = "header-unknown"  # what this run does not send, and AWS may accept or not


def find_header_trouble(text: str, *, signs: bool, has_token: bool) -> HeaderTrouble | None:
    """The first trouble that the value of the variable makes, one that is certain before others.

    signs: requests are signed, as with anything but an API key. has_token: the credentials have a session token.
    """
    lines = (line.partition(":") for line in re.split(r"\r?\n", text) if ":" in line)
    headers = ((trim_text(name), trim_text(value)) for name, _, value in lines)
    found = [trouble for name, value in headers if (trouble := _judge(name, value, signs, has_token))]
    return min(found, key=lambda trouble: trouble is HeaderTrouble.UNKNOWN, default=None)


def _judge(name: str, value: str, signs: bool, has_token: bool) -> HeaderTrouble | None:
    if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
        return HeaderTrouble.FORM
    if signs and name.lower() == "content-length":
        return HeaderTrouble.LENGTH
    if name.lower().startswith(_OF_BEDROCK):
        return _judge_word_to_bedrock(name.lower(), value)
    is_token = name.lower() == "x-amz-security-token" and value != ""
    return HeaderTrouble.TOKEN if signs and is_token and not has_token else None


def _judge_word_to_bedrock(name: str, value: str) -> HeaderTrouble | None:
    if name != _TIER:
        return HeaderTrouble.UNKNOWN
    return None if value in TIERS else HeaderTrouble.TIER
