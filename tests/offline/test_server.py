"""The same worlds over HTTP and HTTPS, asked with the guide's own commands by the real AWS CLI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.server import Served, serve
from tests.offline.accounts import BASE

_AWS = Path(sys.executable).with_name("aws")


def _aws(served: Served, command: str) -> tuple[int, Any, str]:
    """Exit code, JSON and errors of a command of the AWS CLI in a shell that has nothing but the scenario's lines."""
    given = {"PATH": os.environ["PATH"], **served.variables}
    done = subprocess.run(
        [str(_AWS), *command.split()], env=given, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, json.loads(done.stdout or "null"), done.stderr


def test_the_aws_command_is_there() -> None:
    assert _AWS.is_file() or shutil.which("aws"), "pip install 'bedrock-workshop-checkpoints[tests]'"


def test_the_guides_two_commands_work_with_keys_over_http() -> None:
    with serve(find_scenario("ready")) as served:
        assert served.url.startswith("http://127.0.0.1:")
        code, identity, _ = _aws(served, "sts get-caller-identity")
        assert (code, identity["Arn"]) == (0, "arn:aws:iam::123456789012:user/attendee")
        code, listed, _ = _aws(served, "bedrock list-inference-profiles --region us-east-1")
    assert code == 0
    ids = [each["inferenceProfileId"] for each in listed["inferenceProfileSummaries"]]
    assert ids == [profile.id for profile in BASE.catalogue.profiles]


def test_an_api_key_works_over_https_with_the_rehearsals_certificate() -> None:
    with serve(find_scenario("api-key")) as served:
        assert served.url.startswith("https://127.0.0.1:")
        assert Path(served.variables["AWS_CA_BUNDLE"]).read_text().startswith("-----BEGIN CERTIFICATE-----")
        code, listed, _ = _aws(served, "bedrock list-inference-profiles --region us-east-1")
        assert (code, len(listed["inferenceProfileSummaries"])) == (0, len(BASE.catalogue.profiles))


def test_a_denial_reads_in_a_terminal_as_aws_writes_it() -> None:
    with serve(find_scenario("policy-not-attached")) as served:
        code, listed, told = _aws(served, "bedrock list-inference-profiles --region us-east-1")
    assert (code, listed) == (255, None)
    assert (
        "An error occurred (AccessDeniedException) when calling the ListInferenceProfiles operation: User: "
        "arn:aws:iam::123456789012:user/attendee is not authorized to perform: bedrock:ListInferenceProfiles on "
        "resource: arn:aws:bedrock:us-east-1:123456789012:inference-profile/* because no identity-based policy allows "
        "the bedrock:ListInferenceProfiles action"
    ) in told


def test_an_sso_session_is_taken_through_the_portal() -> None:
    with serve(find_scenario("sso")) as served:
        code, identity, _ = _aws(served, "sts get-caller-identity")
    assert code == 0
    assert identity["Arn"].endswith("/attendee@workshop.example")


def test_two_servers_do_not_share_a_port() -> None:
    with serve(find_scenario("ready")) as served:
        port = int(served.url.rpartition(":")[2])
    with serve(find_scenario("ready"), port) as again:
        assert again.url == served.url


def test_the_scenarios_files_are_there_while_it_serves() -> None:
    with serve(find_scenario("region-only-in-dotenv")) as served:
        assert (served.project / ".env").is_file()
        assert "AWS_REGION" not in served.variables
    assert not served.home.exists()


@pytest.mark.parametrize(("name", "is_its_own"), [("endpoint-unreachable", True), ("ready", False)])
def test_a_scenario_about_an_endpoint_brings_its_own(name: str, is_its_own: bool) -> None:
    with serve(find_scenario(name)) as served:
        assert (served.variables["AWS_ENDPOINT_URL"] != served.url) is is_its_own
