"""A network that inspects TLS by a certificate of the system, which Claude Code trusts and AWS tools do not."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from tests.aws_answers import write_json, write_portal_keys, write_role_keys
from tests.facts.chain import ROADS
from tests.lengths import at_length
from tests.machine import KEYS, Machine
from tests.run.changing_aws import QUICK, haiku_refused
from tests.run.fake_aws import FakeAws, served
from tests.run.inspection import inspecting_network, write_certificate
from tests.run.running import run
from tests.web_server import Answer

REGION = {"AWS_REGION": "us-east-1"}
NOTE = "AWS was asked with the system's certificates, as Claude Code does."


def test_aws_is_asked_with_the_certificates_of_the_system_as_claude_code_does(aws: FakeAws, tmp_path: Path) -> None:
    certificate = write_certificate(tmp_path)
    with inspecting_network(certificate, aws) as network:
        shell = {**REGION, **KEYS, "SSL_CERT_FILE": str(certificate)}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network)
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    (note,) = ran.checks["step3.single-source"]["notes"]
    assert NOTE in note
    assert "AWS_CA_BUNDLE" in note


NOBODY = {"SSL_CERT_FILE": "/nowhere/corp.pem"}


@pytest.mark.parametrize("trust", ["nobody", "the system alone, whose certificates Claude Code leaves out"])
def test_a_certificate_that_claude_code_does_not_trust_keeps_a_run_from_aws(
    trust: str, aws: FakeAws, tmp_path: Path
) -> None:
    certificate = write_certificate(tmp_path)
    of_system = {"SSL_CERT_FILE": str(certificate), "CLAUDE_CODE_CERT_STORE": "bundled"}
    with inspecting_network(certificate, aws) as network:
        shell = {**REGION, **KEYS, **(NOBODY if trust == "nobody" else of_system)}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network)
    assert (ran.code, ran.data["verdict"], ran.causes) == (1, "not_ready", {"endpoint-unreachable"})
    assert "The network seems to inspect TLS connections" in ran.checks["step3.credentials-valid"]["fix"]
    assert (aws.asked, NOTE in ran.said) == ([], False)


UNCHECKED = {"NODE_TLS_REJECT_UNAUTHORIZED": "0"}
ON_MACOS = """
from types import SimpleNamespace

from checkpoints.facts import client_connection

client_connection.sys = SimpleNamespace(platform="darwin")
"""


ROLE = {"AWS_PROFILE": "r"}


@pytest.mark.parametrize(
    ("system", "own", "source"),
    [(ON_MACOS, {}, KEYS), ("", UNCHECKED, ROLE), at_length(ON_MACOS, {}, ROLE), at_length("", UNCHECKED, KEYS)],
)
def test_what_claude_code_alone_may_trust_is_not_verified(
    system: str, own: dict[str, str], source: dict[str, str], aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    ROADS["assume-role"](machine, "")
    with inspecting_network(write_certificate(tmp_path), aws) as network:
        shell = {**REGION, **source, **NOBODY, **own}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network + system)
    assert (ran.code, ran.data["verdict"], ran.causes) == (7, "unproven", set())
    row = ran.checks["step3.credentials-valid"]
    assert (row["verdict"], row["cause"]) == ("unverified", "endpoint-unreachable")
    assert "Set the path of your company's root certificate (PEM) in AWS_CA_BUNDLE and run again." in row["fix"]


WITHOUT_TEMPORARY_FILES = """
import tempfile


def refuse(*_, **__):
    raise FileNotFoundError("No usable temporary directory found")


tempfile.mkstemp = refuse
"""


def test_without_a_folder_for_temporary_files_the_way_of_claude_code_is_not_verified(
    aws: FakeAws, tmp_path: Path
) -> None:
    certificate = write_certificate(tmp_path)
    with inspecting_network(certificate, aws) as network:
        shell = {**REGION, **KEYS, "SSL_CERT_FILE": str(certificate)}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network + WITHOUT_TEMPORARY_FILES)
    assert (ran.code, ran.data["verdict"], ran.causes) == (7, "unproven", set())
    row = ran.checks["step3.credentials-valid"]
    assert (row["verdict"], row["cause"]) == ("unverified", "endpoint-unreachable")


class Issuing(FakeAws):
    """An account that also gives out the keys of its role, by STS and by IAM Identity Center."""

    def answer(self, method: str, path: str, body: str) -> Answer:
        if "Action=AssumeRole" in body:
            return write_role_keys()
        if path == "/token":
            return write_json({"accessToken": "canary-new", "expiresIn": 3600, "refreshToken": "canary-next"})
        if path.startswith("/federation/credentials"):
            return write_portal_keys()
        return super().answer(method, path, body)


@pytest.mark.parametrize("road", ["assume-role", "sso-renewed"])
def test_the_services_that_give_credentials_are_asked_with_the_certificates_of_the_system(
    road: str, machine: Machine, tmp_path: Path
) -> None:
    profile = ROADS[road](machine, "")["AWS_PROFILE"]
    refreshed = tmp_path / "refreshed"
    machine.write("home/.claude/settings.json", json.dumps({"awsAuthRefresh": f"touch {refreshed}"}))
    certificate = write_certificate(tmp_path)
    with served(Issuing()) as aws, inspecting_network(certificate, aws) as network:
        shell = {**REGION, "AWS_PROFILE": profile, "SSL_CERT_FILE": str(certificate)}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network)
    assert (ran.code, ran.data["verdict"], ran.causes) == (0, "ready", set())
    (note,) = ran.checks["step3.single-source"]["notes"]
    assert NOTE in note
    assert not refreshed.exists()


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", at_length("NODE_EXTRA_CA_CERTS")])
def test_a_certificate_that_is_installed_meanwhile_is_seen(name: str, aws: FakeAws, tmp_path: Path) -> None:
    certificate, installed = write_certificate(tmp_path), tmp_path / "installed.pem"
    terminal, is_over = tmp_path / "home" / "out", threading.Event()

    def install() -> None:
        while not is_over.wait(0.05):
            if terminal.exists() and b"open: " in terminal.read_bytes():
                installed.write_bytes(certificate.read_bytes())
                return

    installing = threading.Thread(target=install)
    with inspecting_network(certificate, aws) as network:
        installing.start()
        shell = {**REGION, **KEYS, **NOBODY, name: str(installed)}
        ran = run(tmp_path, "--watch=1", "--lang=en", variables=shell, plugin=network, values=QUICK)
    is_over.set()
    installing.join()
    assert (ran.code, ran.data["verdict"]) == (0, "ready")
    assert ran.said.index("<endpoint-unreachable>") < ran.said.index("open: ")
    assert (NOTE in str(ran.checks["step3.single-source"]["notes"])) == (name == "SSL_CERT_FILE")


def test_the_certificates_of_the_system_count_in_each_round_of_a_watch(tmp_path: Path) -> None:
    certificate = write_certificate(tmp_path)
    with haiku_refused(until=3) as aws, inspecting_network(certificate, aws) as network:
        shell = {**REGION, **KEYS, "SSL_CERT_FILE": str(certificate)}
        ran = run(tmp_path, "--watch=1", "--lang=en", variables=shell, plugin=network, values=QUICK)
    assert (ran.code, ran.data["verdict"], aws.looks) == (0, "ready", 3)
    (note,) = ran.checks["step3.single-source"]["notes"]
    assert NOTE in note


def test_a_role_that_only_untrusted_services_give_names_the_inspection(
    aws: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    ROADS["assume-role"](machine, "")
    with inspecting_network(write_certificate(tmp_path), aws) as network:
        shell = {**REGION, "AWS_PROFILE": "r", **NOBODY}
        ran = run(tmp_path, "--lang", "en", variables=shell, plugin=network)
    row = ran.checks["step3.credentials-resolve"]
    assert (ran.code, row["verdict"], row["cause"]) == (1, "failed", "endpoint-unreachable")
    assert "The network seems to inspect TLS connections" in row["fix"]
