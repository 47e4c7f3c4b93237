"""The models that settings hold Claude Code's main model to.

Seen with Claude Code 2.1.332: the main model is the one that is named for it, where `availableModels` has it or is not
there. Else it is the usual one; with `enforceAvailableModels` it is Opus, or where that is not allowed the first of the
list, by the model that Claude Code itself takes for an alias, whatever `ANTHROPIC_DEFAULT_SONNET_MODEL` pins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.client.javascript import trim_text
from checkpoints.client.locations import Scope
from checkpoints.client.model_pins import ModelPins, Tiers, find_tier, name_model
from checkpoints.client.place import Place, Value, Values, text_of
from checkpoints.client.settings_order import join_values

if TYPE_CHECKING:
    from checkpoints.client.settings import SettingsFile

_LIST, _FLAG = "availableModels", "enforceAvailableModels"


class AllowedModels(NamedTuple):
    """What settings hold the main model to. names: as they are written, without the word for the usual model."""

    names: tuple[str, ...]
    place: Place

    def includes(self, written: str, model: str) -> bool:
        """Whether a model may be the main one. written: how it is named there; model: the id that is asked for."""
        name, tier = name_model(model), find_tier(written)
        if tier in self._tiers or name in map(name_model, self.names):
            return True
        family = _find_family(name)
        return family in self._tiers and not self._list_models(family)

    @property
    def first(self) -> str:
        """The first that is allowed; of a family the model that is named as well."""
        name = self.names[0]
        tier = find_tier(name)
        models = self._list_models(tier) if tier else []
        return models[0] if models else name

    @property
    def _tiers(self) -> frozenset[str]:
        return frozenset(filter(None, map(find_tier, self.names)))

    def _list_models(self, family: str) -> list[str]:
        named = (each for each in self.names if find_tier(each) is None)
        return [each for each in named if _find_family(name_model(each)) == family]


def find_listed_models(read: Sequence[SettingsFile]) -> AllowedModels | None:
    """The models that a named one has to be among; None where no settings file lists any.

    read: from the weakest to the strongest.
    """
    lists = _find_lists(read, _read_managed(read))
    return AllowedModels(_read_names(lists), lists[-1].place) if lists else None


def find_enforced_models(read: Sequence[SettingsFile]) -> AllowedModels | None:
    """The models that the one has to be among that nothing names; None where no file holds Claude Code to any.

    Where an administrator's settings say anything of it, their list alone counts, and with their own demand alone.
    """
    flag = join_values(each.options for each in read).get(_FLAG)
    if flag is None or flag.text != "true":
        return None
    managed = _read_managed(read)
    is_demanded_there = _LIST in managed and text_of(managed, _FLAG) == "true"
    counts = is_demanded_there or managed.keys().isdisjoint((_LIST, _FLAG))
    lists = _find_lists(read, managed) if counts else []
    return AllowedModels(_read_names(lists), lists[-1].place if lists else flag.place)


def _read_managed(read: Sequence[SettingsFile]) -> Values:
    """What an administrator's files say."""
    return join_values(each.options for each in read if each.scope is Scope.MANAGED)


def _find_lists(read: Sequence[SettingsFile], managed: Values) -> list[Value]:
    """The lists of all files; an administrator's alone where there is one."""
    return [managed[_LIST]] if _LIST in managed else [each.options[_LIST] for each in read if _LIST in each.options]


def _read_names(lists: Iterable[Value]) -> tuple[str, ...]:
    names = (trim_text(name) for each in lists for name in each.text.split(","))
    return tuple(name for name in names if name.lower() not in ("", "default"))


def hold_main(pins: ModelPins, tiers: Tiers, listed: AllowedModels | None, enforced: AllowedModels | None) -> ModelPins:
    """The pins, with the main model that comes of what is allowed."""
    named = pins.named if enforced else pins.named or pins.named_last
    is_allowed = named is not None and (listed is None or listed.includes(named.written, named.model))
    if is_allowed or (enforced is None and named is None):
        return pins
    return _hold_default(pins, tiers, enforced) if enforced else pins._replace(main=None)


def _hold_default(pins: ModelPins, tiers: Tiers, allowed: AllowedModels) -> ModelPins:
    usual = pins.opus or tiers.try_first("opus", allowed.place)
    if not allowed.names or allowed.includes(usual.written, usual.model):
        return pins._replace(main=usual)
    tier = find_tier(allowed.first)
    main = tiers.try_first(tier, allowed.place) if tier else tiers.name(allowed.first, allowed.place)
    return pins._replace(main=main)


def _find_family(name: str) -> str:
    """The family of a model by its name, "" for others than Claude's."""
    return next((family for family in ("sonnet", "haiku", "opus", "fable") if family in name), "")
