"""The two rules of permissions, and documents for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules import step2
from checkpoints.rules.finding import Finding
from tests.rules.fakes import ACCOUNT_ID, FakeAccount, facts

ATTACHED, ON_MODELS = "step2.policy-attached", "step2.model-permissions"
PROFILE_ARN = f"arn:aws:bedrock:us-east-1:{ACCOUNT_ID}:inference-profile/"
MODEL_ARN = "arn:aws:bedrock:{}::foundation-model/{}"
FAMILIES = [
    "arn:aws:bedrock:*:*:inference-profile/*",
    "arn:aws:bedrock:*:*:application-inference-profile/*",
    "arn:aws:bedrock:*:*:foundation-model/*",
]
GUIDES = WORKSHOP.policy.document
ALLOW_ALL: dict[str, object] = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"},
}


def statement(actions: Sequence[str], resources: Sequence[str] = ("*",), **more: object) -> Any:
    return {"Effect": "Allow", "Action": list(actions), "Resource": list(resources), **more}


def deny(actions: Sequence[str], resources: Sequence[str] = ("*",), **more: object) -> Any:
    return {"Effect": "Deny", "Action": list(actions), "Resource": list(resources), **more}


def document(*statements: Mapping[str, object]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def attached(there: FakeAccount, **choices: Any) -> Finding:
    return step2.judge_policy(facts(there, **choices))


def on_models(there: FakeAccount, **choices: Any) -> Finding:
    return step2.judge_model_permissions(facts(there, **choices))
