"""The questions that a run asks about the caller's AWS account; AWS, a rehearsal or a test answers them.

Every question is asked at most once in a run; asking again gives the same answer. No question raises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from checkpoints.facts.answer import Answer


@dataclass(frozen=True, slots=True)
class AttachedPolicy:
    """A policy in force for the principal. how: `attached`, `inline`, `group` or `boundary`."""

    name: str
    how: str
    document: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PrincipalPolicies:
    """The policies of the principal in use, as far as the caller may read them from IAM.

    principal_arn: of the user or role itself, path included, or None where IAM did not return it.
    boundary: the permissions boundary, None where there is none or it may not be read (`boundary_known`).
    complete: every attached, inline and group policy was listed and read.
    refusals: IAM's refusals.
    unread: the names of policies in force whose text could not be read.
    """

    principal_arn: str | None
    policies: tuple[AttachedPolicy, ...]
    boundary: AttachedPolicy | None
    boundary_known: bool
    complete: bool
    refusals: tuple[Answer, ...]
    unread: tuple[str, ...] = ()


class Account(Protocol):
    """The questions. Bodies of answers, when ANSWERED:

    identity: {"account": 12 digits, "arn": str, "user_id": the id of the user, or of the role with its session's name}
    inference_profiles: {"profiles": [{"id", "arn", "models": [model ARN, ...]}, ...], "unreadable": how many others
    are not of the types that AWS gives them, and one more where the list has no end}, every page
    use_case: {} (what the form holds is never kept)
    availability: {"agreement", "authorization", "entitlement", "region", "agreement_error"}
    lifecycle: {"status": "ACTIVE" | "LEGACY" | "", "end_of_life": aware datetime or None, "legacy_from": same}
    permission and generation: {"message": whether the body is a model's message}
    simulation: {"decisions": [{"action", "resource", "decision", "lacked": [condition key that was not given, ...],
    "guards": [`service control policy` or `permissions boundary` where that does not allow it, ...]}, ...]}
    """

    @property
    def identity(self) -> Answer:
        """`sts:GetCallerIdentity`."""
        ...

    @property
    def inference_profiles(self) -> Answer:
        """`bedrock:ListInferenceProfiles`, system profiles of the Region, all pages."""
        ...

    @property
    def use_case(self) -> Answer:
        """`bedrock:GetUseCaseForModelAccess`."""
        ...

    @property
    def policies(self) -> PrincipalPolicies:
        """The policies of the principal in use, from IAM."""
        ...

    def availability(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModelAvailability` of a foundation model id."""
        ...

    def lifecycle(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModel` of a foundation model id: its life cycle."""
        ...

    def permission(self, action: str, profile_id: str) -> Answer:
        """InvokeModel or InvokeModelWithResponseStream with a body that cannot produce a token: bills nothing."""
        ...

    def generation(self, profile_id: str) -> Answer:
        """InvokeModel for one output token: the call that is billed."""
        ...

    def simulation(
        self, actions: Sequence[str], resources: Sequence[str], context: Mapping[str, tuple[str, ...]]
    ) -> Answer:
        """`iam:SimulatePrincipalPolicy` of the principal in use."""
        ...
