"""The page of accounts says what the data say, in both languages, and fetches nothing."""

from __future__ import annotations

import re

import pytest

from tests.accounts.conftest import Look
from tests.accounts.many_accounts import EXPIRED, Account

KOREAN = re.compile("[가-힣]")


def look_at_worlds(look: Look, language: str = "en") -> str:
    """The page of accounts of every kind, and a line that is none."""
    accounts = {
        "ready": Account(),
        "<b>form</b>": Account("222233334444", has_form=False),
        "scp": Account("333344445555", scp=("us-west-2",)),
        "old": Account("444455556666", refusal=EXPIRED),
    }
    return look(given="no json", language=language, **accounts).read("html")


def test_the_page_has_a_row_for_each_account_and_names_what_stops_it(look: Look) -> None:
    page = look_at_worlds(look)
    assert "<title>1/4 accounts ready" in page
    assert re.findall(r'<span class="name">(.*?)</span>', page) == [
        "&lt;b&gt;form&lt;/b&gt; (********4444)",
        "scp (********5555)",
        "ready (********3333)",
    ]
    assert "Who fixes it: the AWS account administrator · takes effect: within 15 minutes" in page
    assert "us-east-1 allowed, us-east-2 allowed, us-west-2 denied" in page
    assert "<strong>old</strong>" in page
    assert "line 5" in page
    assert "<b>form</b>" not in page


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_speaks_one_language_and_is_whole_without_anything_from_elsewhere(language: str, look: Look) -> None:
    page = look_at_worlds(look, language)
    text = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    assert bool(KOREAN.search(text)) is (language == "ko")
    assert f'<html lang="{language}">' in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r'(?:src|srcset|@import)\s*=?\s*"?https?:', page)
