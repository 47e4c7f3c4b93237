"""The models that settings hold Claude Code's main model to.

Seen with Claude Code 2.1.332: with `enforceAvailableModels` the main model is the one that is named for it, where
`availableModels` has it. Else it is Opus, or where that is not allowed the first of the list, by the model that Claude
Code itself takes for an alias, whatever `ANTHROPIC_DEFAULT_SONNET_MODEL` pins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.client.javascript import trim_text
from checkpoints.client.locations import Scope
from checkpoints.client.model_pins import ModelPins, Tiers, find_tier, name_model
from checkpoints.client.place import Place, Values, text_of

if TYPE_CHECKING:
    from checkpoints.client.settings import SettingsFile

_LIST, _FLAG = "availableModels", "enforceAvailableModels"


class AllowedModels(NamedTuple):
    """What settings hold the main model to. names: as they are written, none where every model is allowed."""

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


def find_allowed_models(read: Sequence[SettingsFile]) -> AllowedModels | None:
    """The models of settings files, from the weakest to the strongest; None where no file holds Claude Code to any.

    Where an administrator's settings say anything of it, their list alone counts, and with their own demand alone.
    """
    flag = next((each.options[_FLAG] for each in reversed(read) if _FLAG in each.options), None)
    if flag is None or flag.text != "true":
        return None
    managed = _join(each.options for each in read if each.scope is Scope.MANAGED)
    if managed.keys() & {_LIST, _FLAG}:
        lists = [managed[_LIST]] if _LIST in managed and text_of(managed, _FLAG) == "true" else []
    else:
        lists = [each.options[_LIST] for each in read if _LIST in each.options]
    names = (trim_text(name) for each in lists for name in each.text.split(","))
    named = tuple(name for name in names if name.lower() not in ("", "default"))
    return AllowedModels(named, lists[-1].place if lists else flag.place)


def hold_main(pins: ModelPins, tiers: Tiers, allowed: AllowedModels) -> ModelPins:
    """The pins, with the main model that comes of what is allowed."""
    if pins.named and allowed.includes(pins.named.written, pins.named.model):
        return pins
    usual = pins.opus or tiers.try_first("opus", allowed.place)
    if not allowed.names or allowed.includes(usual.written, usual.model):
        return pins._replace(main=usual)
    tier = find_tier(allowed.first)
    main = tiers.try_first(tier, allowed.place) if tier else tiers.name(allowed.first, allowed.place)
    return pins._replace(main=main)


def _find_family(name: str) -> str:
    """The family of a model by its name, "" for others than Claude's."""
    return next((family for family in ("sonnet", "haiku", "opus", "fable") if family in name), "")


def _join(of_files: Iterable[Values]) -> Values:
    """The values of all files; of two for one name the stronger file's."""
    return {name: value for values in of_files for name, value in values.items()}
