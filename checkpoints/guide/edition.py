"""What one edition of the guide asks for: everything that another edition may word or choose differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from checkpoints.guide.models import Model


class PinnedProfile(NamedTuple):
    """The inference profile that the guide's next section pins for a family, and where that is written."""

    family: str
    profile_id: str
    source: str

    @property
    def bedrock_id(self) -> str:
        """The profile's model: its id without the prefix of the profile's kind (`us.`, `global.`)."""
        return self.profile_id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class GuidePolicy:
    """The IAM policy that the guide prints."""

    name: str
    document: Mapping[str, object] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the guide's section on the AWS set-up.

    title: as the guide prints it, in Korean. profile_prefixes: kinds of system profiles that its Region offers, the
    guide's own kind first. destinations: Regions that profiles of the first kind route to from its Region, for a caller
    who may not list them ("" is the Region of no Region, as in a `global.` profile); a listed profile's own models
    go before this. sonnet, haiku: the models that it asks for. pins: what its next section uses instead.
    """

    section: str
    next_section: str
    title: str
    english_title: str
    region: str
    profile_prefixes: tuple[str, ...]
    destinations: tuple[str, ...]
    sonnet: Model
    haiku: Model
    pins: tuple[PinnedProfile, ...]
    policy: GuidePolicy
    steps: tuple[int, ...]

    @property
    def models(self) -> tuple[Model, ...]:
        """Both models, in the guide's order."""
        return (self.sonnet, self.haiku)

    def list_words(self, language: str) -> dict[str, str]:
        """What texts call the edition's things by, for their placeholders. Raises KeyError for an unknown language."""
        return {
            "guide_section": self.section,
            "guide_next": self.next_section,
            "guide_title": {"ko": self.title, "en": self.english_title}[language],
            "guide_region": self.region,
            "guide_profiles": f"{self.profile_prefixes[0]}.",
            "guide_policy": self.policy.name,
            "guide_sonnet": self.sonnet.name.removeprefix("Claude "),
            "guide_haiku": self.haiku.name.removeprefix("Claude "),
        }

    def find_pin(self, model: Model) -> PinnedProfile | None:
        """The pin of a model's family, or None where the next section pins none."""
        return next((pin for pin in self.pins if pin.family == model.family), None)
