"""What this project states about AWS, in the shape in which it is compared."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checkpoints.guide.edition import Edition

_SUITE = Path(__file__).parents[1] / "checkpoints"
_IAM_NAME = re.compile(r"(?:aws-marketplace|bedrock|iam|sts):[A-Z][A-Za-z]*")
# Input members with which `checkpoints/facts` sends each operation, by service.
OPERATIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bedrock": {
        "GetFoundationModel": ("modelIdentifier",),
        "GetFoundationModelAvailability": ("modelId",),
        "GetUseCaseForModelAccess": (),
        "ListInferenceProfiles": ("maxResults", "nextToken", "typeEquals"),
    },
    "bedrock-runtime": {
        "InvokeModel": ("modelId", "body", "contentType", "accept"),
        "InvokeModelWithResponseStream": ("modelId", "body", "contentType", "accept"),
    },
    "iam": {
        "GetGroupPolicy": ("GroupName", "PolicyName"),
        "GetPolicy": ("PolicyArn",),
        "GetPolicyVersion": ("PolicyArn", "VersionId"),
        "GetRole": ("RoleName",),
        "GetRolePolicy": ("PolicyName", "RoleName"),
        "GetUser": ("UserName",),
        "GetUserPolicy": ("PolicyName", "UserName"),
        "ListAttachedGroupPolicies": ("GroupName", "Marker"),
        "ListAttachedRolePolicies": ("Marker", "RoleName"),
        "ListAttachedUserPolicies": ("Marker", "UserName"),
        "ListGroupPolicies": ("GroupName", "Marker"),
        "ListGroupsForUser": ("Marker", "UserName"),
        "ListRolePolicies": ("Marker", "RoleName"),
        "ListUserPolicies": ("Marker", "UserName"),
        "SimulatePrincipalPolicy": ("ActionNames", "ContextEntries", "PolicySourceArn", "ResourceArns"),
    },
    "sts": {"GetCallerIdentity": ()},
}


@dataclass(frozen=True, slots=True)
class StatedModel:
    """A model that the guide or its next section names.

    prefixes: of the system profiles that are to exist in `region`, such as `us`; destinations: Regions of the first,
    empty where none are stated; end_of_life: announced day, None where the model is stated to be active.
    """

    id: str
    region: str
    prefixes: tuple[str, ...]
    destinations: tuple[str, ...] = ()
    end_of_life: date | None = None


def list_models(edition: Edition) -> tuple[StatedModel, ...]:
    """The models of an edition of the guide, and those that its next section pins."""
    region, prefixes = edition.region, edition.profile_prefixes
    named = (
        StatedModel(model.bedrock_id, region, prefixes, edition.destinations, model.end_of_life)
        for model in (edition.sonnet, edition.haiku)
    )
    known = {model.id: model for model in named}
    for pin in edition.pins:
        prefix = pin.profile_id.split(".")[0]
        known.setdefault(pin.bedrock_id, StatedModel(pin.bedrock_id, region, (prefix,)))
    return tuple(known.values())


def list_iam_names(folder: Path = _SUITE) -> frozenset[str]:
    """Every IAM action and condition key of Bedrock, IAM, STS and Marketplace that the code writes out in full."""
    return frozenset(name for path in folder.rglob("*.py") for name in _names(path)) | {
        f"iam:{operation}" for operation in OPERATIONS["iam"]
    }


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _IAM_NAME.fullmatch(node.value):
            yield node.value
