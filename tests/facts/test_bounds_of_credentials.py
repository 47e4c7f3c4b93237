"""Whatever a server or a command of a credential provider does, reading it ends soon and stays small."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from checkpoints.facts import helper_process
from checkpoints.facts.credentials import UNFINISHED
from tests.facts.bounds import ROLE, find
from tests.hostile_server import LARGE, SLOW, hostile_server
from tests.machine import KEYS, Machine, static

pytestmark = pytest.mark.usefixtures("short_timeouts")


# -- what credential providers ask


def _sso_files(machine: Machine, hours: int) -> None:
    machine.write(
        "home/.aws/config",
        "[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n"
        "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n",
    )
    name = hashlib.sha1(b"corp").hexdigest()
    token = {"accessToken": "canary-sso", "expiresAt": _instant(hours), "registrationExpiresAt": _instant(99)}
    token |= {"refreshToken": "canary-refresh", "clientId": "c", "clientSecret": "canary-client"}
    machine.write(f"home/.aws/sso/cache/{name}.json", json.dumps(token))


def _instant(hours: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + hours * 3600))


def _imds(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_EC2_METADATA_DISABLED": "false"}


def _container(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/keys"}


def _portal(machine: Machine, url: str) -> dict[str, str]:
    _sso_files(machine, hours=2)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO": url}


def _renewal(machine: Machine, url: str) -> dict[str, str]:
    _sso_files(machine, hours=-2)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO_OIDC": url}


def _role(machine: Machine, url: str) -> dict[str, str]:
    machine.write("home/.aws/config", f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{static()}")
    return {"AWS_PROFILE": "r", "AWS_ENDPOINT_URL_STS": url}


def _web_identity(machine: Machine, url: str) -> dict[str, str]:
    path = machine.write("token", "canary-jwt")
    return {"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": ROLE, "AWS_ENDPOINT_URL_STS": url}


ROADS: dict[str, Callable[[Machine, str], dict[str, str]]] = {
    "iam-role": _imds,
    "container-role": _container,
    "sso": _portal,
    "sso-renewed": _renewal,
    "assume-role": _role,
    "assume-role-with-web-identity": _web_identity,
}


@pytest.mark.parametrize("mode", ["nothing", "header", "body"])
@pytest.mark.parametrize("road", ROADS)
def test_credentials_that_never_come_whole_are_a_timeout(
    road: str, mode: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(SLOW[mode]) as port:
        found = find(machine, monkeypatch, ROADS[road](machine, f"http://127.0.0.1:{port}"))
    assert (found.error, found.method) == ("ReadTimeoutError", road.removesuffix("-renewed"))


@pytest.mark.parametrize("mode", ["body", "continue"])
@pytest.mark.parametrize("road", ROADS)
def test_credentials_that_are_too_large_are_none(
    road: str, mode: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(LARGE[mode]) as port:
        found = find(machine, monkeypatch, ROADS[road](machine, f"http://127.0.0.1:{port}"))
    assert (found.error, found.method) == ("ResponseTooLargeError", road.removesuffix("-renewed"))


# -- the metadata service, where there is none


def test_an_address_that_refuses_is_no_instance(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        found = find(machine, monkeypatch, _imds(machine, f"http://127.0.0.1:{closed.getsockname()[1]}"))
    assert (found.error, found.method, found.source) == ("", "", None)


def test_an_address_that_nobody_hears_is_no_instance(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a laptop: the connection is not even taken."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, ExitStack() as undo:
        for _ in range(4):  # whoever comes after these waits outside
            waiting = undo.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        found = find(machine, monkeypatch, _imds(machine, f"http://127.0.0.1:{deaf.getsockname()[1]}"))
    assert (found.error, found.method, found.source) == ("", "", None)


@pytest.mark.parametrize(("bypassed", "error"), [("", ""), ("127.0.0.1", "ReadTimeoutError")])
def test_a_proxy_that_takes_the_connection_is_no_metadata_service(
    bypassed: str, error: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(SLOW["nothing"]) as port:
        url = f"http://127.0.0.1:{port}"
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, bypassed)
        found = find(machine, monkeypatch, _imds(machine, url))
    assert (found.error, found.source) == (error, None)


# -- commands


def _process(machine: Machine, program: str, source_profile: bool) -> None:
    path = machine.write("home/keys.py", program)
    command = f"credential_process = {sys.executable} {path}\n".replace("\\", "\\\\")
    of_role = f"[default]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{command}"
    machine.write("home/.aws/config", of_role if source_profile else f"[default]\n{command}")


@pytest.mark.parametrize("source_profile", [False, True], ids=["profile", "source-profile"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_command_that_prints_without_end_is_ended(
    stream: str, source_profile: bool, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _process(machine, f"import sys\nwhile True: sys.{stream}.write('a' * 65536)", source_profile)
    found = find(machine, monkeypatch)
    assert (found.error, found.method) == ("HelperOutputError", "custom-process")


@pytest.mark.skipif(os.name != "posix", reason="sessions of processes are POSIX's")
def test_a_silent_command_is_ended_with_all_that_it_has_started(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = machine.root / "pid"
    _process(
        machine,
        "import pathlib, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\nchild.wait()",
        source_profile=False,
    )
    assert find(machine, monkeypatch, limit_s=2.0).error == UNFINISHED
    child = int(note.read_text())
    assert _ends(child), "it is still running"


def _ends(pid: int) -> bool:
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


def test_a_command_within_its_bounds_is_heard(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"Version": 1, "AccessKeyId": KEYS["AWS_ACCESS_KEY_ID"], "SecretAccessKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    padding = "x" * (helper_process.LIMIT // 2)
    _process(machine, f"import json; print(json.dumps({told!r} | dict(Note={padding!r})))", source_profile=False)
    assert (found := find(machine, monkeypatch)).error == ""
    assert found.method == "custom-process"
