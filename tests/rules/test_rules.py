"""The room of the rules: its modules are imported when a check asks for them."""

from __future__ import annotations

from importlib import import_module

import pytest

from checkpoints import rules


@pytest.mark.parametrize("name", ["step1", "step4"])
def test_a_module_is_there_when_it_is_asked_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module(f"checkpoints.rules.{name}")
    monkeypatch.delattr(rules, name)
    assert getattr(rules, name) is module


def test_a_module_that_nobody_wrote_is_told_by_its_name() -> None:
    name = "weather"
    with pytest.raises(AttributeError, match="weather"):
        getattr(rules, name)
