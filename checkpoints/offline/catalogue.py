"""What Bedrock offers in the rehearsal account: models, and the system profiles of the guide's Region and of another.

Data of the rehearsal, in the shape of AWS's own answers of 2026; the guide's models come from its edition.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from checkpoints.guide import models
from checkpoints.guide.edition import Edition
from checkpoints.offline import regions
from checkpoints.offline.world import FoundationModel, Lifecycle, SystemProfile

_LEGACY_FOR = timedelta(days=183)  # before its end of life
_LONG_PAST = date(2026, 1, 1)
OLD_SONNET = FoundationModel(
    "anthropic.claude-3-7-sonnet-20250219-v1:0",
    "Claude 3.7 Sonnet",
    lifecycle=Lifecycle("LEGACY", legacy=datetime(2025, 10, 28, tzinfo=timezone.utc)),
)
NOVA_LITE = FoundationModel("amazon.nova-2-lite-v1:0", "Nova 2 Lite", provider="Amazon", on_demand=True)
LLAMA = FoundationModel("meta.llama3-3-70b-instruct-v1:0", "Llama 3.3 70B Instruct", provider="Meta")


class Catalogue:
    """What Bedrock offers where an edition of the guide is followed.

    sonnet, haiku: the guide's, Sonnet being Legacy; newer_sonnet, newer_haiku: later releases;
    newest_sonnet: later still.
    elsewhere: a Region that is not the guide's, and farther one more where there is one.
    profiles: of the guide's Region; claude, others: those of them that hold Claude, and the rest.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.region = edition.region
        self.sonnet = _legacy(edition.sonnet)
        self.haiku = FoundationModel(edition.haiku.bedrock_id, edition.haiku.name)
        self.newer_sonnet = _newer(edition, edition.sonnet)
        self.newer_haiku = _newer(edition, edition.haiku)
        self.newest_sonnet = _next_major(edition.sonnet.family, self.newer_sonnet.id)
        self.models = (OLD_SONNET, self.sonnet, self.haiku, NOVA_LITE, LLAMA)
        others = [region for region in regions.ROUTED if region != edition.region]
        self.elsewhere, self.farther = others[0], others[-1]
        own = edition.profile_prefixes
        self.claude = (
            self.profile(own[0], OLD_SONNET),
            *(self.profile(prefix, self.sonnet) for prefix in own),
            *(self.profile(prefix, self.haiku) for prefix in own),
        )
        self.others = (
            self.profile(own[0], LLAMA),
            self.profile(own[0], NOVA_LITE),
            # As AWS names it: why profiles are judged by their models and never by display names.
            self.profile("global", NOVA_LITE, named="GLOBAL Amazon Nova 2 Lite"),
        )
        # Bedrock keeps no order by maker: the guide's models stand on different pages.
        before = 1 + len(own)
        self.profiles = (*self.others[:1], *self.claude[:before], *self.others[1:], *self.claude[before:])
        self.profiles_elsewhere = self._elsewhere()

    def profile(self, prefix: str, model: FoundationModel, *, named: str | None = None) -> SystemProfile:
        """A system profile of a model, called from the guide's Region."""
        edition = self._edition
        if prefix == edition.profile_prefixes[0]:
            destinations = edition.destinations
        else:
            destinations = ("", edition.region) if prefix == "global" else (edition.region,)
        return self._profile(prefix, model, destinations, named)

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
        maker = "" if model is self.sonnet or model.provider != "Anthropic" else f"{model.provider} "
        shown = named or f"{'Global' if prefix == 'global' else prefix.upper()} {maker}{model.name}"
        return SystemProfile(prefix, model.id, shown, destinations)


def _legacy(model: models.Model) -> FoundationModel:
    """A model of the guide that is Legacy, until the day that was announced for it or, where none was, a day past."""
    end = datetime.combine(model.end_of_life or _LONG_PAST, time(), timezone.utc)
    return FoundationModel(model.bedrock_id, model.name, lifecycle=Lifecycle("LEGACY", end - _LEGACY_FOR, end))


def _newer(edition: Edition, model: models.Model) -> FoundationModel:
    """The pinned model of the family where it is a later release, and the next major release otherwise."""
    pin = edition.pin_of(model)
    if pin is not None and models.is_newer(pin.bedrock_id, model):
        return FoundationModel(pin.bedrock_id, _name(pin.bedrock_id))
    return _next_major(model.family, model.bedrock_id)


def _next_major(family: str, bedrock_id: str) -> FoundationModel:
    found = models.release(bedrock_id)
    newer_id = f"anthropic.claude-{family}-{1 + (found[1][0] if found else 0)}"
    return FoundationModel(newer_id, _name(newer_id))


def _name(bedrock_id: str) -> str:
    """How AWS names a model of the present naming: maker's name, family and release."""
    found = models.release(bedrock_id)
    if found is None:
        return bedrock_id
    family, (major, minor, _) = found
    return f"Claude {family.title()} {major}{f'.{minor}' if minor else ''}"
