"""4단계: 리전 선택."""

from __future__ import annotations

from checkpoints.requirement import requirement
from checkpoints.rules import profiles, region
from checkpoints.rules.seen import Seen
from checkpoints.run.conclude import Conclude


@requirement("step4.region-exported")
def test_aws_region_is_exported(seen: Seen, conclude: Conclude) -> None:
    conclude(region.exported(seen))


@requirement("step4.region-is-guide")
def test_aws_region_is_the_guides(seen: Seen, conclude: Conclude) -> None:
    conclude(region.is_guide(seen))


@requirement("step4.profiles-listed")
def test_claude_profiles_are_listed(seen: Seen, conclude: Conclude) -> None:
    conclude(profiles.listed(seen))


@requirement("step4.model-profiles")
def test_both_models_have_a_profile(seen: Seen, conclude: Conclude) -> None:
    conclude(profiles.of_models(seen))
