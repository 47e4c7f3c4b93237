"""Credentials as the chain of a test's machine finds them, with timeouts of a fraction of a second."""

from __future__ import annotations

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import read_environment
from checkpoints.facts.resolution import resolve_credentials
from tests.machine import Machine

SHORT_S = 0.5  # stands in for the 10 seconds of a run
SOON_S = 10.0  # far more than a test takes, on a busy machine too
ROLE = "arn:aws:iam::111122223333:role/R"


def find(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str] | None = None, limit_s: float = 8.0
) -> Credentials:
    from botocore.credentials import SSOProvider
    from botocore.tokens import SSOTokenProvider

    for provider in (SSOProvider, SSOTokenProvider):
        monkeypatch.setattr(provider, "_SSO_TOKEN_CACHE_DIR", str(machine.home / ".aws" / "sso" / "cache"))
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(machine.home))
    monkeypatch.setenv("USERPROFILE", str(machine.home))
    for name, value in (variables or {}).items():
        monkeypatch.setenv(name, value)
    environment = read_environment(None, machine.home)
    return resolve_credentials(environment, "us-east-1", limit_s).credentials
