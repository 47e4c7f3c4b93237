"""Endpoints and commands that hang, refuse or have no end: one root cause, soon, and little memory."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.workshop import WORKSHOP
from tests.hostile_server import LARGE, SLOW, hostile_server
from tests.lengths import choose_cases
from tests.machine import KEYS, Machine
from tests.run.changing_aws import ChangingAws
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run

ANSWERED_BY_THE_MACHINE = {f"step3.{name}" for name in ("credentials-resolve", "single-source")}
ANSWERED_BY_THE_MACHINE |= {f"step4.{name}" for name in ("region-exported", "region-is-guide")}
# Shorter times than those of a run.
SHORT: dict[str, object] = {"checkpoints.facts.sending.READ_TIMEOUT_S": 1.0}


@pytest.mark.parametrize(
    ("endpoint", "cause"),
    [("hanging", "timeout"), ("refusing", "endpoint-unreachable"), ("nameless", "endpoint-unreachable")],
)
def test_an_endpoint_that_does_not_answer_is_one_root_cause(endpoint: str, cause: str, tmp_path: Path) -> None:
    with served(FakeAws(silent=("",))) as aws, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refusing = f"http://127.0.0.1:{closed.getsockname()[1]}"
        url = {"hanging": aws.url, "refusing": refusing, "nameless": "http://bedrock.invalid"}[endpoint]
        ran = run(tmp_path, variables=FakeAws(url=url).shell, values=SHORT)
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    failed = {name: row["cause"] for name, row in ran.checks.items() if row["verdict"] == "failed"}
    # A box is failed when one of its checks is.
    assert failed == {"step3.credentials-valid": cause, "checkpoint.credentials-test": cause}
    assert ran.of("passed") == ANSWERED_BY_THE_MACHINE
    blocked = {name: row["blocked_by"] for name, row in ran.checks.items() if row["verdict"] == "blocked"}
    assert blocked.keys() == BY_ID.keys() - ANSWERED_BY_THE_MACHINE - failed.keys()
    assert {root for roots in blocked.values() for root in roots} == {"step3.credentials-valid"}
    assert (ran.data["endpoint"], ran.data["billed_invocations"]) == ("custom", 0)


HAIKU, ON_THEM = "step1.haiku-access", "step2.model-permissions"
_HAIKU = f"/model/us.{WORKSHOP.haiku.bedrock_id}"
ON_MODELS = {"step1.sonnet-access", HAIKU, "step1.use-case", "checkpoint.model-access"}
ON_MODELS |= {"step2.policy-attached", ON_THEM, "step2.marketplace-permissions"}
LISTED = {"step4.profiles-listed", "step4.model-profiles", "checkpoint.credentials-test"}
# What hangs; what is unverified for it, the operation that is named, and the calls that may have been billed.
SLOW_ONES: dict[str, tuple[str, set[str], str, int]] = {
    "one-stream": (f"{_HAIKU}/invoke-with-response-stream", {ON_THEM}, STREAM, 2),
    "the-calls-of-one-model": (
        f"{_HAIKU}/",
        {HAIKU, ON_THEM, "checkpoint.model-access", "step2.marketplace-permissions"},
        INVOKE,
        1,
    ),
    "the-calls-for-a-token": ("max_tokens", ON_MODELS - {ON_THEM, "step2.policy-attached"}, INVOKE, 2),
    "the-list": ("/inference-profiles", {*LISTED, "step2.policy-attached", ON_THEM}, LIST, 2),
    "whoever-asks-who-it-is": ("GetCallerIdentity", set(), "", 2),
}


@pytest.mark.parametrize(("silent", "open_ones", "named", "billed"), SLOW_ONES.values(), ids=SLOW_ONES)
def test_what_is_slow_while_aws_answers_other_questions_proves_nothing(
    silent: str, open_ones: set[str], named: str, billed: int, tmp_path: Path
) -> None:
    with served(FakeAws(silent=(silent,))) as aws:
        ran = run(tmp_path, "--lang", "en", variables=aws.shell, values=SHORT)
    assert (ran.code, ran.of("failed"), ran.of("blocked")) == (7 if open_ones else 0, set(), set())
    assert ran.of("unverified") == open_ones
    assert {ran.checks[check]["cause"] for check in open_ones} <= {"timeout"}
    for check in open_ones:
        assert ran.checks[check]["fix"].startswith("Run again in a few minutes.")
    for check in open_ones & {HAIKU, ON_THEM}:
        assert named in re.findall(r"bedrock:\w+", ran.checks[check]["detail"])
    assert ran.data["billed_invocations"] == billed
    assert ran.data["duration_s"] < 20


def test_a_service_that_hangs_is_asked_once_and_does_not_hold_the_others_up(tmp_path: Path) -> None:
    with served(FakeAws(silent=("/model/",))) as aws:
        ran = run(tmp_path, variables=aws.shell, values=SHORT)
    assert (ran.code, ran.of("failed")) == (1, {"step2.model-permissions"})
    assert ran.checks["step2.model-permissions"]["cause"] == "timeout"
    assert {"step3.credentials-valid", "step4.model-profiles", "checkpoint.credentials-test"} <= ran.of("passed")
    assert len(ran.of("blocked")) == 6
    assert aws.one_token == []
    assert len([path for _, path, _ in aws.asked if path.startswith("/model/")]) == 2


def test_a_look_that_hangs_is_not_taken_at_another_model_and_leaves_nothing_open(tmp_path: Path) -> None:
    with served(FakeAws(silent=("/foundation-model",))) as aws:
        ran = run(tmp_path, variables=aws.shell, values=SHORT)
    assert (ran.code, ran.data["verdict"], ran.data["billed_invocations"]) == (0, "ready", 2)
    looks = [path for _, path, _ in aws.asked if path.startswith("/foundation-model")]
    assert len(looks) == 2
    assert all(WORKSHOP.sonnet.bedrock_id in path for path in looks)


# -- answers without an end


LIMIT_MB = 200
# The most memory that it has had, which only Linux tells of one process.
PLUGIN = """
import pathlib, re

def pytest_unconfigure():
    status = pathlib.Path("/proc/self/status")
    peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else "0"
    (pathlib.Path(__file__).parent / "peak").write_text(peak)
"""
HOSTILE = {
    "slow-body": (SLOW["body"], 1, "timeout", 0),
    "slow-continue": (SLOW["continue"], 1, "timeout", 0),
    "large-body": (LARGE["body"], 7, "service-error", 2),
    "large-error": (LARGE["error-in-json"], 7, "service-error", 0),
}


@pytest.mark.parametrize(("answer", "code", "cause", "billed"), HOSTILE.values(), ids=HOSTILE)
def test_a_run_against_a_hostile_endpoint_ends_in_a_report(
    answer: Callable[[], object], code: int, cause: str, billed: int, tmp_path: Path
) -> None:
    with hostile_server(answer) as port:  # type: ignore[arg-type]
        shell = {**FakeAws().shell, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
        ran = run(tmp_path, variables=shell, plugin=PLUGIN, values=SHORT if cause == "timeout" else None)
    assert (ran.code, ran.checks["step4.profiles-listed"]["cause"]) == (code, cause)
    assert ran.data["billed_invocations"] == billed
    assert ran.data["duration_s"] < 20
    assert int((tmp_path / "peak").read_text()) < LIMIT_MB * 1000
    assert "checkpoint-report" in ran.html


# -- commands that hand out credentials


posix = pytest.mark.skipif(os.name == "nt", reason="`sleep` is of POSIX")
# A shorter time than that of a run for the chain and the commands of the settings together.
SHORT_CHAIN: dict[str, object] = {"checkpoints.run.claude_code._CHAIN_S": 1.0}
PROCESS = "[default]\ncredential_process = sleep 60\n"
ASKING = "[default]\ncredential_process = sh -c 'read password && sleep 60'\n"
MACHINES: dict[str, tuple[tuple[str, ...], str, str]] = {
    # commands of the user's settings; ~/.aws/config; what the report names
    "export": (("awsCredentialExport",), "", "awsCredentialExport"),
    "refresh": (("awsAuthRefresh",), "", "awsAuthRefresh"),
    "export and refresh": (("awsCredentialExport", "awsAuthRefresh"), "", "awsAuthRefresh"),
    "process": ((), PROCESS, "[default]"),
    "process that asks for a password": ((), ASKING, "[default]"),
    "all": (("awsCredentialExport", "awsAuthRefresh"), PROCESS, "[default]"),
}


@posix
@pytest.mark.parametrize(("names", "config", "named"), choose_cases(MACHINES, ("export", "refresh", "process")))
def test_a_silent_command_that_claude_code_waits_longer_for_is_left_open_by_its_name(
    names: tuple[str, ...], config: str, named: str, machine: Machine, tmp_path: Path
) -> None:
    machine.write("home/.claude/settings.json", json.dumps(dict.fromkeys(names, "sleep 60")))
    machine.write("home/.aws/config", config)
    shell = {"AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=shell, values=SHORT_CHAIN)
    found = ran.checks["step3.credentials-resolve"]
    assert (ran.code, ran.data["verdict"]) == (7, "unproven")
    assert (found["verdict"], found["cause"]) == ("unverified", "timeout")
    assert named in found["detail"]
    assert ran.data["duration_s"] < 12


@posix
@pytest.mark.parametrize(
    ("command", "code", "verdict", "cause"),
    [("sleep 60", 7, "unverified", "timeout"), ("exit 0", 1, "failed", "invalid-credentials")],
)
def test_a_command_beside_keys_that_aws_refuses_is_run_once(
    command: str, code: int, verdict: str, cause: str, machine: Machine, tmp_path: Path
) -> None:
    count = tmp_path / "count"
    machine.write("home/.claude/settings.json", json.dumps({"awsAuthRefresh": f"echo run >> '{count}'; {command}"}))
    with served(ChangingAws(bad_keys={KEYS["AWS_ACCESS_KEY_ID"]})) as aws:
        ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=aws.shell, values=SHORT_CHAIN)
    found = ran.checks["step3.credentials-valid"]
    assert (ran.code, found["verdict"], found["cause"]) == (code, verdict, cause)
    assert ("awsAuthRefresh" in found["detail"]) == (cause == "timeout")
    assert count.read_text() == "run\n"
    assert ran.data["duration_s"] < 12


@posix
def test_keys_beside_a_command_that_does_not_end_are_not_claude_code_s(machine: Machine, tmp_path: Path) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"awsCredentialExport": "read password; echo"}))
    with served(ChangingAws()) as aws:
        ran = run(tmp_path, "-m", "step3", "--lang", "en", variables=aws.shell, values=SHORT_CHAIN)
    found, used = ran.checks["step3.single-source"], ran.data["claude_code"]
    assert (ran.code, found["verdict"], found["cause"]) == (7, "unverified", "timeout")
    assert (used["credential_source"], used["same_identity"]) == ("credential-export", None)
