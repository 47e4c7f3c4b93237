"""Which IAM action and which resources each operation is authorized on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.offline.account import find_iam
from checkpoints.offline.stage import Stage
from checkpoints.offline.world import ACCOUNT_ID

_ACTIONS = {
    "Converse": INVOKE,
    "ConverseStream": STREAM,
    "InvokeModel": INVOKE,
    "InvokeModelWithResponseStream": STREAM,
}
# How IAM's own sentences name what an operation is about.
_IAM_RESOURCES = {
    "UserName": "user",
    "RoleName": "role",
    "GroupName": "group",
    "InstanceProfileName": "instance profile",
}


def name_action(service: str, operation: str) -> str:
    """The IAM action of an operation: `bedrock:InvokeModel`."""
    return _ACTIONS.get(operation) or f"{'bedrock' if service.startswith('bedrock') else service}:{operation}"


def list_bedrock_resources(stage: Stage, operation: str, region: str, name: str) -> tuple[str, ...]:
    """The ARNs that Bedrock looks at. name: model or profile, id or ARN, as the caller gave it."""
    if operation in _ACTIONS:
        return list_invoked(stage, region, name)
    if name_action("bedrock", operation) == LIST:
        # AWS's list of actions names no resource for it; its denials show this one.
        return (f"arn:aws:bedrock:{region}:{ACCOUNT_ID}:inference-profile/*",)
    if operation == "GetInferenceProfile":
        return (_profile_arn(region, name),)
    if operation == "GetFoundationModel":
        return (_model_arn(region, name),)
    return ("*",)


def list_invoked(stage: Stage, region: str, name: str) -> tuple[str, ...]:
    """A profile and its models in every Region that it routes to, or the model alone."""
    profile = stage.find_profile(region, name)
    if profile is not None:
        there = stage.world.answered_in
        models = (arn for arn in profile.model_arns if there is None or arn.split(":")[3] == there)
        return (profile.arn(region), *models)
    looks_like_model = stage.find_model(name) is not None or name.count(".") == 1 or ":foundation-model/" in name
    return (_model_arn(region, name) if looks_like_model else _profile_arn(region, name),)


def _profile_arn(region: str, name: str) -> str:
    return name if name.startswith("arn:") else f"arn:aws:bedrock:{region}:{ACCOUNT_ID}:inference-profile/{name}"


def _model_arn(region: str, name: str) -> str:
    return name if name.startswith("arn:") else f"arn:aws:bedrock:{region}::foundation-model/{name}"


def name_iam_resource(parameters: Mapping[str, Any], owner_arn: str) -> tuple[str, str]:
    """The ARN that IAM looks at, and how its sentence names it. owner_arn: of the caller, meant where none is given."""
    for name, kind in _IAM_RESOURCES.items():
        if parameters.get(name):
            return _iam_arn(kind, parameters[name]), f"{kind} {parameters[name]}"
    for name in ("PolicyArn", "PolicySourceArn"):
        if parameters.get(name):
            return parameters[name], f"{'policy ' if name == 'PolicyArn' else ''}{parameters[name]}"
    if ":user/" in owner_arn:
        return owner_arn, f"user {owner_arn.rsplit('/', 1)[-1]}"
    return "*", "*"


def _iam_arn(kind: str, name: str) -> str:
    if kind == "user" and name in find_iam().users:
        return str(find_iam().get_user(name).arn)
    if kind == "role":
        found = next((role for role in find_iam().roles.values() if role.name == name), None)
        if found is not None:
            return str(found.arn)
    return f"arn:aws:iam::{ACCOUNT_ID}:{kind.replace(' ', '-')}/{name}"
