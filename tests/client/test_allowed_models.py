"""The models that settings hold Claude Code's main model to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.client.machine import MANAGED, PROJECT, USER, look

Fields = dict[str, Any]
SONNET, HAIKU = "us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-haiku-4-5-20251001-v1:0"
OPUS, SONNET_4_5 = "us.anthropic.claude-opus-5-5", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
FABLE = "us.anthropic.claude-fable-5-2"
# What settings allow, what names the main model, and the one that is used.
ALLOWED: dict[str, tuple[list[str], dict[str, str], str]] = {
    "a family, and nothing that names a model": (["sonnet"], {}, SONNET_4_5),
    "a family, whatever its alias is pinned to": (["sonnet"], {"ANTHROPIC_DEFAULT_SONNET_MODEL": SONNET}, SONNET_4_5),
    "a family of the model": (["sonnet"], {"ANTHROPIC_MODEL": f"{SONNET}[1m]"}, SONNET),
    "the alias itself": (
        ["Sonnet "],
        {"ANTHROPIC_MODEL": "opusplan", "ANTHROPIC_DEFAULT_SONNET_MODEL": SONNET},
        SONNET,
    ),
    "another family": (["haiku"], {"ANTHROPIC_MODEL": SONNET}, HAIKU),
    "what names a model last of all": (["sonnet"], {"ANTHROPIC_DEFAULT_MODEL": SONNET}, SONNET_4_5),
    "Opus among others": (["sonnet", "best"], {}, OPUS),
    "the model that Opus is pinned to": (["sonnet"], {"ANTHROPIC_DEFAULT_OPUS_MODEL": SONNET}, SONNET),
    "a family and a model of it": (["sonnet", "claude-sonnet-4-6"], {}, SONNET),
    "a model": ([SONNET, "haiku"], {}, SONNET),
    "nothing": ([], {}, OPUS),
    "nothing but what is usual": (["default"], {}, OPUS),
}


@pytest.mark.parametrize(("names", "variables", "model"), ALLOWED.values(), ids=ALLOWED)
def test_the_main_model_where_settings_allow_these_alone(
    names: list[str], variables: dict[str, str], model: str
) -> None:
    demand = json.dumps({"availableModels": names, "enforceAvailableModels": True})
    for file in (USER, PROJECT, MANAGED):
        pin = look({file: demand}, **variables).pins.main
        assert pin
        assert pin.model == model


LIST: Fields = {"availableModels": ["sonnet"]}
DEMAND: Fields = {"enforceAvailableModels": True}
# The settings of the user, of the project and of the administrator, and the main model; None where nothing pins it.
SCOPES: dict[str, tuple[Fields, Fields, Fields, str | None]] = {
    "no demand": (LIST, {}, {}, None),
    "the user's and the project's together": (DEMAND, LIST, {}, SONNET_4_5),
    "the lists of both": ({**LIST, **DEMAND}, {"availableModels": ["haiku"]}, {}, SONNET_4_5),
    "the stronger demand": ({**LIST, **DEMAND}, {"enforceAvailableModels": False}, {}, None),
    "the administrator's alone": ({"availableModels": ["haiku"]}, {}, {**LIST, **DEMAND}, SONNET_4_5),
    "the administrator's list without the demand": (DEMAND, {}, LIST, OPUS),
    "the administrator's demand without the list": (LIST, {}, DEMAND, OPUS),
    "the administrator's refusal of it": (DEMAND, {}, {**LIST, "enforceAvailableModels": False}, None),
}


@pytest.mark.parametrize(("user", "project", "managed", "model"), SCOPES.values(), ids=SCOPES)
def test_whose_list_of_models_counts(user: Fields, project: Fields, managed: Fields, model: str | None) -> None:
    given = zip((USER, PROJECT, MANAGED), (user, project, managed), strict=True)
    pin = look({file: json.dumps(fields) for file, fields in given if fields}).pins.main
    assert (pin.model if pin else None) == model


NAMED: Fields = {"model": SONNET}
# The settings of the user and of the administrator, variables, and the main model; None where the usual one is used.
LISTED: dict[str, tuple[Fields, Fields, dict[str, str], str | None]] = {
    "a list without the demand": ({**NAMED, "availableModels": ["haiku"]}, {}, {}, None),
    "a list that has it": ({**NAMED, **LIST}, {}, {}, SONNET),
    "a list of nothing": ({**NAMED, "availableModels": []}, {}, {}, None),
    "a variable that names it": ({"availableModels": ["haiku"]}, {}, {"ANTHROPIC_MODEL": SONNET}, None),
    "a variable that names it last": ({"availableModels": ["haiku"]}, {}, {"ANTHROPIC_DEFAULT_MODEL": SONNET}, None),
    "an alias": ({"model": "sonnet", "availableModels": ["haiku"]}, {}, {}, None),
    "an alias beside a model of its family": (
        {"model": "sonnet", "availableModels": ["sonnet", "claude-sonnet-4-6"]},
        {},
        {},
        SONNET_4_5,
    ),
    "a family beside another model of it": (
        {"model": SONNET_4_5, "availableModels": ["sonnet", "claude-sonnet-4-6"]},
        {},
        {},
        None,
    ),
    "a rarer family": ({"model": FABLE, "availableModels": ["fable"]}, {}, {}, FABLE),
    "the administrator's list": ({**NAMED, "availableModels": ["haiku"]}, LIST, {}, SONNET),
    "the administrator's list with the user's demand": (
        {"model": HAIKU, **DEMAND},
        {"availableModels": ["haiku"]},
        {},
        HAIKU,
    ),
    "a demand without any list": ({**NAMED, **DEMAND}, {}, {}, SONNET),
    "the administrator's demand with the user's list": ({**NAMED, **LIST}, DEMAND, {}, SONNET),
    "the administrator's demand without any list": (NAMED, DEMAND, {}, SONNET),
    "the administrator's demand with a list of others": ({**NAMED, "availableModels": ["haiku"]}, DEMAND, {}, OPUS),
}


@pytest.mark.parametrize(("user", "managed", "variables", "model"), LISTED.values(), ids=LISTED)
def test_a_named_main_model_is_used_where_the_list_has_it(
    user: Fields, managed: Fields, variables: dict[str, str], model: str | None
) -> None:
    given = ((USER, user), (MANAGED, managed))
    pin = look({file: json.dumps(fields) for file, fields in given if fields}, **variables).pins.main
    assert (pin.model if pin else None) == model


def test_the_usual_model_takes_the_place_of_a_named_one_that_is_not_listed() -> None:
    settings = json.dumps({**NAMED, "availableModels": ["haiku"]})
    first = look({USER: settings}, ANTHROPIC_DEFAULT_SONNET_MODEL=SONNET_4_5).pins.first
    assert first
    assert first.model == SONNET_4_5
