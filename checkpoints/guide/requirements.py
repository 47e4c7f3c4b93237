"""The registry: one row is one requirement of the guide, one test and one line of the page.

The order here is the guide's and holds everywhere: files, terminal, page, data.
Titles and texts of each row stand in `texts`, under the row's id.
"""

from __future__ import annotations

from dataclasses import dataclass

SECTION = "1.1"
TITLE = "AWS 환경 설정"
STEPS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the guide: its stable id, and the step (1-4) it belongs to; None for the two boxes."""

    id: str
    step: int | None

    @property
    def marker(self) -> str:
        """The pytest marker that selects the row: `step1` to `step4`, or `checkpoint`."""
        return f"step{self.step}" if self.step else "checkpoint"


SONNET_ACCESS = Requirement("step1.sonnet-access", 1)
HAIKU_ACCESS = Requirement("step1.haiku-access", 1)
USE_CASE = Requirement("step1.use-case", 1)
POLICY_ATTACHED = Requirement("step2.policy-attached", 2)
MODEL_PERMISSIONS = Requirement("step2.model-permissions", 2)
MARKETPLACE_PERMISSIONS = Requirement("step2.marketplace-permissions", 2)
CREDENTIALS_RESOLVE = Requirement("step3.credentials-resolve", 3)
CREDENTIALS_VALID = Requirement("step3.credentials-valid", 3)
SINGLE_SOURCE = Requirement("step3.single-source", 3)
REGION_EXPORTED = Requirement("step4.region-exported", 4)
REGION_IS_GUIDE = Requirement("step4.region-is-guide", 4)
PROFILES_LISTED = Requirement("step4.profiles-listed", 4)
MODEL_PROFILES = Requirement("step4.model-profiles", 4)
CREDENTIALS_TEST = Requirement("checkpoint.credentials-test", None)
MODEL_ACCESS = Requirement("checkpoint.model-access", None)

REQUIREMENTS = (
    SONNET_ACCESS,
    HAIKU_ACCESS,
    USE_CASE,
    POLICY_ATTACHED,
    MODEL_PERMISSIONS,
    MARKETPLACE_PERMISSIONS,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_VALID,
    SINGLE_SOURCE,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    PROFILES_LISTED,
    MODEL_PROFILES,
    CREDENTIALS_TEST,
    MODEL_ACCESS,
)
BY_ID = {requirement.id: requirement for requirement in REQUIREMENTS}
CHECKPOINTS = tuple(row for row in REQUIREMENTS if row.step is None)

# What each of the guide's two boxes says, as rows of the steps.
BOX_ROWS = {
    CREDENTIALS_TEST: (CREDENTIALS_RESOLVE, CREDENTIALS_VALID, PROFILES_LISTED),
    MODEL_ACCESS: (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE),
}


def of_step(step: int) -> tuple[Requirement, ...]:
    """The rows of one step, in the guide's order."""
    return tuple(row for row in REQUIREMENTS if row.step == step)
