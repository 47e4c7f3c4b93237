"""4단계: 리전 선택, at AWS: the system-defined inference profiles of the Region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts
    from checkpoints.run.session import Conclude


@requirement("step4.profiles-listed")
def test_claude_profiles_are_listed(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step4.judge_profiles_listed(facts))


@requirement("step4.model-profiles")
def test_both_models_have_a_profile(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step4.judge_model_profiles(facts))
