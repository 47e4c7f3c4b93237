"""The one scrubber: what must not leave the machine is taken out of every text here, and nowhere else."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, quote_plus

from checkpoints.report.columns import show_unseen
from checkpoints.report.secret_patterns import API_KEY, MARK, PATTERNS, SHORTEST_SECRET

_SHORTEST_BASE64 = 12
_SHORTEST_CUT = 32
_SHORTEST_FOLDED = 16
_CUT = 20
_SHORTEST_WORD = 10
_LONG, _LONGEST = 256, 8192
_HEAD = 48
_MOST_PARTS = 100  # of a secret: lines, or words of one that is no secret of AWS any more

T = TypeVar("T")


class Scrubber:
    """Takes secrets and account ids out of texts.

    secrets: values that this run knows (keys, tokens, API keys), replaced wherever and however encoded they occur; of
    long ones, which no other text is like, the case of letters does not count.
    Values shorter than 6 characters, placeholders of the guide and plain short words are no secrets and are ignored.
    words: plain words that are replaced where they stand alone, however short.
    What looks like a secret is replaced as well, whether known or not. Scrubbing twice changes nothing more.
    """

    def __init__(self, secrets: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret)}
        self._known = sorted(forms, key=lambda form: len(form.pattern), reverse=True)
        self._words = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in sorted(words)]
        self._scrubbed: dict[str, str] = {}  # a report says the same words many times

    def scrub_text(self, text: str) -> str:
        """The text without secrets; account ids keep their last four digits, and what shows nothing is written out."""
        if text not in self._scrubbed:
            self._scrubbed[text] = self._scrub(text)
        return self._scrubbed[text]

    def _scrub(self, text: str) -> str:
        # A machine may keep hundreds of tokens; hardly any text holds one.
        lowered = text.lower()
        known = "|".join(form.pattern for form in self._known if form.is_in(text, lowered))
        if known:
            text = re.sub(known, MARK, text)
        for word in self._words:
            text = word.sub(MARK, text)
        text = _mask_patterns(text)
        shown = show_unseen(text)
        return text if shown == text else _mask_patterns(shown)  # `\x01` may have made a number longer

    def scrub_tree(self, tree: T) -> T:
        """The same JSON value with every string in it scrubbed, keys included."""
        scrubbed: Any = tree
        if isinstance(tree, str):
            scrubbed = self.scrub_text(tree)
        elif isinstance(tree, dict):
            scrubbed = {self.scrub_tree(key): self.scrub_tree(value) for key, value in tree.items()}
        elif isinstance(tree, (list, tuple)):
            scrubbed = [self.scrub_tree(value) for value in tree]
        return scrubbed  # type: ignore[no-any-return]


def _mask_patterns(text: str) -> str:
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


class _Form(NamedTuple):
    """A way in which a secret may be written down. literal: what a text has to hold for the pattern to match.

    folded: the literal in small letters, where the case of letters does not count; "" where it does.
    """

    literal: str
    pattern: str
    folded: str = ""

    def is_in(self, text: str, lowered: str) -> bool:
        """Whether a text may hold it. lowered: the same text in small letters."""
        return self.folded in lowered if self.folded else self.literal in text


def _make_form(literal: str, pattern: str) -> _Form:
    """A form whose letters may be of either case where it is so long that no other text is like it."""
    if len(literal) < _SHORTEST_FOLDED:
        return _Form(literal, pattern)
    return _Form(literal, f"(?i:{pattern})", literal.lower())


_END = r"[^\s\"'<>&]*"  # up to where a secret ends in any text
_ENDS = re.compile(r"[\s\"'<>&]+")


def _forms(secret: str) -> Iterator[_Form]:
    """Every way in which a secret may be written down."""
    for value in {secret, *secret.splitlines()[:_MOST_PARTS]}:
        value = value.strip().strip("\"'")
        if not _worth_hiding(value):
            continue
        if _is_long(value):
            yield from _forms_of_long(value)
            continue
        yield from (_make_form(form, re.escape(form)) for form in _encodings(value))
        if len(value) >= _SHORTEST_BASE64:
            yield from (_make_form(form, re.escape(form)) for form in _base64(value))
        if len(value) >= _SHORTEST_CUT and not value.startswith(API_KEY):
            # Long values are shown cut short by whoever prints them.
            yield _make_form(value[:_CUT], re.escape(value[:_CUT]) + _END)
            yield _make_form(value[-_CUT:], r"(?<=\.)" + re.escape(value[-_CUT:]))


def _is_long(value: str) -> bool:
    """Whether a value is told well enough by how it begins, and too long to be looked for as a whole."""
    if len(value) > _LONGEST:
        return True
    return len(value) > _LONG and not value.startswith(API_KEY) and not _ENDS.search(value)


def _forms_of_long(value: str) -> Iterator[_Form]:
    """What a long value begins with, up to where it ends in the text; each word where it has several."""
    for word in _ENDS.split(value, _MOST_PARTS)[:_MOST_PARTS]:
        if len(word) < _SHORTEST_CUT:
            continue
        head = word[:_HEAD]
        yield from (_make_form(form, re.escape(form) + _END) for form in {*_encodings(head), *_base64(head)})
        yield _make_form(word[:_CUT], re.escape(word[:_CUT]) + _END)
        yield _make_form(word[-_CUT:], r"(?<=\.)" + re.escape(word[-_CUT:]))


def _worth_hiding(value: str) -> bool:
    if len(value) < SHORTEST_SECRET or value.startswith(("your-", "<", "$")) or set(value) <= {"*", "x", "X", "."}:
        return False
    return not (len(value) < _SHORTEST_WORD and value.isascii() and value.isalpha() and value.islower())


def _encodings(value: str) -> set[str]:
    escaped, raw = html.escape(value), _to_bytes(value)
    return {
        value,
        raw.hex(),
        quote(raw, safe=""),
        quote(raw),
        quote_plus(raw),
        quote(quote(raw, safe=""), safe=""),
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
        json.dumps(value).replace("/", "\\/")[1:-1],
        repr(value)[1:-1],
        escaped,
        html.escape(value, quote=False),
        escaped.replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
    }


def _to_bytes(value: str) -> bytes:
    """The bytes of a value; those of a variable that are no text, as the shell has them."""
    try:
        return value.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        return value.encode(errors="replace")


def _base64(value: str) -> Iterator[str]:
    """What a value's base64 has in common at each of the three places it can start in a longer text."""
    raw = _to_bytes(value)
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).decode()
        core = encoded[(0, 2, 3)[before] :].rstrip("=")
        core = core if (before + len(raw)) % 3 == 0 else core[:-1]
        yield core
        yield core.translate(str.maketrans("+/", "-_"))
