"""Bedrock's control plane, as far as moto lacks it: methods for `moto.bedrock.responses.BedrockResponse`.

Routed and serialized from botocore's service model. Each runs once the caller has been authorized for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any
from urllib.parse import unquote

from moto.core.responses import ActionResult

from checkpoints.offline import stage
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import OPEN, FoundationModel, Gates, SystemProfile
from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import ErrorReply

_SINCE = datetime(2025, 5, 14, tzinfo=timezone.utc)
# What real forms hold is private; this is a rehearsal's, so that nothing of it may ever show in a report.
_FORM = {"companyName": "Rehearsal-Form-Company", "companyWebsite": "https://rehearsal.example", "intendedUsers": "0"}


def list_inference_profiles(response: Any) -> ActionResult:
    """One page of the system profiles; `nextToken` leads to the next."""
    asked = response.normalized_request.args
    # There are no application profiles in a rehearsal, so that the type decides between all and nothing.
    found = () if asked.get("type") == "APPLICATION" else stage.find_stage().list_profiles(response.region)
    size = min(int(asked.get("maxResults", 1000)), stage.find_stage().world.page_size)
    start = _start(asked.get("nextToken"), len(found))
    page: dict[str, Any] = {
        "inferenceProfileSummaries": [_summary(profile, response.region) for profile in found[start : start + size]]
    }
    if start + size < len(found):
        page["nextToken"] = f"page-from-{start + size}"
    return ActionResult(page)


def _start(token: str | None, length: int) -> int:
    if token is None:
        return 0
    place = token.removeprefix("page-from-")
    if not place.isdigit() or not 0 < int(place) < length:
        raise RefusedError(ErrorReply(400, "ValidationException", "The provided next token is invalid."))
    return int(place)


def _summary(profile: SystemProfile, region: str) -> dict[str, Any]:
    places = [place for place in profile.destinations if place]
    model = stage.find_stage().find_model(profile.model)
    return {
        "inferenceProfileName": profile.name,
        "description": f"Routes requests to {model.name if model else profile.model} in {', '.join(places)}.",
        "createdAt": _SINCE,
        "updatedAt": _SINCE,
        "inferenceProfileArn": profile.arn(region),
        "models": [{"modelArn": arn} for arn in profile.model_arns],
        "inferenceProfileId": profile.id,
        "status": "ACTIVE",
        "type": "SYSTEM_DEFINED",
    }


def get_inference_profile(response: Any) -> ActionResult:
    """A system profile by id or ARN."""
    profile = stage.find_stage().find_profile(response.region, _named(response, "inferenceProfileIdentifier"))
    if profile is None:
        raise RefusedError(
            ErrorReply(404, "ResourceNotFoundException", "The requested inference profile could not be found.")
        )
    return ActionResult(_summary(profile, response.region))


def get_foundation_model_availability(response: Any) -> ActionResult:
    """The four gates of a foundation model."""
    model = _model(response, "modelId", model_access.INVALID_IDENTIFIER)
    gates = _gates(model)
    agreement = {"status": gates.agreement}
    if gates.agreement_error:
        agreement["errorMessage"] = gates.agreement_error
    return ActionResult(
        {
            "modelId": model.id,
            "agreementAvailability": agreement,
            "authorizationStatus": gates.authorization,
            "entitlementAvailability": gates.entitlement,
            "regionAvailability": gates.region,
        }
    )


def _gates(model: FoundationModel) -> Gates:
    if model.provider == "Anthropic" and not stage.find_stage().world.use_case_form and model.gates == OPEN:
        # What accounts without the form are seen to get: entitled, but without an agreement.
        return Gates(agreement="NOT_AVAILABLE")
    if not stage.find_stage().is_subscribed(model) and model.gates == OPEN:
        return Gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")
    return model.gates


def get_use_case_for_model_access(response: Any) -> ActionResult:
    """The first-use form of the account."""
    world = stage.find_stage().world
    if not world.use_case_form or world.use_case_form_inherited:
        raise RefusedError(model_access.USE_CASE_FORM_EMPTY)
    return ActionResult({"formData": json.dumps(_FORM).encode()})


def get_foundation_model(response: Any) -> ActionResult:
    """A foundation model's details."""
    not_found = ErrorReply(404, "ResourceNotFoundException", "The requested foundation model could not be found.")
    return ActionResult({"modelDetails": _details(_model(response, "modelIdentifier", not_found), response.region)})


def list_foundation_models(response: Any) -> ActionResult:
    """Every foundation model, by provider where asked."""
    provider = response.normalized_request.args.get("byProvider", "").lower()
    wanted = [each for each in stage.find_stage().world.models if provider in ("", each.provider.lower())]
    return ActionResult({"modelSummaries": [_details(model, response.region) for model in wanted]})


def _details(model: FoundationModel, region: str) -> dict[str, Any]:
    cycle = model.lifecycle
    times = {"startOfLifeTime": _SINCE, "legacyTime": cycle.legacy, "endOfLifeTime": cycle.end_of_life}
    return {
        "modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model.id}",
        "modelId": model.id,
        "modelName": model.name,
        "providerName": model.provider,
        "inputModalities": ["TEXT"],
        "outputModalities": ["TEXT"],
        "responseStreamingSupported": True,
        "customizationsSupported": [],
        "inferenceTypesSupported": ["ON_DEMAND" if model.on_demand else "INFERENCE_PROFILE"],
        "modelLifecycle": {"status": cycle.status, **{name: time for name, time in times.items() if time}},
    }


def _named(response: Any, label: str) -> str:
    # moto hands the label on as it was in the URL: `…v1%3A0`.
    return unquote(str(response.uri_match[label]))


def _model(response: Any, label: str, otherwise: ErrorReply) -> FoundationModel:
    model = stage.find_stage().find_model(_named(response, label))
    if model is None:
        raise RefusedError(otherwise)
    return model


METHODS: tuple[Callable[[Any], ActionResult], ...] = (
    list_inference_profiles,
    get_inference_profile,
    get_foundation_model_availability,
    get_use_case_for_model_access,
    get_foundation_model,
    list_foundation_models,
)
