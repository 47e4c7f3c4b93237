"""Page, table and data say the same of the accounts; the page speaks one language and fetches nothing."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from checkpoints.guide.texts import say
from checkpoints.refusals.busy import TOO_MANY_REQUESTS
from checkpoints.refusals.model_access import PAYMENT_INSTRUMENT, UNSUPPORTED_COUNTRY
from checkpoints.refusals.refusal import ErrorReply, Refusal
from tests.accounts.conftest import Look, Outcome
from tests.accounts.many_accounts import EXPIRED, HAIKU, NOT_SUBSCRIBED, OPEN, PENDING, Account

KOREAN = re.compile("[가-힣]")


def look_at_worlds(look: Look, language: str = "en") -> Outcome:
    """Accounts of every kind, and a line that is none."""
    accounts = {
        "=ready": Account(),
        "<b>form</b>": Account("222233334444", has_form=False),
        "form 2": Account("222233335555", has_form=False),
        "scp": Account("333344445555", scp=("us-west-2",)),
        "old": Account("444455556666", says={"": EXPIRED}),
    }
    return look(given="no json", language=language, **accounts)


def test_each_account_has_its_row_and_what_stops_most_of_them_is_told_first(look: Look) -> None:
    outcome = look_at_worlds(look)
    page = outcome.read("html")
    assert "<title>1/5 accounts ready" in page
    assert re.findall(r'<span class="name">(.*?)</span>', page) == [
        "&lt;b&gt;form&lt;/b&gt; (********4444)",
        "form 2 (********5555)",
        "scp (********5555)",
        "=ready (********3333)",
    ]
    assert "Who fixes it: the AWS account administrator · takes effect: within 15 minutes" in page
    assert "us-east-1 allowed, us-east-2 allowed, us-west-2 denied" in page
    assert "<strong>old</strong>" in page
    assert "line 6" in page
    assert "<b>form</b>" not in page

    rows = list(csv.DictReader(io.StringIO(outcome.read("csv"))))
    assert [(row["account name"], row["result"], row["causes"]) for row in rows] == [
        ("<b>form</b>", "Not ready", "use-case-form-missing"),
        ("form 2", "Not ready", "use-case-form-missing"),
        ("scp", "Not ready", "scp-deny"),
        ("'=ready", "Ready", ""),
        ("old", "not reached", "expired-credentials"),
        ("line 6", "could not be read", ""),
    ]
    assert (rows[0]["who fixes it"], rows[0]["takes effect"]) == ("AWS account administrator", "within 15 minutes")

    # Whose credentials AWS does not take is none of those that are not ready.
    assert outcome.data["verdicts"] == {"ready": 1, "not_ready": 3, "unproven": 0}
    form, scp = outcome.data["problems"]
    assert (form["causes"], form["accounts"]) == (["use-case-form-missing"], ["<b>form</b>", "form 2"])
    assert (form["who"], form["settles"]["minutes"]) == ("owner", 15)
    assert form["settles"]["source"].startswith("https://docs.aws.amazon.com/bedrock/")
    assert (scp["causes"], scp["accounts"], scp["who"], scp["settles"]) == (["scp-deny"], ["scp"], "owner", None)


def refusing_calls(row: Refusal) -> dict[str, ErrorReply | str]:
    return {"bedrock:InvokeModel": row}


def test_each_cause_says_when_its_fix_takes_effect(look: Look) -> None:
    outcome = look(
        error=Account("222233330001", gates={HAIKU: {**OPEN, "agreement": "ERROR"}}),
        pending=Account("222233330002", gates={HAIKU: PENDING}),
        closed=Account("222233330003", gates={HAIKU: NOT_SUBSCRIBED}),
        unpaid=Account("222233330004", says=refusing_calls(PAYMENT_INSTRUMENT)),
        abroad=Account("222233330005", says=refusing_calls(UNSUPPORTED_COUNTRY)),
        busy=Account("222233330006", says={"bedrock": TOO_MANY_REQUESTS}),
        blind=Account("222233330007", denied=("bedrock:",)),
        scp=Account("222233330008", scp=("us-west-2",)),
    )
    rows = csv.DictReader(io.StringIO(outcome.read("csv")))
    assert {row["causes"]: row["takes effect"] for row in rows} == {
        "agreement-error": "within 15 minutes",
        "agreement-pending": "within 15 minutes",
        "model-access-not-granted": "within 15 minutes",
        "payment-instrument": "within 2 minutes",
        "unsupported-country": "at the next check",
        "throttled": "at the next check",
        "not-permitted-to-look": "at the next check",
        "scp-deny": "AWS states no time",
    }


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_speaks_one_language_and_is_whole_without_anything_from_elsewhere(language: str, look: Look) -> None:
    page = look_at_worlds(look, language).read("html")
    text = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    assert bool(KOREAN.search(text)) is (language == "ko")
    assert f'<html lang="{language}">' in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r'(?:src|srcset|@import)\s*=?\s*"?https?:', page)


def test_an_account_whose_name_shows_nothing_is_called_by_where_it_is_from(look: Look) -> None:
    outcome = look(**{"\u3164 \u3164": Account("222233334444", has_form=False)})
    assert (outcome.exit_code, [each["accounts"] for each in outcome.data["problems"]]) == (1, [["line 1"]])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_earlier_outputs_are_written_anew_and_somebodys_file_is_not(language: str, look: Look, tmp_path: Path) -> None:
    first = look(language=language, team=Account())
    assert look(language=language, team=Account()).exit_code == first.exit_code == 0
    notes = tmp_path / "accounts.csv"
    notes.write_text("name,phone\nKim,1\n")
    refused = look(language=language, team=Account())
    assert (refused.exit_code, refused.printed) == (2, "")
    assert refused.warned == say("command.class.not-earlier", language, {"path": str(notes)}) + "\n"
    assert notes.read_text() == "name,phone\nKim,1\n"
