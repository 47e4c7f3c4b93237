"""2단계: IAM 정책 구성."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts
    from checkpoints.run.session import Conclude


@requirement("step2.policy-attached")
def test_the_policy_is_attached(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step2.judge_policy(facts))


@requirement("step2.model-permissions")
def test_the_models_may_be_called_wherever_profiles_route(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step2.judge_model_permissions(facts))


@requirement("step2.marketplace-permissions")
def test_models_may_be_subscribed_to_through_bedrock(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step2.judge_marketplace_permissions(facts))
