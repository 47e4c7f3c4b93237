"""The models that variables and settings pin in Claude Code, and the id that each pin asks Bedrock for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values

# The first of these that is set pins the tier; `model` of the settings files stands between the first two.
_MAIN, _MAIN_DEFAULT = "ANTHROPIC_MODEL", "ANTHROPIC_DEFAULT_MODEL"
_SONNET = ("ANTHROPIC_DEFAULT_SONNET_MODEL",)
_HAIKU = ("ANTHROPIC_SMALL_FAST_MODEL", "ANTHROPIC_DEFAULT_HAIKU_MODEL")
_OPUS = ("ANTHROPIC_DEFAULT_OPUS_MODEL",)
_FABLE = ("ANTHROPIC_DEFAULT_FABLE_MODEL",)  # pins the alias alone

# Ids of Anthropic's API that Claude Code 2.1.332 turns into Bedrock's: in any letter case, but with their date, as they
# stand here. In a Region outside of the United States the prefix is another one, `eu.` for example.
_PROFILES = {
    "claude-3-5-haiku-20241022": "us.anthropic.claude-3-5-haiku-20241022-v1:0",
    "claude-haiku-4-5-20251001": "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "claude-haiku-5-5": "us.anthropic.claude-haiku-5-5",
    "claude-3-5-sonnet-20241022": "us.anthropic.claude-3-5-sonnet-20241022-v2:0",
    "claude-3-7-sonnet-20250219": "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
    "claude-sonnet-4-20250514": "us.anthropic.claude-sonnet-4-20250514-v1:0",
    "claude-sonnet-4-5-20250929": "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "claude-sonnet-4-6": "us.anthropic.claude-sonnet-4-6",
    "claude-sonnet-5": "us.anthropic.claude-sonnet-5",
    "claude-sonnet-5-5": "us.anthropic.claude-sonnet-5-5",
    "claude-opus-4-20250514": "us.anthropic.claude-opus-4-20250514-v1:0",
    "claude-opus-4-1-20250805": "us.anthropic.claude-opus-4-1-20250805-v1:0",
    "claude-opus-4-5-20251101": "us.anthropic.claude-opus-4-5-20251101-v1:0",
    "claude-opus-4-6": "us.anthropic.claude-opus-4-6-v1",
    "claude-opus-4-7": "us.anthropic.claude-opus-4-7",
    "claude-opus-4-8": "us.anthropic.claude-opus-4-8",
    "claude-opus-5": "us.anthropic.claude-opus-5",
    "claude-opus-5-5": "us.anthropic.claude-opus-5-5",
    "claude-fable-5-2": "us.anthropic.claude-fable-5-2",
}
# What an alias asks for where its tier is not pinned: the first that Claude Code tries.
_FIRST_TRIED = {
    "sonnet": "claude-sonnet-4-5-20250929",
    "haiku": "claude-haiku-4-5-20251001",
    "opus": "claude-opus-5-5",
    "fable": "claude-fable-5-2",
}
_ALIASES = {
    "sonnet": "sonnet",
    "opusplan": "sonnet",
    "haiku": "haiku",
    "opus": "opus",
    "best": "opus",
    "fable": "fable",
}
_LONG_CONTEXT = re.compile(r"\[1m\]$", re.IGNORECASE)
_BASE_MODEL = re.compile(r"anthropic\.claude-")


class PinKind(str, Enum):
    """What a pin names."""

    PROFILE = "profile"  # an inference profile, or an ARN
    BASE_MODEL = "base model"  # asked for on demand, which Bedrock refuses for Claude models of today
    UNKNOWN = "unknown"  # sent as it stands; no id of Bedrock


class Pin(NamedTuple):
    """A pinned model. written: as it stands; model: the id that Bedrock is asked for; place: where it stands."""

    written: str
    model: str
    kind: PinKind
    place: Place


class ModelPins(NamedTuple):
    """The pins by tier, None where there is none."""

    main: Pin | None = None
    sonnet: Pin | None = None
    haiku: Pin | None = None
    opus: Pin | None = None

    @property
    def every(self) -> tuple[Pin, ...]:
        """Each pinned model once, that of the first prompt before the others."""
        pins = (self.first, self.main, self.opus, self.sonnet, self.haiku)
        return tuple({pin.model: pin for pin in reversed(pins) if pin}.values())[::-1]

    @property
    def first(self) -> Pin | None:
        """The pin that the first prompt goes by: without one of its own, the main model is that of the pinned tier."""
        return self.main or self.opus or self.sonnet


def read_pins(variables: Values, model_setting: Value | None, overrides: Values) -> ModelPins:
    """The pins of the variables that Claude Code sees and of `model` in its settings.

    overrides: what `modelOverrides` of the settings asks for in the place of an id of Anthropic's API.
    """
    profiles = _PROFILES | {name: value.text for name, value in overrides.items()}

    def pin(*names: str) -> Pin | None:
        return _pin(_first(variables, names), profiles)

    sonnet, haiku, opus = pin(*_SONNET), pin(*_HAIKU), pin(*_OPUS)
    of_alias = {"sonnet": sonnet, "haiku": pin(*_HAIKU[1:]), "opus": opus, "fable": pin(*_FABLE)}
    main = _pin(_main_value(variables, model_setting), profiles)
    return ModelPins(_resolve_alias(main, of_alias, profiles), sonnet, haiku, opus)


def name_model(written: str) -> str:
    """The name that spellings of one model share: `claude-sonnet-4-6` without prefix, date, version and context."""
    name = _LONG_CONTEXT.sub("", trim_text(written).lower()).rpartition("anthropic.")[2]
    return re.sub(r"(?:-\d{8})?(?:-v\d+(?::\d+)?)?$", "", name)


def _main_value(variables: Values, model_setting: Value | None) -> Value | None:
    setting = model_setting if model_setting and trim_text(model_setting.text) else None
    last = _first(variables, (_MAIN_DEFAULT,))
    is_none = last is not None and trim_text(last.text).lower() in ("default", "inherit")  # in this variable alone
    return _first(variables, (_MAIN,)) or setting or (None if is_none else last)


def _first(variables: Values, names: tuple[str, ...]) -> Value | None:
    return next((variables[name] for name in names if name in variables and trim_text(variables[name].text)), None)


def _resolve_alias(pin: Pin | None, of_alias: Mapping[str, Pin | None], profiles: Mapping[str, str]) -> Pin | None:
    """The main model's pin; an alias stands for the pin of its tier."""
    tier = _ALIASES.get(_LONG_CONTEXT.sub("", pin.written).lower()) if pin else None
    if pin is None or tier is None:
        return pin
    pinned = of_alias[tier]
    if pinned:
        return Pin(pin.written, pinned.model, pinned.kind, pin.place)
    model = profiles[_FIRST_TRIED[tier]]
    return Pin(pin.written, model, _kind(model), pin.place)


def _pin(value: Value | None, profiles: Mapping[str, str]) -> Pin | None:
    if value is None:
        return None
    written = trim_text(value.text)
    name = _LONG_CONTEXT.sub("", written)
    model = profiles.get(name.lower(), name)
    return Pin(written, model, _kind(model), value.place)


def _kind(model: str) -> PinKind:
    if _BASE_MODEL.match(model):
        return PinKind.BASE_MODEL
    return PinKind.PROFILE if "anthropic." in model or model.startswith("arn:") else PinKind.UNKNOWN
