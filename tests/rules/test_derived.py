"""Facts: what is derived from them is derived once, and anew from other facts; they read nothing by themselves."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from checkpoints.guide.requirements import USE_CASE
from checkpoints.guide.vocabulary import ModelMatching
from checkpoints.rules.facts import ClaudeCode, Facts, derived_once
from checkpoints.rules.finding import Evidence, Finding, build_rule, message, passed
from tests.rules.fakes import facts


def test_a_value_is_derived_once_for_each_of_its_arguments() -> None:
    asked: list[str] = []

    @derived_once
    def tell(_: Facts, word: str, *, loud: bool = False) -> str:
        asked.append(word)
        return word.upper() if loud else word

    found = facts()
    shown = [tell(found, "one"), tell(found, "one"), tell(found, "one", loud=True), tell(found, "two")]
    assert (shown, asked) == (["one", "one", "ONE", "two"], ["one", "one", "two"])


def test_other_facts_and_the_same_of_a_later_moment_have_values_of_their_own_even_none() -> None:
    asked: list[Facts] = []

    @derived_once
    def tell(facts: Facts) -> None:
        asked.append(facts)

    one = facts()
    other, later = replace(one, models=ModelMatching.GUIDE), replace(one, now=one.now)
    for each in (one, one, other, other, later, later):
        tell(each)
    assert list(map(id, asked)) == [id(one), id(other), id(later)]


def test_the_first_witness_that_has_a_finding_decides_and_none_after_it_is_asked() -> None:
    asked: list[str] = []

    def silent(facts: Facts, word: str) -> Finding | None:
        asked.append(word)
        return None

    def speaking(facts: Facts, word: str) -> Finding | None:
        return passed(USE_CASE, message(word), Evidence("iam", message("evidence.answered")))

    found = build_rule(silent, speaking, silent)(facts(), "use-case.submitted")
    assert found is not None
    assert (found.detail.key, asked) == ("use-case.submitted", ["use-case.submitted"])
    assert build_rule(silent)(facts(), "x") is None


def test_facts_without_claude_code_read_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, *_: object, **__: object) -> None:
        raise AssertionError(f"{path} was looked at")

    for name in ("open", "listdir", "scandir"):
        monkeypatch.setattr(os, name, refuse)
    view = ClaudeCode().view
    assert (view.credential_source, view.bedrock, view.stops) == ("instance-role", None, None)
