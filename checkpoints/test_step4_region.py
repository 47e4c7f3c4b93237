"""4단계: 리전 선택, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints import rules
from checkpoints.requirement import requirement

if TYPE_CHECKING:
    from checkpoints.guide.edition import Edition
    from checkpoints.run.machine_facts import MachineFacts
    from checkpoints.run.session import Conclude


@requirement("step4.region-exported")
def test_aws_region_is_exported(machine: MachineFacts, edition: Edition, conclude: Conclude) -> None:
    conclude(rules.step4.judge_export(machine.environment, machine.view, edition))


@requirement("step4.region-is-guide")
def test_aws_region_is_the_guides(machine: MachineFacts, edition: Edition, conclude: Conclude) -> None:
    conclude(rules.step4.judge_value(machine.environment, machine.view, edition))
