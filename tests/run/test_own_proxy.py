"""A proxy that Claude Code alone knows: the run asks AWS through it, as Claude Code does."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from checkpoints.facts import client_connection
from checkpoints.facts.client_connection import ConnectionOutcome
from checkpoints.run.machine_facts import Places, read_machine
from checkpoints.run.route import Connection, connect_as_claude_code
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
HERE = "http://127.0.0.1:5000"
REACHED, UNREACHED = ConnectionOutcome.REACHED, ConnectionOutcome.UNREACHED
UNTRUSTED, UNKNOWN = ConnectionOutcome.UNTRUSTED, ConnectionOutcome.UNKNOWN
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
    machine.write("home/.claude/settings.json", json.dumps({"env": settings}))
    found = connect(machine, shell, reach, monkeypatch)
    assert (found.route.proxies if found.route else None) == proxies


OF_CONNECTIONS = re.compile(r"^(?:AWS|NODE|CLAUDE_CODE)_|_(?:PROXY|BUNDLE)$", re.IGNORECASE)


def connect(
    machine: Machine, shell: dict[str, str], reach: ConnectionOutcome, monkeypatch: pytest.MonkeyPatch
) -> Connection:
    """The connection of a run in this shell, where a connection as Claude Code makes it comes to this."""
    for name in filter(OF_CONNECTIONS.search, [*os.environ]):
        monkeypatch.delenv(name)
    for name, value in shell.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(client_connection, "try_client_connection", lambda *_, **__: reach)
    places = Places(machine.project, machine.root / ".env", machine.home, machine.managed)
    return connect_as_claude_code(read_machine(places), "us-east-1")


PROXY, OWN_CERTIFICATES = {"ALL_PROXY": CORP}, {"NODE_EXTRA_CA_CERTS": "/corp.pem"}
OF_TOOLS, BLIND = {"AWS_CA_BUNDLE": "/corp.pem"}, {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}
# The shell, and what comes of a connection; what is told of it, and the variable of a proxy of Claude Code's own.
TOLD: dict[str, tuple[dict[str, str], ConnectionOutcome, ConnectionOutcome | None, str | None]] = {
    "a proxy of its own": (PROXY, REACHED, REACHED, "ALL_PROXY"),
    "one that leads nowhere": (PROXY, UNREACHED, UNREACHED, None),
    "certificates of its own": ({**OWN_CERTIFICATES, "HTTPS_PROXY": CORP}, REACHED, REACHED, None),
    "certificates that do not help": (OWN_CERTIFICATES, UNTRUSTED, None, None),
    "certificates of AWS tools alone": (OF_TOOLS, UNTRUSTED, UNTRUSTED, None),
    "no public certificates": ({"CLAUDE_CODE_CERT_STORE": "system"}, UNTRUSTED, UNTRUSTED, None),
    "an address of this machine for something else": (
        {**PROXY, "AWS_CONTAINER_CREDENTIALS_FULL_URI": HERE},
        REACHED,
        REACHED,
        "ALL_PROXY",
    ),
    "a rehearsal": ({**PROXY, "AWS_ENDPOINT_URL_STS": HERE}, REACHED, None, None),
    "a gateway": ({**PROXY, "ANTHROPIC_BEDROCK_BASE_URL": "https://gate.example"}, REACHED, None, None),
    "no look at certificates": ({**OF_TOOLS, **BLIND}, UNTRUSTED, None, None),
}


@pytest.mark.parametrize(("shell", "reach", "told", "proxy"), TOLD.values(), ids=TOLD)
def test_what_comes_of_a_connection_is_told_where_it_may_be_claude_codes_alone(
    shell: dict[str, str],
    reach: ConnectionOutcome,
    told: ConnectionOutcome | None,
    proxy: str | None,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = connect(machine, shell, reach, monkeypatch)
    assert (found.outcome, found.own_proxy and found.own_proxy.name) == (told, proxy)


def test_no_connection_is_made_where_claude_code_does_not_start_with_the_proxy_of_the_shell(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.write("project/.claude/settings.json", json.dumps({"env": {"HTTPS_PROXY": CORP}}))
    assert connect(machine, {"HTTPS_PROXY": "no address"}, REACHED, monkeypatch) == Connection(UNREACHED)


# The shell, what comes of a connection once a certificate is not trusted, and how that is told; None: none is made.
LATER: dict[str, tuple[dict[str, str], ConnectionOutcome, ConnectionOutcome | None]] = {
    "what the system trusts": ({}, UNTRUSTED, UNTRUSTED),
    "public certificates alone": ({"CLAUDE_CODE_CERT_STORE": "bundled"}, UNTRUSTED, None),
    "no look at certificates": ({**BLIND, "CLAUDE_CODE_CERT_STORE": "bundled"}, UNTRUSTED, UNKNOWN),
    "no look, and no connection": (BLIND, UNREACHED, UNREACHED),
    "certificates of its own, tried before": (OWN_CERTIFICATES, UNTRUSTED, UNTRUSTED),
}


@pytest.mark.parametrize(("shell", "reach", "told"), LATER.values(), ids=LATER)
def test_once_a_certificate_is_not_trusted_the_way_of_claude_code_is_looked_for(
    shell: dict[str, str],
    reach: ConnectionOutcome,
    told: ConnectionOutcome | None,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = connect(machine, shell, reach, monkeypatch).other_route
    assert other is None or other.find() is None
    assert (other and other.outcome) is told
