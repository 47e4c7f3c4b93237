"""What AWS answers to questions that call no model: each one asked once, and what counts of its answer.

Each function takes botocore's client of the service, and raises what botocore raises, or MalformedAnswerError where
something else answered than AWS.
"""

from __future__ import annotations

from typing import Any

from checkpoints.facts.sending import MalformedAnswerError, shorten_message

# The states of the four gates of GetFoundationModelAvailability.
_GATES = frozenset({"AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR", "AUTHORIZED", "NOT_AUTHORIZED"})
_PAGES = 100
_MOST_PROFILES = 5000  # AWS lists some 60
_LONGEST_ARN = 2048


def read_identity(sts: Any) -> dict[str, Any]:
    """`sts:GetCallerIdentity`."""
    got = sts.get_caller_identity()
    if not got.get("Arn") or not got.get("Account"):
        raise MalformedAnswerError("no Arn or Account in the answer", got)
    if max(len(got["Arn"]), len(got["Account"])) > _LONGEST_ARN:
        raise MalformedAnswerError("no ARN or account of AWS in the answer", got)
    body = {"account": got["Account"], "arn": got["Arn"], "user_id": got.get("UserId")}
    return {**body, "ResponseMetadata": got["ResponseMetadata"]}


def list_profiles(bedrock: Any) -> dict[str, Any]:
    """`bedrock:ListInferenceProfiles`, every page of the Region's system profiles.

    unreadable: how many are not of AWS's types; one more where the list does not come to its end.
    """
    found, unreadable, token = list[dict[str, Any]](), 0, ""
    for _ in range(_PAGES):
        # What AWS lists without a type is not documented: ask for the kind that the guide means.
        page = bedrock.list_inference_profiles(typeEquals="SYSTEM_DEFINED", **({"nextToken": token} if token else {}))
        if "inferenceProfileSummaries" not in page:
            raise MalformedAnswerError("no inferenceProfileSummaries in the answer", page)
        if len(found) + unreadable + len(page["inferenceProfileSummaries"]) > _MOST_PROFILES:
            raise MalformedAnswerError(f"more than {_MOST_PROFILES} inference profiles in the answer", page)
        for each in page["inferenceProfileSummaries"]:
            profile = _read_profile(each)
            unreadable += profile is None
            found += [profile] if profile is not None else []
        last, token = token, page.get("nextToken", "")
        if not token or token == last:
            break
    unreadable += bool(token)
    return {"profiles": found, "unreadable": unreadable, "ResponseMetadata": page["ResponseMetadata"]}


def _read_profile(summary: dict[str, Any]) -> dict[str, Any] | None:
    """What counts of one inference profile; None where it is not all there, of the types that AWS gives it."""
    names = [summary.get(name) for name in ("inferenceProfileId", "inferenceProfileArn")]
    models = [model.get("modelArn") for model in summary.get("models", ())]
    if not models or not all(isinstance(each, str) and each for each in (*names, *models)):
        return None
    return {"id": names[0], "arn": names[1], "models": models}


def read_use_case(bedrock: Any) -> dict[str, Any]:
    """`bedrock:GetUseCaseForModelAccess`; what the form holds is dropped here."""
    got = bedrock.get_use_case_for_model_access()
    if "formData" not in got:
        raise MalformedAnswerError("no formData in the answer", got)
    return {"ResponseMetadata": got["ResponseMetadata"]}


def read_gates(bedrock: Any, model_id: str) -> dict[str, Any]:
    """`bedrock:GetFoundationModelAvailability`."""
    got = bedrock.get_foundation_model_availability(modelId=model_id)
    agreement = got.get("agreementAvailability", {})
    body = {
        "agreement": agreement.get("status", ""),
        "authorization": got.get("authorizationStatus", ""),
        "entitlement": got.get("entitlementAvailability", ""),
        "region": got.get("regionAvailability", ""),
    }
    if not all(value in _GATES for value in body.values()):
        raise MalformedAnswerError("a gate is missing in the answer, or in an unknown state", got)
    return {
        **body,
        "agreement_error": shorten_message(agreement.get("errorMessage", "")),
        "ResponseMetadata": got["ResponseMetadata"],
    }


def read_life_cycle(bedrock: Any, model_id: str) -> dict[str, Any]:
    """`bedrock:GetFoundationModel`, its life cycle only."""
    got = bedrock.get_foundation_model(modelIdentifier=model_id)
    cycle = got.get("modelDetails", {}).get("modelLifecycle", {})
    return {
        "status": cycle.get("status", ""),
        "end_of_life": cycle.get("endOfLifeTime"),
        "legacy_from": cycle.get("legacyTime"),
        "ResponseMetadata": got["ResponseMetadata"],
    }
