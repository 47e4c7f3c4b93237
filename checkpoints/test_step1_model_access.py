"""1단계: Amazon Bedrock 모델 액세스 활성화."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts
    from checkpoints.run.session import Conclude


@requirement("step1.sonnet-access")
def test_claude_sonnet_access_is_granted(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step1.judge_sonnet_access(facts))


@requirement("step1.haiku-access")
def test_claude_haiku_access_is_granted(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step1.judge_haiku_access(facts))


@requirement("step1.use-case")
def test_use_case_details_are_submitted(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step1.judge_use_case(facts))
