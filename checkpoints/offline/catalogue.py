"""What Bedrock offers in the rehearsal account: models, and the system profiles of the guide's Region and of another.

Data of the rehearsal, in the shape of AWS's own answers of 2026; the guide's models come from its edition, and whatever
else there is from AWS's list.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from checkpoints.guide import models
from checkpoints.guide.edition import Edition
from checkpoints.offline import regions
from checkpoints.offline.model_list import LLAMA, NOVA_LITE, list_claude_models
from checkpoints.offline.world import FoundationModel, Lifecycle, SystemProfile

_LEGACY_FOR = timedelta(days=183)  # before its end of life
_LONG_PAST = date(2026, 1, 1)


class Catalogue:
    """What Bedrock offers where an edition of the guide is followed.

    sonnet, haiku: the guide's, Sonnet being Legacy; newer_sonnet, newer_haiku: later releases, the pinned one where it
    is one; newest_sonnet: later still. models: these, and AWS's list.
    elsewhere: a Region that is not the guide's, and farther one more where there is one.
    profiles: of the guide's Region; others: those of them that do not hold Claude.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.region = edition.region
        self.sonnet = _legacy(edition.sonnet)
        self.haiku = FoundationModel(edition.haiku.bedrock_id, edition.haiku.name)
        listed = list_claude_models(edition.region)
        self.newer_sonnet = _newer(edition, edition.sonnet, listed)
        self.newer_haiku = _newer(edition, edition.haiku, listed)
        self.newest_sonnet = _newest(self.newer_sonnet.id, listed)
        own_models = (self.sonnet, self.haiku, self.newer_sonnet, self.newer_haiku, self.newest_sonnet)
        by_id = {model.id: model for model in (*listed, *own_models)}
        claude = tuple(by_id.values())
        self.models = (*claude, NOVA_LITE, LLAMA)
        others = [region for region in regions.ROUTED if region != edition.region]
        self.elsewhere, self.farther = others[0], others[-1]
        own = edition.profile_prefixes
        self.others = (
            self.profile(own[0], LLAMA),
            self.profile(own[0], NOVA_LITE),
            # As AWS names it: why profiles are judged by their models and never by display names.
            self.profile("global", NOVA_LITE, named="GLOBAL Amazon Nova 2 Lite"),
        )
        # Bedrock keeps no order by maker: the guide's models stand on different pages.
        of_claude = tuple(self.profile(prefix, model) for model in claude for prefix in own)
        self.profiles = (*self.others[:1], *of_claude[:3], *self.others[1:], *of_claude[3:])
        self.profiles_elsewhere = self._elsewhere()

    def profile(self, prefix: str, model: FoundationModel, *, named: str | None = None) -> SystemProfile:
        """A system profile of a model, called from the guide's Region."""
        edition = self._edition
        if prefix == edition.profile_prefixes[0]:
            destinations = edition.destinations
        else:
            destinations = ("", edition.region) if prefix == "global" else (edition.region,)
        return self._profile(prefix, model, destinations, named)

    def newer_than(self, model: FoundationModel) -> frozenset[str]:
        """The ids of later releases of a model's family."""
        return frozenset(each.id for each in self.models if _is_newer(each.id, model.id))

    def _elsewhere(self) -> tuple[SystemProfile, ...]:
        prefix, destinations = regions.ROUTED[self.elsewhere]
        return (
            self._profile(prefix, self.sonnet, destinations),
            self._profile("global", self.sonnet, ("", self.elsewhere)),
            self._profile("global", self.haiku, ("", self.elsewhere)),
        )

    def _profile(
        self, prefix: str, model: FoundationModel, destinations: tuple[str, ...], named: str | None = None
    ) -> SystemProfile:
        maker = "" if model.id == self.sonnet.id or model.provider != "Anthropic" else f"{model.provider} "
        shown = named or f"{'Global' if prefix == 'global' else prefix.upper()} {maker}{model.name}"
        return SystemProfile(prefix, model.id, shown, destinations)


def _legacy(model: models.Model) -> FoundationModel:
    """A model of the guide that is Legacy, until the day that was announced for it or, where none was, a day past."""
    end = datetime.combine(model.end_of_life or _LONG_PAST, time(), timezone.utc)
    return FoundationModel(model.bedrock_id, model.name, lifecycle=Lifecycle("LEGACY", end - _LEGACY_FOR, end))


def _newer(edition: Edition, model: models.Model, listed: tuple[FoundationModel, ...]) -> FoundationModel:
    """The pinned model of the family where it is a later release, and the newest that there is otherwise."""
    pin = edition.find_pin(model)
    if pin is not None and models.is_newer(pin.bedrock_id, model):
        known = next((each for each in listed if each.id == pin.bedrock_id), None)
        return known or FoundationModel(pin.bedrock_id, _name(pin.bedrock_id))
    return _newest(model.bedrock_id, listed)


def _newest(than: str, listed: tuple[FoundationModel, ...]) -> FoundationModel:
    """The newest listed model of the family, or its next major release where none is newer."""
    newer = [each for each in listed if _is_newer(each.id, than)]
    if newer:
        return newer[-1]
    found = models.release(than)
    family, major = (found[0], found[1][0]) if found else ("", 0)
    newer_id = f"anthropic.claude-{family}-{major + 1}"
    return FoundationModel(newer_id, _name(newer_id))


def _is_newer(bedrock_id: str, than: str) -> bool:
    candidate, other = models.release(bedrock_id), models.release(than)
    return candidate is not None and other is not None and candidate[0] == other[0] and candidate[1] > other[1]


def _name(bedrock_id: str) -> str:
    """How AWS names a model of the present naming: maker's name, family and release."""
    found = models.release(bedrock_id)
    if found is None:
        return bedrock_id
    family, (major, minor, _) = found
    return f"Claude {family.title()} {major}{f'.{minor}' if minor else ''}"
