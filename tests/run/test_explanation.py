"""`python -m checkpoints explain` and the pages in `docs` tell all that is known of a cause."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from checkpoints.__main__ import main
from checkpoints.guide.texts import LANGUAGES
from checkpoints.guide.vocabulary import Cause
from checkpoints.run.cause_pages import name_page, write_page

DOCS = Path(__file__).parents[2] / "docs"


def explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["explain", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_cause_is_told_with_its_fix_aws_own_words_and_how_to_rehearse_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda **_: os.terminal_size((100, 24)))
    code, out, err = explain(capsys, "expired-credentials", "--lang", "en")
    assert (code, err) == (0, "")
    head, *lines = out.splitlines()
    assert head == "expired-credentials"
    assert [line.partition(":")[0].strip() for line in lines if re.match(r"  [A-Z][a-zA-Z ,]+:", line)] == [
        "What is wrong",
        "Why it matters",
        "Who can fix it",
        "How to fix it",
        "What AWS writes, for example",
        "Rehearse it",
        "Document",
    ]
    assert "  What AWS writes, for example: The security token included in the request is expired" in lines
    assert lines[-1] == "  Document: docs/causes.md#expired-credentials"
    assert re.fullmatch(r"  Rehearse it: \S*pytest --offline --scenario expired-token", lines[-2])


def test_without_a_cause_all_of_them_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = explain(capsys, "--lang", "ko")
    assert code == 0
    assert sorted(re.findall(r"^  ([a-z][a-z-]+)$", out, re.MULTILINE)) == sorted(cause.value for cause in Cause)
    assert "\n      AWS 자격증명을 찾을 수 없습니다.\n" in out


def test_a_misspelt_cause_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(capsys, "no-credentails", "--lang", "en") == (
        2,
        "",
        "There is no cause 'no-credentails'. Nearest: no-credentials, invalid-credentials, partial-credentials\n",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_docs_has_every_cause_as_the_records_are(language: str) -> None:
    page = write_page(language)
    assert (DOCS / name_page(language)).read_text("utf-8") == page, "run: python -m checkpoints.run.cause_pages docs"
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    assert sorted(headings) == sorted(cause.value for cause in Cause)
    assert not re.search(r"\{\w+\}|…", page)
