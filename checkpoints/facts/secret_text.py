"""What stands where a secret belongs: the secret itself, what a template has there, or both with something around."""

from __future__ import annotations

import re

_TEMPLATE = re.compile(
    r"""^[\s"']*(?:
        your[-_ .].*                        # the guide's own
      | [<\[{(].*[>\]})]                    # <access-key>
      | (?:AKIA|ASIA)?[xX*.…•]{3,}(?:\W*[^\w\s"'])?  # AKIAXXXXXXXXXXXXXXXX
      | [#;].*                              # a comment and nothing else
      | (?:change|replace|insert|paste|enter)[-_ ]?(?:me|this|here|your).*
    )[\s"']*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_HANGUL = re.compile(r"[가-힣]")
_COMMENT = re.compile(r"(?<!\s)\s+[#;].*", re.DOTALL)
_BRACKETED = re.compile(r"""[\s"']*[<\[{(].*[>\]})][\s"']*""", re.DOTALL)
# What is a key whatever stands around it: an id, a secret, a token, an API key.
_KEY = re.compile(
    r"(?:AKIA|ASIA)[A-Z0-9]{16}|(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=_-]{20,}|[A-Za-z0-9/+=]{40,}", re.ASCII
)
_LEAST_LETTERS = 7  # different ones: a row of x is no key
_WRAPPED = re.compile(r"""^["'“”‘’\s]|["'“”‘’\s]$|[\x00-\x1f\x7f\ud800-\udfff]""")  # and bytes that are no text


def is_placeholder(value: str) -> bool:
    """Whether a value is a placeholder of a guide or template that was never filled in, or a sentence in Hangul.

    A comment behind a key, or brackets around one, make no placeholder of it.
    """
    bare = _COMMENT.sub("", value)
    return not _holds_key(bare) and (_TEMPLATE.match(bare) is not None or _HANGUL.search(bare) is not None)


def _holds_key(value: str) -> bool:
    return any(len(set(found)) >= _LEAST_LETTERS for found in _KEY.findall(value))


def is_commented(value: str) -> bool:
    """Whether a comment stands behind a value."""
    return _COMMENT.search(value.strip()) is not None


def is_bracketed(value: str) -> bool:
    """Whether a value stands in brackets."""
    return _BRACKETED.fullmatch(_COMMENT.sub("", value)) is not None


def list_secrets(value: str) -> frozenset[str]:
    """What has to be hidden of a value that stands where a secret belongs, however malformed it is.

    The value itself, and what is left of it without a comment, without what stands around it, and piece by piece where
    white space cut it. Words of a template are no secrets.
    """
    bare = _COMMENT.sub("", value.strip())
    core = bare.strip("\"'“”‘’,;<>[]{}()\t\r\n ")
    is_words = _TEMPLATE.match(bare) is not None and not any(character.isdigit() for character in core)
    if not core or is_words:
        return frozenset()
    pieces = [piece for piece in core.split() if any(character.isdigit() for character in piece)]
    return frozenset({value.strip(), bare, core, *pieces})


def is_wrapped(value: str) -> bool:
    """Whether a value was pasted with quotes, white space, control characters or bytes that are no text."""
    return _WRAPPED.search(value) is not None
