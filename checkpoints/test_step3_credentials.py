"""3단계: AWS 자격증명 설정."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts
    from checkpoints.run.session import Conclude


@requirement("step3.credentials-resolve")
def test_the_default_chain_finds_credentials(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step3.judge_chain(facts))


@requirement("step3.credentials-valid")
def test_aws_accepts_the_credentials(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step3.judge_acceptance(facts))


@requirement("step3.single-source")
def test_claude_code_uses_the_same_identity(facts: Facts, conclude: Conclude) -> None:
    conclude(rules.step3.judge_single_source(facts))
