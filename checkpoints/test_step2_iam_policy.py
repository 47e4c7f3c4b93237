"""2단계: IAM 정책 구성."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.seen import Seen
    from checkpoints.run.conclude import Conclude


@requirement("step2.policy-attached")
def test_the_policy_is_attached(seen: Seen, conclude: Conclude) -> None:
    conclude(rules.permissions.attached(seen))


@requirement("step2.model-permissions")
def test_the_models_may_be_called_wherever_profiles_route(seen: Seen, conclude: Conclude) -> None:
    conclude(rules.permissions.on_models(seen))


@requirement("step2.marketplace-permissions")
def test_models_may_be_subscribed_to_through_bedrock(seen: Seen, conclude: Conclude) -> None:
    conclude(rules.marketplace.permitted(seen))
