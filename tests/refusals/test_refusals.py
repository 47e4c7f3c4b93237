"""The table of known refusals: every sentence of a row is recognized by that row, and by none before it."""

from __future__ import annotations

import textwrap
from collections import Counter

import pytest

from checkpoints.refusals import bearer_token, busy, model_access, request_body, signature, sso
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import ErrorReply, Refusal, make_plain
from checkpoints.refusals.table import TABLE

MODULES = (bearer_token, signature, sso, model_access, busy, request_body)
NAMES = {id(row): name for module in MODULES for name, row in vars(module).items() if isinstance(row, Refusal)}
SENTENCES = [(row, sentence) for row in TABLE for sentence in (row.message, *row.also)]


def shapes(text: str) -> dict[str, str]:
    """One text as it may arrive."""
    return {
        "as-it-is": text,
        "curly": text.replace("'", "\u2019"),
        "wrapped": textwrap.fill(text, 34, break_on_hyphens=False, break_long_words=False),
        "wrapped-windows": textwrap.fill(text, 21, break_on_hyphens=False, break_long_words=False).replace(
            "\n", "\r\n    "
        ),
        "with-more-around": f"Something else first. {text} And something else after it.",
        "capitals": text.upper(),
    }


def first_that_fits(code: str, message: str) -> Refusal | None:
    return next((row for row in TABLE if row.fits(code, make_plain(message))), None)


@pytest.mark.parametrize("shape", shapes(""))
def test_a_sentence_is_recognized_by_its_own_row_in_every_shape(shape: str) -> None:
    unknown = [each for row, each in SENTENCES if first_that_fits(row.code, shapes(each)[shape]) is not row]
    assert unknown == []


@pytest.mark.parametrize("code", ["", "SomethingNewException", "400"], ids=["none", "new", "number"])
def test_an_unknown_code_does_not_hide_a_known_sentence(code: str) -> None:
    for row, sentence in SENTENCES:
        known_by_text = row.pattern and not row.code_and_text
        assert first_that_fits(code, sentence) is (row if known_by_text else None), sentence


@pytest.mark.parametrize(("row", "code"), [(row, code) for row in TABLE for code in row.codes])
def test_a_code_that_says_it_all_needs_no_sentence(row: Refusal, code: str) -> None:
    assert first_that_fits(code, "") is (None if row.code_and_text else row)


@pytest.mark.parametrize("row", TABLE, ids=[NAMES[id(row)] for row in TABLE])
def test_a_row_says_how_aws_writes_it_how_it_is_recognized_and_where_it_was_seen(row: Refusal) -> None:
    assert row.message and row.code and row.source
    assert 400 <= row.status <= 503
    assert row.pattern or row.codes
    assert not row.code_and_text or (row.pattern and row.codes)
    assert not row.codes or row.code in row.codes


def test_the_table_has_every_row_of_every_module_once() -> None:
    assert Counter(map(id, TABLE)) == Counter(NAMES.keys())


def test_whoever_refuses_is_known_and_so_is_the_cause_unless_it_is_the_request() -> None:
    assert {row.kind for row in TABLE} == {Kind.CREDENTIALS, Kind.ACCOUNT, Kind.LOOKING, Kind.REQUEST}
    assert [row for row in TABLE if (row.cause is None) is not (row.kind is Kind.REQUEST)] == []


def test_placeholders_are_filled_and_the_code_may_be_another_services() -> None:
    about = model_access.NOT_FOR_THIS_ACCOUNT.filled(model="anthropic.claude-x")
    assert (about.status, about.code) == (403, "AccessDeniedException")
    assert about.message.startswith("anthropic.claude-x is not available for this account.")
    assert signature.UNKNOWN_KEY.filled("InvalidClientTokenId") == ErrorReply(
        403, "InvalidClientTokenId", "The security token included in the request is invalid."
    )


def test_a_message_becomes_one_line_of_plain_characters() -> None:
    assert (
        make_plain(" isn\u2019t \u201cthis\u201d\r\n  one\u00a0line \u2013 or\tis\u02bct ")
        == "isn't \"this\" one line - or is't"
    )
