"""A rehearsal's own machine: nothing of the real one gets in, nothing gets out, and all is as before afterwards."""

from __future__ import annotations

import os
import socket
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.handlers import BUILTIN_HANDLERS

from checkpoints.offline import metadata
from checkpoints.offline.rehearsal import fill_stand_ins, rehearse
from checkpoints.offline.scenarios import UnknownScenario, list_names
from tests.offline.calls import client


@pytest.fixture
def a_machine_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE",
        "AWS_ENDPOINT_URL_BEDROCK",
        "AWS_BEARER_TOKEN_BEDROCK",
        "https_proxy",
        "NO_PROXY",
        "CLAUDE_CONFIG_DIR",
        "ANTHROPIC_MODEL",
        "NODE_OPTIONS",
    ):
        monkeypatch.setenv(name, "of-the-real-machine")
    monkeypatch.setenv("CHECKPOINTS_LANG", "en")


@pytest.mark.usefixtures("a_machine_of_its_own")
def test_the_machines_own_variables_are_invisible_and_come_back() -> None:
    before = dict(os.environ)
    with rehearse("ready") as rehearsal:
        inside = {name: value for name, value in os.environ.items() if before.get(name) != value}
        hidden = before.keys() - os.environ.keys()
    assert inside == {
        "HOME": str(rehearsal.home),
        "USERPROFILE": str(rehearsal.home),
        "AWS_CONFIG_FILE": str(rehearsal.home / ".aws" / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(rehearsal.home / ".aws" / "credentials"),
        "AWS_REGION": "us-east-1",
    }
    assert hidden >= {"AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK", "https_proxy", "CLAUDE_CONFIG_DIR", "NODE_OPTIONS"}
    assert "CHECKPOINTS_LANG" not in hidden
    assert dict(os.environ) == before


def test_everything_is_as_before_after_an_error_too() -> None:
    before = dict(os.environ), socket.socket.connect, socket.getaddrinfo, list(BUILTIN_HANDLERS)
    with pytest.raises(KeyError), rehearse("ready") as rehearsal:
        os.environ["AWS_PROFILE"] = "left behind"
        raise KeyError
    assert (dict(os.environ), socket.socket.connect, socket.getaddrinfo, list(BUILTIN_HANDLERS)) == before
    assert not rehearsal.home.exists()
    with rehearse("ready"):
        assert client("sts").get_caller_identity()["Account"] == "123456789012"


def test_the_scenarios_files_are_where_the_attendee_would_have_them() -> None:
    with rehearse("region-only-in-dotenv") as rehearsal:
        assert (rehearsal.project / ".env").read_text() == "AWS_REGION=us-east-1\n"
        assert (rehearsal.home / ".aws" / "credentials").read_text().startswith("[default]\naws_access_key_id = AKIA")
        assert "AWS_REGION" not in os.environ
    with rehearse("claude-code-other-profile") as rehearsal:
        assert '"AWS_PROFILE": "other"' in (rehearsal.home / ".claude" / "settings.json").read_text()


def test_a_key_of_the_rehearsal_opens_nothing_after_it() -> None:
    with rehearse("ready"):
        pass
    with rehearse("no-credentials"):
        assert boto3.Session().get_credentials() is None


def test_rehearsals_do_not_nest() -> None:
    with (
        rehearse("ready"),
        pytest.raises(RuntimeError, match="a rehearsal is on already"),
        rehearse("admin"),
    ):
        pass
    with rehearse("ready"):
        assert client("sts").get_caller_identity()


def test_an_unknown_scenario_says_which_ones_are_known() -> None:
    with pytest.raises(UnknownScenario) as caught, rehearse("redy"):
        pass
    assert caught.value.name == "redy"
    assert caught.value.known == list_names()


def test_whoever_tries_to_leave_is_kept_and_recorded() -> None:
    with rehearse("ready") as rehearsal:
        with pytest.raises(OSError, match="does not leave this machine"):
            socket.create_connection(("203.0.113.5", 443), timeout=1)
        with pytest.raises(OSError, match="does not leave this machine"):
            urllib.request.urlopen("http://workshop.example/", timeout=1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram, pytest.raises(OSError):
            datagram.sendto(b"?", ("203.0.113.53", 53))
        with socket.socket() as other, pytest.raises(OSError):
            other.connect_ex(("127.0.0.1", 9))
        assert rehearsal.attempts == ("203.0.113.5:443", "workshop.example", "203.0.113.53:53", "127.0.0.1:9")


def test_an_endpoint_elsewhere_is_kept_although_moto_does_not_answer_for_it() -> None:
    with rehearse("ready") as rehearsal:
        os.environ["AWS_ENDPOINT_URL"] = "https://aws.workshop.example"
        with pytest.raises(Exception, match=r"aws\.workshop\.example"):
            client("sts").get_caller_identity()
        assert rehearsal.attempts == ("aws.workshop.example",)


def test_looking_for_a_metadata_service_is_no_attempt_to_leave() -> None:
    with rehearse("no-credentials") as rehearsal:
        assert boto3.Session().get_credentials() is None
        assert rehearsal.attempts == ()
        assert set(rehearsal.guard.metadata_attempts) == {"169.254.169.254:80"}


@pytest.mark.parametrize("name", ["instance-role", "container-role"])
def test_the_rehearsals_own_metadata_service_may_be_asked(name: str) -> None:
    with rehearse(name) as rehearsal:
        assert client("sts").get_caller_identity()["Arn"].startswith("arn:aws:sts::")
        assert rehearsal.attempts == ()


def test_an_instance_gives_its_role_only_for_a_token() -> None:
    with rehearse("instance-role"):
        place = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"]
        with pytest.raises(urllib.request.HTTPError) as caught:
            urllib.request.urlopen(f"{place}/latest/meta-data/iam/security-credentials/", timeout=3)
    assert caught.value.code == 401


def _status(url: str, **headers: str) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=3) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_an_instance_tells_its_region_and_nothing_that_it_does_not_have() -> None:
    token = {"X-aws-ec2-metadata-token": metadata.TOKEN}
    with rehearse("instance-role"):
        place = os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] + "/latest/meta-data"
        assert _status(f"{place}/placement/region", **token) == 200
        assert _status(f"{place}/iam/security-credentials/AnotherRole", **token) == 404


def test_a_machine_that_is_no_instance_has_no_role() -> None:
    with rehearse("container-role"):
        place = os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"].partition("/container")[0]
        assert _status(f"{place}/latest/meta-data/iam/security-credentials/") == 404


def test_the_sso_portal_knows_only_tokens_of_its_sessions() -> None:
    with rehearse("sso"):
        portal = client("sso")
        asked = {"roleName": "Workshop", "accountId": "123456789012"}
        with pytest.raises(portal.exceptions.UnauthorizedException):
            portal.get_role_credentials(accessToken="another", **asked)


def test_a_rehearsal_of_a_defect_breaks_that_rule_and_no_other() -> None:
    from checkpoints.rules import step1, step2

    whole = step2.judge_marketplace_permissions
    with rehearse("check-breaks"):
        assert step2.judge_marketplace_permissions is not whole
        assert step1.judge_use_case.__module__ == "checkpoints.rules.step1"
    assert step2.judge_marketplace_permissions is whole


def test_stand_ins_are_filled(tmp_path: Path) -> None:
    assert fill_stand_ins("<home>/a <unknown> <home>", {"home": str(tmp_path)}) == f"{tmp_path}/a <unknown> {tmp_path}"
