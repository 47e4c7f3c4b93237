"""The models that variables and settings pin in Claude Code, and the id that each pin asks Bedrock for."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values

# The first of these that is set pins the tier; `model` of the settings files stands between the first two.
_MAIN, _MAIN_DEFAULT = "ANTHROPIC_MODEL", "ANTHROPIC_DEFAULT_MODEL"
_SONNET = ("ANTHROPIC_DEFAULT_SONNET_MODEL",)
_HAIKU = ("ANTHROPIC_SMALL_FAST_MODEL", "ANTHROPIC_DEFAULT_HAIKU_MODEL")
_OPUS = ("ANTHROPIC_DEFAULT_OPUS_MODEL",)
_OF_TIER = {
    "sonnet": _SONNET,
    "haiku": _HAIKU[1:],
    "opus": _OPUS,
    "fable": ("ANTHROPIC_DEFAULT_FABLE_MODEL",),  # pins the alias alone
}

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
# What an alias comes to where that one is refused. For the others Claude Code tries no model that is still served.
_TRIED_NEXT = {
    "opus": (
        *("claude-opus-5", "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6", "claude-opus-4-5-20251101"),
        "claude-sonnet-4-5-20250929",
    )
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
_NOT_SENT = r"(?i)\[[12]m\]"  # an alias with more than `[1m]` is no alias; compiled where it is needed
_BASE_MODEL = re.compile(r"anthropic\.claude-")


class PinKind(str, Enum):
    """What a pin names."""

    PROFILE = "profile"  # an inference profile, or an ARN
    BASE_MODEL = "base model"  # asked for on demand, which Bedrock refuses for Claude models of today
    UNKNOWN = "unknown"  # sent as it stands; no id of Bedrock


class Pin(NamedTuple):
    """A pinned model. written: as it stands; model: the id that Bedrock is asked for; place: where it stands.

    tier: that of an alias which nothing pins yet: section 1.2 may. instead: models that Claude Code goes on to where
    this one is refused.
    """

    written: str
    model: str
    kind: PinKind
    place: Place
    tier: str = ""
    instead: tuple[str, ...] = ()


class ModelPins(NamedTuple):
    """The pins by tier, None where there is none."""

    main: Pin | None = None
    sonnet: Pin | None = None
    haiku: Pin | None = None
    opus: Pin | None = None

    @property
    def named(self) -> Pin | None:
        """The main model, where something but a default names it."""
        return self.main if self.main and self.main.place.name in (_MAIN, "model") else None

    @property
    def named_last(self) -> Pin | None:
        """The main model, where the default of a variable names it."""
        return self.main if self.main and self.main.place.name == _MAIN_DEFAULT else None

    @property
    def every(self) -> tuple[Pin, ...]:
        """Each pinned model once, that of the first prompt before the others."""
        pins = (self.first, self.main, self.opus, self.sonnet, self.haiku)
        return tuple({pin.model: pin for pin in reversed(pins) if pin}.values())[::-1]

    @property
    def first(self) -> Pin | None:
        """The pin that the first prompt goes by: without one of its own, the main model is that of the pinned tier."""
        return self.main or self.opus or self.sonnet


def read_pins(tiers: Tiers, model_setting: Value | None) -> ModelPins:
    """The pins of the variables that Claude Code sees and of `model` in its settings."""
    main, opus = tiers.resolve(_main_value(tiers.variables, model_setting)), tiers.find(_OPUS)
    if main is None and opus is None and tiers.is_cancelled("sonnet"):
        main = tiers.resolve(Value("opus", tiers.variables[_SONNET[0]].place))
    return ModelPins(main, tiers.find(_SONNET), tiers.find(_HAIKU), opus)


class Tiers:
    """The pins of variables, and what an alias stands for beside them."""

    def __init__(self, variables: Values, overrides: Values) -> None:
        """variables: as Claude Code sees them. overrides: what `modelOverrides` of the settings asks for in the place
        of an id of Anthropic's API.
        """
        self.variables = variables
        self._profiles = _PROFILES | {name: value.text for name, value in overrides.items()}

    def find(self, names: tuple[str, ...]) -> Pin | None:
        """The pin of the first of these variables that is set."""
        value = _first(self.variables, names)
        return self.name(value.text, value.place) if value else None

    def is_cancelled(self, tier: str) -> bool:
        """Whether settings leave the variable of a tier empty, so that no shell can pin it."""
        (name,) = _OF_TIER[tier]
        value = self.variables.get(name)
        return value is not None and value.place.file is not None and not trim_text(value.text)

    def resolve(self, value: Value | None) -> Pin | None:
        """The main model's pin; an alias stands for the pin of its tier."""
        tier = find_tier(value.text) if value else None
        if value is None:
            return None
        if tier is None:
            return self.name(value.text, value.place)
        pinned = self.find(_OF_TIER[tier])
        if pinned:
            return pinned._replace(written=trim_text(value.text), place=value.place)
        first = self.try_first(tier, value.place)._replace(written=trim_text(value.text))
        return first if self.is_cancelled(tier) else first._replace(tier=tier)

    def plan(self, main: Pin) -> Pin:
        """The model of `opusplan` in plan mode, for which no other one is tried."""
        opus = self.find(_OPUS) or self.try_first("opus", main.place)
        return opus._replace(written=main.written, place=main.place, instead=())

    def try_first(self, tier: str, place: Place) -> Pin:
        """The models that Claude Code tries for a tier, whatever is pinned; beside an override no other one."""
        pin = self.name(_FIRST_TRIED[tier], place)
        is_overridden = pin.model != _PROFILES[_FIRST_TRIED[tier]]
        others = () if is_overridden else _TRIED_NEXT.get(tier, ())
        return pin._replace(written=tier, instead=tuple(self._profiles[each] for each in others))

    def name(self, text: str, place: Place) -> Pin:
        """The pin of a model's own name."""
        written = trim_text(text)
        name = trim_text(_LONG_CONTEXT.sub("", written))
        name = re.sub(_NOT_SENT, "", name) if "[" in name else name
        model = self._profiles.get(name.lower(), name)
        return Pin(written, model, _kind(model), place)


def find_tier(written: str) -> str | None:
    """The tier that an alias means, None for the name of a model."""
    return _ALIASES.get(_LONG_CONTEXT.sub("", trim_text(written)).lower())


def name_model(written: str) -> str:
    """The name that spellings of one model share: `claude-sonnet-…` without prefix, date, version and context."""
    name = _LONG_CONTEXT.sub("", trim_text(written).lower()).rpartition("anthropic.")[2]
    return re.sub(r"(?:-\d{8})?(?:-v\d+(?::\d+)?)?$", "", name)


def is_for_planning(written: str) -> bool:
    """Whether an alias means Opus in plan mode, and Sonnet otherwise."""
    return _LONG_CONTEXT.sub("", trim_text(written)).lower() == "opusplan"


def _main_value(variables: Values, model_setting: Value | None) -> Value | None:
    """What names the main model; white space alone is a name as well, of a model without one."""
    own, last = variables.get(_MAIN), _first(variables, (_MAIN_DEFAULT,))
    for value in (own, model_setting):
        if value and value.text:
            return value
    is_none = last is not None and trim_text(last.text).lower() in ("default", "inherit")  # in this variable alone
    return None if is_none else last


def _first(variables: Values, names: tuple[str, ...]) -> Value | None:
    return next((variables[name] for name in names if name in variables and trim_text(variables[name].text)), None)


def _kind(model: str) -> PinKind:
    if _BASE_MODEL.match(model):
        return PinKind.BASE_MODEL
    return PinKind.PROFILE if "anthropic." in model or model.startswith("arn:") else PinKind.UNKNOWN
