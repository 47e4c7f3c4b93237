"""The default credential chain on a test's machine, and the roads on which it asks a server."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import read_environment
from checkpoints.facts.resolution import Resolution, resolve_credentials
from tests.machine import Machine, static

SHORT_S = 0.2  # stands in for the 10 seconds of a run
SOON_S = 10.0  # far more than a test takes, on a busy machine too
ROLE = "arn:aws:iam::111122223333:role/R"
ROLE_PROFILE = f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n"  # what follows is its source's
LATER = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(hours=2)
EARLIER = LATER - timedelta(hours=4)
NOWHERE = "http://127.0.0.1:9"
SSO_PROFILE = (
    "[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n"
    "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n"
)


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Shell:
    """The process environment of a test, with nothing of the machine's own in it."""

    machine: Machine
    monkeypatch: pytest.MonkeyPatch
    limit_s: float = 20.0
    needs_metadata_v2: bool = False

    def resolve(self, **variables: str) -> Resolution:
        """Export the variables and walk the chain."""
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)
        environment = read_environment(None, self.machine.home)
        return resolve_credentials(environment, "us-east-1", self.limit_s, needs_metadata_v2=self.needs_metadata_v2)

    def find(self, **variables: str) -> Credentials:
        """Export the variables and give what the chain came to."""
        return self.resolve(**variables).credentials


def write_sso_session(machine: Machine, expires: datetime = LATER, **more: str) -> None:
    """The profile `corp`, and its token. more: what else the token has."""
    machine.write("home/.aws/config", SSO_PROFILE)
    token = {"accessToken": "canary-sso", "expiresAt": iso(expires), **more}
    machine.write(f"home/.aws/sso/cache/{hashlib.sha1(b'corp').hexdigest()}.json", json.dumps(token))


def write_process(machine: Machine, program: str, title: str = "[default]") -> None:
    """A credential process in Python. title: of its section, and what stands before it."""
    path = machine.write("home/keys.py", program)
    command = f"credential_process = {sys.executable} {path}\n".replace("\\", "\\\\")
    machine.write("home/.aws/config", f"{title}\n{command}")


def _instance(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_EC2_METADATA_DISABLED": "false"}


def _container(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/keys"}


def _portal(machine: Machine, url: str) -> dict[str, str]:
    write_sso_session(machine)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO": url}


def _renewal(machine: Machine, url: str) -> dict[str, str]:
    client = {"refreshToken": "canary-refresh", "clientId": "c", "clientSecret": "canary-client"}
    write_sso_session(machine, EARLIER, registrationExpiresAt=iso(LATER), **client)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO_OIDC": url}


def _role(machine: Machine, url: str) -> dict[str, str]:
    machine.write("home/.aws/config", ROLE_PROFILE + static())
    return {"AWS_PROFILE": "r", "AWS_ENDPOINT_URL_STS": url}


def _web_identity(machine: Machine, url: str) -> dict[str, str]:
    path = machine.write("token", "canary-jwt")
    return {"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": ROLE, "AWS_ENDPOINT_URL_STS": url}


# By botocore's name of the provider: writes what the road needs, and gives the variables that lead it to a server.
ROADS: dict[str, Callable[[Machine, str], dict[str, str]]] = {
    "iam-role": _instance,
    "container-role": _container,
    "sso": _portal,
    "sso-renewed": _renewal,
    "assume-role": _role,
    "assume-role-with-web-identity": _web_identity,
}


def has_ended(pid: int) -> bool:
    """Whether a process is over, or is within five seconds."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text() if sys.platform == "linux" else ""
            os.kill(pid, 0)
        except OSError:
            return True
        if ") Z" in state:  # ended, and nobody has asked how
            return True
        time.sleep(0.05)
    return False
