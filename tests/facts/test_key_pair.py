"""Access key pairs, told by their shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.facts.fingerprint import fingerprint
from checkpoints.facts.key_pair import KeyKind, Part, describe_key_pair
from checkpoints.facts.secret_text import is_bracketed, is_commented, is_placeholder, is_wrapped, list_secrets
from tests.machine import LONG_TERM_ID, OTHER_ID, SECRET, TEMPORARY_ID, TOKEN


@pytest.mark.parametrize(
    ("key_id", "kind"),
    [
        (LONG_TERM_ID, KeyKind.LONG_TERM),
        (TEMPORARY_ID, KeyKind.TEMPORARY),
        (f'"{LONG_TERM_ID}"', KeyKind.LONG_TERM),
        ("testing", KeyKind.OTHER),
        ("", KeyKind.NONE),
        (None, KeyKind.NONE),
    ],
)
def test_the_first_letters_tell_the_kind(key_id: str | None, kind: KeyKind) -> None:
    assert describe_key_pair(key_id, SECRET).kind is kind


@pytest.mark.parametrize(
    ("values", "present", "is_complete", "is_half", "has_token"),
    [
        ((None, None), set(), False, False, False),
        (("", SECRET, ""), {Part.SECRET}, False, True, False),
        ((TEMPORARY_ID, SECRET, TOKEN), set(Part), True, False, True),
    ],
    ids=["nothing", "empty-values", "with-a-token"],
)
def test_a_pair_is_complete_half_or_absent(
    values: tuple[str | None, ...], present: set[Part], is_complete: bool, is_half: bool, has_token: bool
) -> None:
    pair = describe_key_pair(*values)
    assert pair.present == present
    assert (pair.is_complete, pair.is_half, pair.has_token) == (is_complete, is_half, has_token)
    assert bool(pair.identity) is is_complete


def test_each_part_is_told_apart_and_the_documentation_s_example_key_is_known() -> None:
    pair = describe_key_pair(f" {LONG_TERM_ID}", SECRET, "your-session-token")
    assert pair.wrapped == {Part.ID}
    assert pair.placeholders == {Part.TOKEN}
    assert not pair.is_example
    assert not describe_key_pair(TEMPORARY_ID, SECRET, f" {TOKEN}\t\r\n").wrapped
    assert describe_key_pair(TEMPORARY_ID, SECRET, f"{TOKEN[:9]}\n{TOKEN[9:]}").wrapped == {Part.TOKEN}
    assert describe_key_pair("AKIAIOSFODNN7EXAMPLE", SECRET).is_example


def test_two_pairs_are_one_identity_only_where_all_three_values_are_the_same_and_show_none_of_them() -> None:
    pair = describe_key_pair(LONG_TERM_ID, SECRET, TOKEN)
    assert pair.identity == describe_key_pair(LONG_TERM_ID, SECRET, TOKEN).identity
    others = [(OTHER_ID, SECRET, TOKEN), (LONG_TERM_ID, "other", TOKEN), (LONG_TERM_ID, SECRET, None)]
    assert pair.identity not in {describe_key_pair(*other).identity for other in others}
    assert not any(value in repr(pair) for value in (LONG_TERM_ID, SECRET, TOKEN))


def test_fingerprints_keep_values_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert len({fingerprint("\udc80"), fingerprint("\ud800"), fingerprint("?")}) == 3


SESSION = "IQoJcanary//SessionToken+0123456789abcdefghijklmnop"
TEMPLATE = "your-access-key-id your-secret-access-key your-session-token your-bedrock-api-key YOUR_KEY <access-key>"
TEMPLATE += ' "your-access-key-id" [토큰] AKIAXXXXXXXXXXXXXXXX xxxxxxxx **** ... changeme REPLACE_ME paste-your-key'
TOLD: dict[str, tuple[Callable[[str], bool], list[str], list[str]]] = {
    # what is told of a value; values of which it holds, and values of which it does not
    "is_placeholder": (
        is_placeholder,
        [*TEMPLATE.split(), "{{ key }}", "여기에 키를 입력", "your-secret-access-key # fill in", "# none", "; 나중에"],
        [
            *(LONG_TERM_ID, SECRET, TOKEN, "AKIAIOSFODNN7EXAMPLE", "ABSKQmVkcm9jaw==", "testing"),
            *(f"{LONG_TERM_ID} 복사본", f"내 키: {SECRET}"),
            *(f"{SECRET} # my key", f"{SECRET}\t; mine", f"{LONG_TERM_ID} # 내 키", f"{TOKEN} #x"),
            *(f"<{LONG_TERM_ID}>", f"[{SECRET}]", f'"<{SESSION}>"', f"{{{SECRET}}} # mine"),
        ],
    ),
    "is_wrapped": (
        is_wrapped,
        ['"a', "a'", " a", "a ", "a\n", "a\r", "“a”", "a\tb", "a\x00b", "a\udcbeb"],
        ["a", "a b", "a'b", SECRET],
    ),
    "is_commented": (
        is_commented,
        [f"{SECRET} # my key", f"{SECRET}\t; mine", f"{LONG_TERM_ID} # 내 키", f"{TOKEN} #x"],
        [SECRET, f"{SECRET}#x", "a#b", "a;b"],
    ),
    "is_bracketed": (
        is_bracketed,
        [f"<{LONG_TERM_ID}>", f"[{SECRET}]", f'"<{SESSION}>"', f"{{{SECRET}}} # mine"],
        [SECRET, LONG_TERM_ID],
    ),
}


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [(name, value, holds) for name, (_, *both) in TOLD.items() for holds in (True, False) for value in both[not holds]],
)
def test_what_is_told_of_a_value(name: str, value: str, holds: bool) -> None:
    assert TOLD[name][0](value) is holds


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        (f" {SECRET}  # my key", {SECRET, f"{SECRET}  # my key"}),
        (f"<{LONG_TERM_ID}>", {LONG_TERM_ID, f"<{LONG_TERM_ID}>"}),
        (f'"{SECRET}"', {SECRET, f'"{SECRET}"'}),
        ("abc1def2 ghi3jkl4", {"abc1def2", "ghi3jkl4", "abc1def2 ghi3jkl4"}),
        ("your-secret-access-key", set()),
        ("<access-key>", set()),
        ("", set()),
        ("# nothing", set()),
    ],
)
def test_a_secret_is_hidden_in_each_form_however_malformed(value: str, hidden: set[str]) -> None:
    assert list_secrets(value) == hidden
