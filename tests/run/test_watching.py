"""`--watch` looks again at what has not passed while somebody fixes it, and never lets a verdict outlive its proof."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.facts.chain import write_process
from tests.machine import Machine
from tests.run.changing_aws import (
    HAIKU,
    NO_KEYS,
    OTHER_KEY,
    QUICK,
    SONNET,
    ChangingAws,
    WithRole,
    haiku_refused,
    watch,
    write_keys,
)
from tests.run.fake_aws import CALLS, served
from tests.run.running import Ran, read_report, run
from tests.storage import receiver as drop_box
from tests.storage.receiver import Receiver
from tests.storage.signing import sign_text
from tests.web_server import Answer

OPEN = "open: "
BOX = "checkpoint.model-access"
BOTH = {"step1.sonnet-access", "step1.haiku-access", BOX}


def flat(ran: Ran) -> str:
    """All that was said, in one line."""
    return " ".join(ran.said.split())


def test_a_model_that_is_granted_meanwhile_passes_and_no_model_is_billed_twice(tmp_path: Path) -> None:
    junit = tmp_path / "junit.xml"
    with haiku_refused(until=3) as aws:
        ran = watch(tmp_path, aws, f"--junitxml={junit}")
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (0, "ready", False)
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)
    assert (aws.looks, aws.count("GetCallerIdentity")) == (3, 1)
    assert ran.out.decode().count("test session starts") == 1
    assert ran.said.count("1.1 AWS environment setup: checkpoints") == 1, "the checklist is there once, in the end"
    assert ran.said.count(OPEN) == 2
    assert ran.said.index("model-access-not-granted") < ran.said.index(OPEN)
    # pytest is told of the last round alone.
    assert 'failures="0"' in junit.read_text(encoding="utf-8")
    assert 'tests="15"' in junit.read_text(encoding="utf-8")
    assert "14 passed, 1 skipped in" in ran.said


def test_a_policy_that_is_attached_meanwhile_passes(tmp_path: Path) -> None:
    with served(ChangingAws(no_stream={SONNET, HAIKU})) as aws:
        aws.after = {2: aws.no_stream.clear}
        ran = watch(tmp_path, aws)
    assert (ran.code, ran.data["verdict"]) == (0, "ready")
    assert "<streaming-not-allowed>" in ran.said
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)


def test_only_what_has_not_passed_is_asked_about_until_it_has(tmp_path: Path) -> None:
    """A round whose model is still refused asks IAM nothing, and calls no model for a token."""
    with haiku_refused() as aws:
        ran = watch(tmp_path, aws, "-k", "haiku_access or sonnet_access", minutes="0.03")
    assert (ran.code, ran.of("failed"), ran.of("passed")) == (1, {"step1.haiku-access"}, {"step1.sonnet-access"})
    assert aws.looks >= 3
    assert aws.count("/invoke", SONNET) == 2, "its stream and its token, in the first round"
    in_each = aws.count("GetCallerIdentity"), aws.count("/invoke-with-response-stream", HAIKU)
    assert in_each == (1, aws.looks)
    assert aws.count("max_tokens", HAIKU) == 0


# -- what changes on the machine


def test_a_file_that_is_fixed_is_seen_and_everything_is_tried_anew(tmp_path: Path) -> None:
    with served(ChangingAws(bad_keys={"AKIAQ7EXAMPLEBADKEY0"})) as aws:
        aws.after = {2: lambda: write_keys(tmp_path)}
        ran = watch(tmp_path, aws, variables=write_keys(tmp_path, "AKIAQ7EXAMPLEBADKEY0"))
    assert (ran.code, ran.data["verdict"]) == (0, "ready"), ran.said
    assert "<invalid-credentials>" in ran.said
    assert ran.data["billed_invocations"] == 2
    assert "canary" not in ran.said + ran.html


SWITCHES: dict[str, tuple[str, set[str], str, int, str, list[int]]] = {
    # the new key; models that are refused from then on; minutes; exit code, principal, and the calls that are billed
    "what passed with other credentials does not stand": (OTHER_KEY, {SONNET, HAIKU}, "0.05", 1, "somebody", [1]),
    "another identity is billed for its own replies": (OTHER_KEY, set(), "1", 0, "somebody", [2, 2]),
    "new keys of the same user are not billed again": ("AKIAQ7EXAMPLERENEWED", set(), "1", 0, "attendee", [1, 1]),
}


@pytest.mark.parametrize("case", SWITCHES)
def test_keys_that_are_changed_in_a_file(case: str, tmp_path: Path) -> None:
    key, refused, minutes, code, principal, calls = SWITCHES[case]

    def switch() -> None:
        aws.refused = refused
        write_keys(tmp_path, key)

    with haiku_refused() as aws:
        aws.after = {2: switch}
        ran = watch(tmp_path, aws, minutes=minutes, variables=write_keys(tmp_path))
    assert (ran.code, ran.data["attendee"]["principal"]) == (code, f"user/{principal}")
    assert (ran.of("failed") >= BOTH) is (code == 1)
    assert ran.data["verdict"] == ("not_ready" if code else "ready")
    assert sorted(Counter(aws.one_token).values()) == calls
    assert ran.data["billed_invocations"] == sum(calls)
    if code:
        assert "A file or the credentials have changed: everything was looked at anew." in flat(ran)
        assert "Claude Sonnet model access (Passed)" not in ran.said


def test_ready_is_told_of_one_round_and_not_of_several_together(tmp_path: Path) -> None:
    """When Haiku is granted, Sonnet has been taken away: at no time was the attendee ready."""
    with haiku_refused() as aws:
        aws.after = {2: lambda: setattr(aws, "refused", {SONNET})}
        ran = watch(tmp_path, aws, minutes="0.05")
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    assert ran.of("failed") >= {"step1.sonnet-access", BOX}
    assert "step1.haiku-access" in ran.of("passed")
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)


class WithMuteHaiku(ChangingAws):
    """Haiku answers, and with no message."""

    def _model(self, path: str, body: str) -> Answer:
        is_mute = HAIKU in path and "max_tokens" in body
        return (200, "", '{"type": "other"}') if is_mute else super()._model(path, body)


def test_that_nothing_has_failed_is_told_of_one_round_as_well(tmp_path: Path) -> None:
    """While Haiku says nothing, the subscription stays unverified; Sonnet, which answered, is taken away."""
    with served(WithMuteHaiku()) as aws:
        aws.after = {2: lambda: setattr(aws, "refused", {SONNET})}
        ran = watch(tmp_path, aws, "-k", "sonnet_access or subscribed", minutes="0.03")
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    assert ran.of("failed") == {"step1.sonnet-access"}
    assert ran.of("unverified") == {"step2.marketplace-permissions"}


def test_a_variable_cannot_be_seen_and_the_watch_says_so_and_ends(tmp_path: Path) -> None:
    with served(ChangingAws()) as aws:
        ran = watch(tmp_path, aws, variables={"AWS_REGION": ""})
    assert (ran.code, ran.causes, aws.looks) == (1, {"region-missing"}, 1)
    assert "so it does not look again. Fix these in the shell, and run again: AWS_REGION exported" in flat(ran)
    assert OPEN not in ran.said


def test_beside_a_variable_it_goes_on_with_what_can_change(tmp_path: Path) -> None:
    with haiku_refused(until=2) as aws:
        ran = watch(tmp_path, aws, variables={"AWS_REGION": ""})
    assert (ran.code, ran.causes, aws.looks) == (1, {"region-missing"}, 2)
    said = flat(ran)
    assert said.index("End this run, fix these in the shell") < said.index("so it does not look again")
    assert "step1.haiku-access" in ran.of("passed")


def test_a_role_that_is_attached_to_the_instance_meanwhile_is_found(tmp_path: Path) -> None:
    aws = WithRole()
    aws.after = {-2: lambda: setattr(aws, "role", "ASIAQ7EXAMPLEROLE001")}
    ran = aws.watch(tmp_path)
    assert (ran.code, ran.data["verdict"], ran.data["attendee"]["credential_source"]) == (0, "ready", "instance-role")
    assert "<no-credentials>" in ran.said


def test_what_passed_with_one_role_does_not_stand_once_another_is_attached(tmp_path: Path) -> None:
    """No file changes: the metadata service is asked in each round."""
    aws = WithRole(role="ASIAQ7EXAMPLEROLE001", refused={HAIKU})

    def swap() -> None:
        aws.role = OTHER_KEY
        aws.refused.add(SONNET)

    aws.after = {-2: swap}
    ran = aws.watch(tmp_path, minutes="0.05")
    assert ran.code == 1
    assert ran.of("failed") >= BOTH
    assert ran.data["attendee"]["principal"] == "user/somebody"


def test_a_command_that_renews_credentials_is_run_once_however_often_its_files_change(
    machine: Machine, tmp_path: Path
) -> None:
    """It may open a browser. It writes into the cache of logins each time, which alone begins a round."""
    cache = machine.home / ".aws" / "sso" / "cache"
    cache.mkdir(parents=True)
    script = machine.write(
        "renew.py",
        "import pathlib, sys, time\n"
        f"with open({str(tmp_path / 'runs')!r}, 'a') as runs: runs.write('x')\n"
        f"pathlib.Path({str(cache)!r}, 'token.json').write_text('{{\"accessToken\": \"canary-%s\"}}' % time.time())\n"
        "sys.exit(1)\n",
    )
    machine.write("home/.claude/settings.json", json.dumps({"awsAuthRefresh": f"{sys.executable} {script}"}))
    with served(ChangingAws()) as aws:
        ran = watch(tmp_path, aws, minutes="0.03", variables={**NO_KEYS, "AWS_EC2_METADATA_DISABLED": "true"})
    assert ran.code == 1
    assert "step3.credentials-resolve" in ran.of("failed")
    assert (tmp_path / "runs").read_text() == "x"
    assert "canary" not in ran.said + ran.html


def test_credentials_that_can_no_longer_be_renewed_are_told_as_what_is_wrong(machine: Machine, tmp_path: Path) -> None:
    """No file changes: the command of a profile gives keys for a few minutes, and later none."""
    gone = tmp_path / "gone"
    write_process(
        machine,
        "import datetime, json, pathlib, sys\n"
        f"if pathlib.Path({str(gone)!r}).exists(): sys.exit(1)\n"
        "ends = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=5)\n"
        "keys = {'AccessKeyId': 'ASIAQ7EXAMPLEVENDED0', 'SecretAccessKey': 'canary/key', 'SessionToken': 'canary'}\n"
        "print(json.dumps({'Version': 1, **keys, 'Expiration': ends.isoformat()}))\n",
    )
    with haiku_refused() as aws:
        aws.after = {2: gone.touch}
        ran = watch(tmp_path, aws, minutes="0.1", variables={**NO_KEYS, "AWS_EC2_METADATA_DISABLED": "true"})
    assert (ran.code, ran.causes) == (1, {"credential-process-failed"}), ran.said
    assert "step3.credentials-resolve" in ran.of("failed")
    assert ran.of("passed") == {"step4.region-exported", "step4.region-is-guide"}
    assert "canary" not in ran.said + ran.html


# -- how it ends


def test_a_defect_of_the_suite_in_a_later_round_is_told_as_one(tmp_path: Path) -> None:
    broken = """
from checkpoints.run import machine_facts
def read(*given, right=machine_facts.read_machine, seen=[]):
    seen.append(1)
    if len(seen) > 1:
        raise RuntimeError("canary")
    return right(*given)
machine_facts.read_machine = read
"""
    with haiku_refused() as aws:
        arguments = ("--watch=0.02", "--lang=en")
        ran = run(tmp_path, *arguments, variables=aws.shell, plugin=broken, values=QUICK)
    assert (ran.code, ran.data["verdict"], ran.of("passed")) == (1, "not_ready", set())
    assert "internal-error" in ran.causes
    assert "INTERNALERROR" not in ran.said


def test_where_all_is_well_there_is_one_round_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    with served(ChangingAws()) as aws:
        watched, plain = watch(tmp_path / "watched", aws), run(tmp_path / "plain", "--lang=en", variables=aws.shell)
    assert (watched.code, aws.looks) == (0, 2)
    same = [each.said.replace(str(each.page), "").rpartition("Report: ")[0] for each in (watched, plain)]
    assert same[0].splitlines()[-40:] == same[1].splitlines()[-40:]


def test_when_the_time_is_over_it_says_so_and_hands_in_what_the_last_round_found(tmp_path: Path) -> None:
    with haiku_refused() as aws:
        ran = watch(tmp_path, aws, "--hand-in", "--attendee=Hong", minutes="0.02")
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False)
    assert "The time is over: this was the last look." in ran.said
    assert ran.data["duration_s"] >= 1.2
    assert read_report(ran.hand_in.read_bytes())["verdict"] == "not_ready"
    assert "You are not ready yet, and the hand-in says so." in ran.said


def test_it_hands_in_and_uploads_once_when_all_is_ready(tmp_path: Path) -> None:
    with haiku_refused(until=3) as aws, drop_box.served(Receiver()) as receiver:
        ran = watch(tmp_path, aws, f"--hand-in-to={sign_text(receiver)}")
    assert (ran.code, len(receiver.forms)) == (0, 1)
    (content,) = receiver.objects.values()
    assert content == ran.hand_in.read_bytes()
    assert read_report(content)["verdict"] == "ready"


def test_a_watch_of_one_step_ends_once_it_has_passed_and_with_x_each_round_at_its_first_failure(tmp_path: Path) -> None:
    with served(ChangingAws(refused={SONNET, HAIKU})) as aws:
        aws.after = {2: lambda: aws.grant(SONNET), 3: lambda: aws.grant(HAIKU)}
        ran = watch(tmp_path, aws, "-x", "-m", "step1")
    assert (ran.code, ran.data["verdict"], ran.data["selection"]) == (0, "unproven", "-m step1"), ran.said
    assert len(ran.of("passed")) == 3
    said = ran.said
    assert said.index("Claude Sonnet model access (Failed)") < said.index("Claude Haiku model access (Failed)")
