"""체크포인트: the guide's two boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts
    from checkpoints.run.session import Conclude


@requirement("checkpoint.credentials-test")
def test_the_credentials_test_succeeds(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step4.judge_credentials_test(facts))


@requirement("checkpoint.model-access")
def test_model_access_is_confirmed(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step1.judge_model_access(facts))
