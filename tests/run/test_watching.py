"""`--watch` looks again at what has not passed while somebody fixes it, and never lets a verdict outlive its proof."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from checkpoints.guide.policy import STREAM
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.hand_in import Reading, read_hand_in
from tests.run.fake_aws import ARN, FakeAws, served
from tests.run.running import LIMIT_S, ROOT, Ran, command, run, shell
from tests.run.test_billing import CALLS
from tests.storage import receiver as drop_box
from tests.storage.receiver import Receiver
from tests.storage.signing import sign_text

QUICK = """
from checkpoints.run import rounds
rounds.SHORTEST_S, rounds.LONGEST_S, rounds.CHECK_S, rounds.SETTLE_S = 0.2, 0.4, 0.1, 0.1
"""
SLOW = QUICK + "rounds.SHORTEST_S = rounds.LONGEST_S = 600.0\n"
SONNET, HAIKU = (model.bedrock_id for model in (WORKSHOP.sonnet, WORKSHOP.haiku))
NOT_GRANTED = "You don't have access to the model with the specified model ID."
DENIED = (
    "User: {arn} is not authorized to perform: {action} on resource: "
    "arn:aws:bedrock:us-east-1:210987654321:inference-profile/us.{model} because no identity-based policy allows the "
    "{action} action"
)
OTHER_KEY = "AKIAQ7EXAMPLOTHERKEY"
OTHER_ARN = ARN.replace("attendee", "somebody")
ALL = {row.id for row in REQUIREMENTS}
OPEN = "open: "


@dataclass
class ChangingAws(FakeAws):
    """An account that somebody changes. looks: how often the profiles were listed, once in each round.

    after: what is done when a round begins, by its number. refusals: what a model is refused with, by its id;
    no_stream: models that may not be streamed. bad_keys: access key ids that AWS does not know.
    """

    looks: int = 0
    after: dict[int, Callable[[], object]] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    no_stream: set[str] = field(default_factory=set)
    bad_keys: set[str] = field(default_factory=set)

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        if path.startswith("/inference-profiles"):
            self.looks += 1
            self.after.get(self.looks, lambda: None)()
        status, error, text = super().answer(method, path, body)
        if self.request.key in self.bad_keys:
            told = "The security token included in the request is invalid."
            if "Action=" in body:
                code = "<Type>Sender</Type><Code>InvalidClientTokenId</Code>"
                return 403, "", f"<ErrorResponse><Error>{code}<Message>{told}</Message></Error></ErrorResponse>"
            return 403, "UnrecognizedClientException", json.dumps({"message": told})
        if self.request.key == OTHER_KEY:
            text = text.replace(ARN, OTHER_ARN).replace("AIDAEXAMPLEEXAMPLE000", "AIDAEXAMPLEEXAMPLE111")
        return status, error, text

    def _model(self, path: str, body: str) -> tuple[int, str, str]:
        model = SONNET if SONNET in path else HAIKU
        if model in self.refusals:
            return 403, "AccessDeniedException", json.dumps({"message": self.refusals[model]})
        if model in self.no_stream and path.endswith("stream"):
            told = DENIED.format(arn=ARN, action=STREAM, model=model)
            return 403, "AccessDeniedException", json.dumps({"message": told})
        return super()._model(path, body)

    def count(self, part: str, model: str = "") -> int:
        """How many requests had this in their path or body."""
        return sum(part in path + body and model in path for _, path, body in self.asked)

    def grant(self, model: str) -> None:
        """Let a model be called."""
        self.refusals.pop(model, None)


def watch(folder: Path, aws: FakeAws, *arguments: str, minutes: str = "1", **given: Any) -> Ran:
    """A run that watches, at short intervals."""
    variables = {**aws.shell, **given.pop("variables", {})}
    variables = {name: value for name, value in variables.items() if value}
    return run(folder, f"--watch={minutes}", "--lang=en", *arguments, variables=variables, plugin=QUICK, **given)


def write_keys(folder: Path, key: str) -> dict[str, str]:
    """Put a pair of keys into the file of credentials, and take those in the variables away."""
    place = folder / "home" / ".aws"
    place.mkdir(parents=True, exist_ok=True)
    part = place / "part"
    part.write_text(
        f"[default]\naws_access_key_id = {key}\naws_secret_access_key = canary/secret+key0123456789abcdef12\n"
    )
    part.replace(place / "credentials")
    return {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}


def test_a_model_that_is_granted_meanwhile_passes_and_no_model_is_billed_twice(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {3: lambda: aws.grant(HAIKU)}
    with served(aws):
        ran = watch(tmp_path, aws)
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (0, "ready", False)
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)
    assert aws.looks == 3
    assert aws.count("GetCallerIdentity") == 1
    assert ran.out.decode().count("test session starts") == 1
    assert ran.said.count("1.1 AWS environment setup: checkpoints") == 1, "the checklist is there once, in the end"
    assert ran.said.count(OPEN) == 2
    assert ran.said.index("model-access-not-granted") < ran.said.index(OPEN)


def test_pytest_is_told_of_the_last_round_alone(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {2: lambda: aws.grant(HAIKU)}
    junit = tmp_path / "junit.xml"
    with served(aws):
        ran = watch(tmp_path, aws, f"--junitxml={junit}")
    assert ran.code == 0
    assert 'failures="0"' in junit.read_text(encoding="utf-8")
    assert 'tests="15"' in junit.read_text(encoding="utf-8")
    assert "14 passed, 1 skipped in" in ran.said


def test_a_policy_that_is_attached_meanwhile_passes(tmp_path: Path) -> None:
    aws = ChangingAws(no_stream={SONNET, HAIKU})
    aws.after = {2: aws.no_stream.clear}
    with served(aws):
        ran = watch(tmp_path, aws)
    assert (ran.code, ran.data["verdict"]) == (0, "ready")
    assert "<streaming-not-allowed>" in ran.said
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)


def test_only_what_has_not_passed_is_asked_about_until_it_has(tmp_path: Path) -> None:
    """A round whose model is still refused asks IAM nothing, and calls no model for a token."""
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    with served(aws):
        ran = watch(tmp_path, aws, "-k", "haiku_access or sonnet_access", minutes="0.06")
    assert (ran.code, ran.of("failed"), ran.of("passed")) == (1, {"step1.haiku-access"}, {"step1.sonnet-access"})
    assert aws.looks >= 3
    assert aws.count("/invoke", SONNET) == 2, "its stream and its token, in the first round"
    in_each = aws.count("GetCallerIdentity"), aws.count("/invoke-with-response-stream", HAIKU)
    assert in_each == (1, aws.looks)
    assert aws.count("max_tokens", HAIKU) == 0


def test_a_file_that_is_fixed_is_seen_and_everything_is_tried_anew(tmp_path: Path) -> None:
    variables = write_keys(tmp_path, "AKIAQ7EXAMPLEBADKEY0")
    aws = ChangingAws(bad_keys={"AKIAQ7EXAMPLEBADKEY0"})
    aws.after = {2: lambda: write_keys(tmp_path, "AKIAQ7EXAMPL2345ABCD")}
    with served(aws):
        ran = watch(tmp_path, aws, variables=variables)
    assert (ran.code, ran.data["verdict"]) == (0, "ready"), ran.said
    assert "<invalid-credentials>" in ran.said
    assert ran.data["billed_invocations"] == 2
    assert "canary" not in ran.said + ran.html


def test_what_passed_with_other_credentials_does_not_stand(tmp_path: Path) -> None:
    """Sonnet answered the first identity; the second, to which a file is changed, is refused both models."""
    variables = write_keys(tmp_path, "AKIAQ7EXAMPL2345ABCD")
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def switch() -> None:
        aws.refusals[SONNET] = NOT_GRANTED
        write_keys(tmp_path, OTHER_KEY)

    aws.after = {2: switch}
    with served(aws):
        ran = watch(tmp_path, aws, minutes="0.12", variables=variables)
    assert ran.code == 1
    assert {"step1.sonnet-access", "step1.haiku-access", "checkpoint.model-access"} <= ran.of("failed")
    assert "A file or the credentials have changed: everything was looked at anew." in flat(ran)
    assert ran.data["attendee"]["principal"] == "user/somebody"
    assert ran.data["billed_invocations"] == 1
    assert "Claude Sonnet model access (Passed)" not in ran.said


def test_another_identity_has_its_own_replies_and_is_billed_for_them(tmp_path: Path) -> None:
    variables = write_keys(tmp_path, "AKIAQ7EXAMPL2345ABCD")
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def switch() -> None:
        aws.grant(HAIKU)
        write_keys(tmp_path, OTHER_KEY)

    aws.after = {2: switch}
    with served(aws):
        ran = watch(tmp_path, aws, variables=variables)
    assert (ran.code, ran.data["verdict"], ran.data["attendee"]["principal"]) == (0, "ready", "user/somebody")
    assert Counter(aws.one_token) == dict.fromkeys(CALLS, 2)
    assert ran.data["billed_invocations"] == 4


def test_new_keys_of_the_same_user_are_not_billed_again(tmp_path: Path) -> None:
    variables = write_keys(tmp_path, "AKIAQ7EXAMPL2345ABCD")
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def renew() -> None:
        aws.grant(HAIKU)
        write_keys(tmp_path, "AKIAQ7EXAMPLERENEWED")

    aws.after = {2: renew}
    with served(aws):
        ran = watch(tmp_path, aws, variables=variables)
    assert (ran.code, ran.data["verdict"]) == (0, "ready")
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)


def test_ready_is_told_of_one_round_and_not_of_several_together(tmp_path: Path) -> None:
    """When Haiku is granted, Sonnet has been taken away: at no time was the attendee ready."""
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def swap() -> None:
        aws.grant(HAIKU)
        aws.refusals[SONNET] = NOT_GRANTED

    aws.after = {2: swap}
    with served(aws):
        ran = watch(tmp_path, aws, minutes="0.12")
    assert (ran.code, ran.data["verdict"]) == (1, "not_ready")
    assert {"step1.sonnet-access", "checkpoint.model-access"} <= ran.of("failed")
    assert "step1.haiku-access" in ran.of("passed")
    assert (sorted(aws.one_token), ran.data["billed_invocations"]) == (CALLS, 2)


def test_a_variable_cannot_be_seen_and_the_watch_says_so_and_ends(tmp_path: Path) -> None:
    aws = ChangingAws()
    with served(aws):
        ran = watch(tmp_path, aws, variables={"AWS_REGION": ""})
    assert (ran.code, ran.causes, aws.looks) == (1, {"region-missing"}, 1)
    assert "so it does not look again. Fix these in the shell, and run again: AWS_REGION exported" in flat(ran)
    assert OPEN not in ran.said


def test_beside_a_variable_it_goes_on_with_what_can_change(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {2: lambda: aws.grant(HAIKU)}
    with served(aws):
        ran = watch(tmp_path, aws, variables={"AWS_REGION": ""})
    assert (ran.code, ran.causes, aws.looks) == (1, {"region-missing"}, 2)
    said = flat(ran)
    assert said.index("End this run, fix these in the shell") < said.index("so it does not look again")
    assert "step1.haiku-access" in ran.of("passed")


@dataclass
class WithRole(ChangingAws):
    """An instance with the metadata service.

    role: the access key id of the role that is attached, "" without one. begun: how often the service was asked for a
    token; `after` has what is done then by the negative number.
    """

    role: str = ""
    begun: int = 0

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        if not path.startswith("/latest/"):
            return super().answer(method, path, body)
        if path.endswith("/token"):
            self.begun += 1
            self.after.get(-self.begun, lambda: None)()
            return 200, "", "token"
        if not self.role:
            return 404, "", ""
        if path.endswith("security-credentials/"):
            return 200, "", "Workshop"
        found = {
            "AccessKeyId": self.role,
            "SecretAccessKey": "canary/role+key0123456789abcdef",
            "Token": "canary-token",
        }
        return 200, "", json.dumps({"Code": "Success", "Expiration": "2099-01-01T00:00:00Z", **found})

    def watch(self, folder: Path, **given: Any) -> Ran:
        """A watch on the instance, without credentials of its own."""
        without = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        return watch(folder, self, variables={**without, "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.url}, **given)


def test_a_role_that_is_attached_to_the_instance_meanwhile_is_found(tmp_path: Path) -> None:
    aws = WithRole()
    aws.after = {-2: lambda: setattr(aws, "role", "ASIAQ7EXAMPLEROLE001")}
    with served(aws):
        ran = aws.watch(tmp_path)
    assert (ran.code, ran.data["verdict"], ran.data["attendee"]["credential_source"]) == (0, "ready", "instance-role")
    assert "<no-credentials>" in ran.said


def test_what_passed_with_one_role_does_not_stand_once_another_is_attached(tmp_path: Path) -> None:
    """No file changes: the metadata service is asked in each round."""
    aws = WithRole(role="ASIAQ7EXAMPLEROLE001", refusals={HAIKU: NOT_GRANTED})

    def swap() -> None:
        aws.role = OTHER_KEY
        aws.refusals[SONNET] = NOT_GRANTED

    aws.after = {-2: swap}
    with served(aws):
        ran = aws.watch(tmp_path, minutes="0.12")
    assert ran.code == 1
    assert {"step1.sonnet-access", "step1.haiku-access", "checkpoint.model-access"} <= ran.of("failed")
    assert ran.data["attendee"]["principal"] == "user/somebody"


def test_a_command_that_renews_credentials_is_run_once_however_often_its_files_change(tmp_path: Path) -> None:
    """It may open a browser. It writes into the cache of logins each time, which alone begins a round."""
    home = tmp_path / "home"
    cache = home / ".aws" / "sso" / "cache"
    cache.mkdir(parents=True)
    script = tmp_path / "renew.py"
    script.write_text(
        "import pathlib, sys, time\n"
        f"runs = pathlib.Path({str(tmp_path / 'runs')!r})\n"
        "runs.write_text(runs.read_text() + 'x' if runs.exists() else 'x')\n"
        f"pathlib.Path({str(cache)!r}, 'token.json').write_text('{{\"accessToken\": \"canary-%s\"}}' % time.time())\n"
        "sys.exit(1)\n"
    )
    (home / ".claude").mkdir()
    settings = {"awsAuthRefresh": f"{sys.executable} {script}"}
    (home / ".claude" / "settings.json").write_text(json.dumps(settings))
    aws = ChangingAws()
    variables = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"}
    with served(aws):
        ran = watch(tmp_path, aws, minutes="0.08", variables=variables)
    assert ran.code == 1
    assert "step3.credentials-resolve" in ran.of("failed")
    assert (tmp_path / "runs").read_text() == "x"
    assert "canary" not in ran.said + ran.html


def test_ctrl_c_in_a_later_round_leaves_what_the_one_before_has_found(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {2: lambda: setattr(aws, "silent", ("invoke-with-response-stream",))}
    with served(aws):
        ran = stopped(tmp_path, aws, lambda: aws.looks >= 2)
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False), ran.said
    assert {"step1.haiku-access", "checkpoint.model-access"} <= ran.of("failed")
    assert {"step1.sonnet-access", "step1.use-case"} <= ran.of("passed")
    assert len([*(tmp_path / "hand-in").iterdir()]) == 1


def test_ctrl_c_while_all_is_looked_at_anew_leaves_nothing_of_the_earlier_credentials(tmp_path: Path) -> None:
    variables = write_keys(tmp_path, "AKIAQ7EXAMPL2345ABCD")
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})

    def switch() -> None:
        write_keys(tmp_path, OTHER_KEY)
        aws.silent = ("invoke-with-response-stream",)

    aws.after = {2: switch}
    with served(aws):
        ran = stopped(tmp_path, aws, lambda: aws.looks >= 3, variables)
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (2, "unproven", True), ran.said
    assert ran.of("passed") & {"step1.sonnet-access", "step1.use-case", "step2.model-permissions"} == set()
    assert [*(tmp_path / "hand-in").iterdir()] == []


def stopped(folder: Path, aws: ChangingAws, now: Callable[[], bool], variables: dict[str, str] | None = None) -> Ran:
    """A watch that hands in, and gets a Ctrl-C soon after `now` holds; it ends at once, or not at all."""
    (folder / "planted.py").write_text(QUICK, encoding="utf-8")
    given = shell(folder / "home", {**aws.shell, "PYTHONPATH": str(folder), **(variables or {})})
    given = {name: value for name, value in given.items() if value}
    line, page = command(folder, ("-p", "planted", "--watch", "--lang=en", "--hand-in", "--attendee=Hong"))
    running = subprocess.Popen(
        line, env=given, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        until = time.monotonic() + LIMIT_S
        while not now():
            assert running.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=LIMIT_S)
    finally:
        running.kill()
        running.wait()
    return Ran(running.returncode, out, err, page)


def test_a_defect_of_the_suite_in_a_later_round_is_told_as_one(tmp_path: Path) -> None:
    broken = (
        QUICK
        + """
from checkpoints.run import fact_sources
def read(*given, right=fact_sources.read_machine, seen=[]):
    seen.append(1)
    if len(seen) > 1:
        raise RuntimeError("canary")
    return right(*given)
fact_sources.read_machine = read
"""
    )
    with served(ChangingAws(refusals={HAIKU: NOT_GRANTED})) as aws:
        variables = aws.shell
        ran = run(tmp_path, "--watch=0.02", "--lang=en", variables=variables, plugin=broken)
    assert (ran.code, ran.data["verdict"], ran.of("passed")) == (1, "not_ready", set())
    assert "internal-error" in ran.causes
    assert "INTERNALERROR" not in ran.said


def flat(ran: Ran) -> str:
    """All that was said, in one line."""
    return " ".join(ran.said.split())


def test_where_all_is_well_there_is_one_round_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    aws = ChangingAws()
    with served(aws):
        watched, plain = watch(tmp_path / "watched", aws), run(tmp_path / "plain", "--lang=en", variables=aws.shell)
    assert (watched.code, aws.looks) == (0, 2)
    same = [each.said.replace(str(each.page), "").rpartition("Report: ")[0] for each in (watched, plain)]
    assert same[0].splitlines()[-40:] == same[1].splitlines()[-40:]


def test_when_the_time_is_over_it_says_so_and_ends_as_any_run_does(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    with served(aws):
        ran = watch(tmp_path, aws, minutes="0.06")
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False)
    assert "The time is over: this was the last look." in ran.said
    assert ran.data["duration_s"] >= 1.2


def test_it_hands_in_once_when_all_is_ready(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {3: lambda: aws.grant(HAIKU)}
    with served(aws):
        ran = watch(tmp_path, aws, "--hand-in", "--attendee=Hong")
    assert ran.code == 0
    (path,) = (tmp_path / "hand-in").iterdir()
    found = read_hand_in(path.read_bytes())
    assert found.report is not None
    assert (found.reading, found.report["verdict"]) == (Reading.SOUND, "ready")


def test_it_uploads_once_when_all_is_ready(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {3: lambda: aws.grant(HAIKU)}
    with served(aws), drop_box.served(Receiver()) as receiver:
        ran = watch(tmp_path, aws, f"--hand-in-to={sign_text(receiver)}")
    assert ran.code == 0
    assert len(receiver.forms) == 1
    (content,) = receiver.objects.values()
    found = read_hand_in(content)
    assert found.report is not None
    assert (found.reading, found.report["verdict"]) == (Reading.SOUND, "ready")


def test_who_is_stuck_hands_in_what_the_last_round_found(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    with served(aws):
        ran = watch(tmp_path, aws, "--hand-in", "--attendee=Hong", minutes="0.03")
    assert ran.code == 1
    (path,) = (tmp_path / "hand-in").iterdir()
    found = read_hand_in(path.read_bytes())
    assert found.report is not None
    assert (found.reading, found.report["verdict"]) == (Reading.SOUND, "not_ready")
    assert "You are not ready yet, and the hand-in says so." in ran.said


def test_with_x_each_round_ends_at_its_first_failure(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={SONNET: NOT_GRANTED, HAIKU: NOT_GRANTED})
    aws.after = {2: lambda: aws.grant(SONNET), 3: lambda: aws.grant(HAIKU)}
    with served(aws):
        ran = watch(tmp_path, aws, "-x")
    assert (ran.code, ran.data["verdict"]) == (0, "ready"), ran.said
    said = ran.said
    assert said.index("Claude Sonnet model access (Failed)") < said.index("Claude Haiku model access (Failed)")


def test_a_watch_of_one_step_ends_once_the_step_has_passed(tmp_path: Path) -> None:
    aws = ChangingAws(refusals={HAIKU: NOT_GRANTED})
    aws.after = {2: lambda: aws.grant(HAIKU)}
    with served(aws):
        ran = watch(tmp_path, aws, "-m", "step1")
    assert (ran.code, ran.data["verdict"], ran.data["selection"]) == (0, "unproven", "-m step1")
    assert len(ran.of("passed")) == 3


def ended(folder: Path, aws: FakeAws, number: signal.Signals, *arguments: str) -> tuple[Ran, bytes]:
    """A watch that gets a signal in its first pause; and the page as it was before."""
    (folder / "planted.py").write_text(SLOW, encoding="utf-8")
    given = shell(folder / "home", {**aws.shell, "PYTHONPATH": str(folder)})
    line, page = command(folder, ("-p", "planted", "--watch", "--lang=en", *arguments))
    out = folder / "out"
    with out.open("wb") as terminal:
        running = subprocess.Popen(
            line, env=given, cwd=ROOT, stdout=terminal, stderr=terminal, stdin=subprocess.DEVNULL
        )
        try:
            until = time.monotonic() + LIMIT_S
            while OPEN.encode() not in out.read_bytes():
                assert running.poll() is None, out.read_text(encoding="utf-8")
                assert time.monotonic() < until
                time.sleep(0.05)
            before = page.read_bytes()
            running.send_signal(number)
            code = running.wait(LIMIT_S)
        finally:
            running.kill()
            running.wait()
    return Ran(code, out.read_bytes(), b"", page), before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_with_what_was_found_and_the_page_is_there_before(
    number: signal.Signals, tmp_path: Path
) -> None:
    with served(ChangingAws(refusals={HAIKU: NOT_GRANTED})) as aws:
        ran, before = ended(tmp_path, aws, number, "--hand-in", "--attendee=Hong")
    assert (ran.code, ran.data["verdict"], ran.data["interrupted"]) == (1, "not_ready", False)
    assert ran.of("not_run") == set()
    assert b"model-access-not-granted" in before
    assert "1.1 AWS environment setup: checkpoints" in ran.said
    assert "Traceback" not in ran.said
    assert len([*(tmp_path / "hand-in").iterdir()]) == 1


def test_ctrl_c_in_the_first_round_ends_a_run_that_is_cut_short(tmp_path: Path) -> None:
    aws = ChangingAws(silent=("SimulatePrincipalPolicy",))
    with served(aws):
        ran = stopped(tmp_path, aws, lambda: aws.count("SimulatePrincipalPolicy") > 0)
    assert (ran.code, ran.data["interrupted"], ran.data["verdict"]) == (2, True, "unproven")
    assert {"step1.sonnet-access", "step1.haiku-access"} <= ran.of("passed")
    assert [*(tmp_path / "hand-in").iterdir()] == []
