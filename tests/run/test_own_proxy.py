"""A proxy that Claude Code alone knows: the run asks AWS through it, as Claude Code does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checkpoints.facts import client_connection
from checkpoints.facts.client_connection import ConnectionOutcome
from checkpoints.run.machine_facts import Places, read_machine
from checkpoints.run.route import connect_as_claude_code
from tests.lengths import at_length
from tests.machine import KEYS, Machine
from tests.run.fake_aws import FakeAws
from tests.run.inspection import inspecting_proxy, write_certificate
from tests.run.running import run

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize("trust", ["NODE_EXTRA_CA_CERTS", at_length("SSL_CERT_FILE")])
def test_aws_is_asked_through_the_proxy_that_claude_codes_settings_alone_name(
    trust: str, aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    certificate = write_certificate(tmp_path)
    with inspecting_proxy(certificate, aws) as proxy:
        machine.write("home/.claude/settings.json", json.dumps({"env": {"HTTPS_PROXY": proxy}}))
        shell = {"AWS_REGION": "us-east-1", "HTTPS_PROXY": NOWHERE, trust: str(certificate), **KEYS}
        ran = run(tmp_path, "--lang", "en", variables=shell)
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    (note,) = ran.checks["step3.single-source"]["notes"]
    assert "AWS was asked through the proxy of HTTPS_PROXY (~/.claude/settings.json:1), as Claude Code does." in note


CORP = "http://proxy.example:8080"
REACHED, UNREACHED = ConnectionOutcome.REACHED, ConnectionOutcome.UNREACHED
# The shell, the settings' variables, what comes of the connection; the way that botocore takes, None for its own.
ROUTES: dict[str, tuple[dict[str, str], dict[str, str], ConnectionOutcome, dict[str, str] | None]] = {
    "a proxy for everything": ({"ALL_PROXY": CORP}, {}, REACHED, {"https": CORP}),
    "a proxy of HTTP": ({"HTTP_PROXY": CORP}, {}, REACHED, {"https": CORP}),
    "a proxy that leads nowhere": ({"ALL_PROXY": CORP}, {}, UNREACHED, None),
    "no proxy where the shell has one": ({"HTTPS_PROXY": NOWHERE}, {"HTTPS_PROXY": ""}, REACHED, {}),
    "the proxy of AWS tools": ({"HTTPS_PROXY": CORP}, {}, REACHED, None),
    "certificates of the system alone": ({"CLAUDE_CODE_CERT_STORE": "system"}, {}, REACHED, {}),
    "certificates of its own": ({"NODE_EXTRA_CA_CERTS": "/corp.pem"}, {}, REACHED, {}),
}


@pytest.mark.parametrize(("shell", "settings", "reach", "proxies"), ROUTES.values(), ids=ROUTES)
def test_the_way_of_claude_code_is_taken_where_it_is_another_one_and_leads_to_aws(
    shell: dict[str, str],
    settings: dict[str, str],
    reach: ConnectionOutcome,
    proxies: dict[str, str] | None,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy") or name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in shell.items():
        monkeypatch.setenv(name, value)
    machine.write("home/.claude/settings.json", json.dumps({"env": settings}))
    monkeypatch.setattr(client_connection, "try_client_connection", lambda *_, **__: reach)
    places = Places(machine.project, machine.root / ".env", machine.home, machine.managed)
    found = connect_as_claude_code(read_machine(places), "us-east-1")
    assert (found.route.proxies if found.route else None) == proxies
