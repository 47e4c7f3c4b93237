"""The page of accounts says what the data say, in both languages, and fetches nothing."""

from __future__ import annotations

import re

import pytest

from tests.accounts.conftest import Look, line
from tests.accounts.many_accounts import EXPIRED, Account, ManyAccounts

KOREAN = re.compile("[가-힣]")


def worlds(aws: ManyAccounts) -> str:
    accounts = {
        "ready": Account("111122223333"),
        "<b>form</b>": Account("222233334444", has_form=False),
        "scp": Account("333344445555", scp=("us-west-2",)),
        "old": Account("444455556666", refusal=EXPIRED),
    }
    return "\n".join([*(line(aws.add(each), name=name) for name, each in accounts.items()), "no json"])


def test_the_page_has_a_row_for_each_account_and_names_what_stops_it(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=worlds(aws))
    page = (outcome.folder / "accounts.html").read_text(encoding="utf-8")
    assert "<title>1/4 accounts ready" in page
    names = re.findall(r'<span class="name">(.*?)</span>', page)
    assert names == [
        "&lt;b&gt;form&lt;/b&gt; (********4444)",
        "scp (********5555)",
        "ready (********3333)",
    ]
    assert "Who fixes it: the AWS account administrator · takes effect: within 15 minutes" in page
    assert "us-east-1 allowed, us-east-2 allowed, us-west-2 denied" in page
    assert "<strong>old</strong>" in page
    assert "line 5" in page
    assert "<b>form</b>" not in page


def test_the_page_is_whole_without_anything_from_elsewhere(aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=worlds(aws))
    page = (outcome.folder / "accounts.html").read_text(encoding="utf-8")
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r'(?:src|srcset|@import)\s*=?\s*"?https?:', page)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_speaks_one_language(language: str, aws: ManyAccounts, look: Look) -> None:
    outcome = look(given=worlds(aws), language=language)
    page = (outcome.folder / "accounts.html").read_text(encoding="utf-8")
    text = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    assert bool(KOREAN.search(text)) is (language == "ko")
    assert f'<html lang="{language}">' in page
