"""`--hand-in-to`: a run whose hand-in is uploaded to a drop box, or says why not; and the token shows nowhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from checkpoints.guide.texts import say
from checkpoints.run.hand_in_upload import upload_hand_in
from tests.run.fake_aws import FakeAws, served
from tests.run.running import LIMIT_S, Ran, interrupt, read_report, run
from tests.run.terminal import LATE_S, SOON, run_on_terminal
from tests.storage.receiver import KEY_ID, Receiver
from tests.storage.signing import PREFIX, sign_text, sign_token


def hand_in(folder: Path, aws: FakeAws, token: str, *arguments: str) -> Ran:
    """A short run in English."""
    given = (f"--hand-in-to={token}", "-m", "step4", "--lang", "en", *arguments)
    return run(folder, *given, variables=aws.shell)


def end_of(ran: Ran) -> list[str]:
    """The last lines of the report on the terminal, from where the files are named."""
    lines = ran.said.splitlines()
    (start,) = (number for number, line in enumerate(lines) if line.startswith(("Hand-in:", "제출 파일:")))
    (stop,) = (number for number, line in enumerate(lines) if line.startswith("=") and " in " in line)
    return lines[start:stop]


def test_a_ready_run_is_handed_in(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in-to", sign_text(receiver), variables=aws.shell)
    assert ran.code == 0
    ((key, content),) = receiver.objects.items()
    assert content == ran.hand_in.read_bytes()
    assert key.startswith(f"{PREFIX}1.1_2")
    report = read_report(content)
    assert report["attendee"]["name"] == "홍길동"
    assert end_of(ran) == [
        f"제출 파일: {ran.hand_in}",
        f"확인 코드: {report['hand_in']['code']}",
        f"제출했습니다. workshop-hand-ins/seoul 위치에 도착했습니다(서버 {receiver.host}).",
    ]


def test_where_it_goes_is_told_before_anything_is_asked(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    ran = hand_in(tmp_path, aws, sign_text(receiver), "--attendee", "Kim Hana")
    assert ran.code == 0
    host = receiver.host
    head = ran.said.partition("collected")[0]
    assert f"the hand-in goes to workshop-hand-ins/seoul (host {host}), until 20" in " ".join(head.split())
    assert f"note: {host} is not Amazon S3." in head
    assert "note: the hand-in token is for '홍길동', the report for 'Kim Hana'." in head
    assert read_report(ran.hand_in.read_bytes())["attendee"]["name"] == "Kim Hana"


def test_a_run_that_is_not_ready_is_handed_in_as_it_is(receiver: Receiver, tmp_path: Path) -> None:
    with served(FakeAws(refusal="You may not.")) as refusing:
        ran = run(tmp_path, "--hand-in-to", sign_text(receiver), "--lang", "en", variables=refusing.shell)
    assert ran.code == 1
    (content,) = receiver.objects.values()
    assert read_report(content)["verdict"] == "not_ready"
    assert end_of(ran)[-2:] == [
        "You are not ready yet, and the hand-in says so.",
        f"Handed in: it has arrived in workshop-hand-ins/seoul (host {receiver.host}).",
    ]


NEW_BUCKET = "<Error><Code>TemporaryRedirect</Code><Message>Please re-send.</Message></Error>"
CHANGES: dict[str, tuple[dict[str, object], str]] = {
    # how the bucket differs, and what is told
    "the key was deleted": (
        {"secrets": {}},
        "Not handed in: S3 does not accept the facilitator's access key that signed the token, which may be deleted or "
        "deactivated. Ask for a new token (InvalidAccessKeyId).",
    ),
    "the bucket is new": (
        {"before": lambda number: (307, NEW_BUCKET, {"Location": "https://elsewhere.example.com/"})},
        "Not handed in: the S3 bucket is new, and S3 still redirects requests for it, for up to hours. Run again "
        "later, or ask your facilitator for a token made with the endpoint of the bucket's Region (TemporaryRedirect).",
    ),
    "it is taken in other words": (
        {"before": lambda number: (201, "", {})},
        "It is not known whether it was handed in: {host} took it, but did not answer in S3's words (HTTP 201). Tell "
        "your facilitator.",
    ),
    "the time is over": (
        {"now": lambda: datetime.now(timezone.utc) + timedelta(hours=2)},
        "Not handed in: the time for handing in is over. Ask your facilitator for a new token (AccessDenied).",
    ),
    "the credentials have ended": (
        {"session_tokens": {KEY_ID: ""}},
        "Not handed in: the facilitator's credentials that signed the token have ended. Ask for a new token "
        "(ExpiredToken).",
    ),
    "a page answers": (
        {"before": lambda number: (200, "<html>Sign in</html>", {})},
        "Not handed in: the answer of {host} is not S3's (HTTP 200). Look for a sign-in page of this network, or a "
        "proxy.",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_did_not_arrive_is_told(case: str, receiver: Receiver, tmp_path: Path) -> None:
    changes, told = CHANGES[case]
    for name, value in changes.items():
        setattr(receiver, name, value)
    path = tmp_path / "hand-in.html"
    path.write_text("a hand-in")
    waiting: Any = SimpleNamespace(waiting=lambda key: nullcontext())
    lines = upload_hand_in(path, sign_token(receiver), waiting)
    assert receiver.objects == {}
    assert [say(key, "en", {name: str(value) for name, value in values.items()}) for key, values in lines] == [
        told.format(host=receiver.host),
        f"Send this hand-in to your facilitator yourself: {path}",
    ]


def test_what_did_not_arrive_changes_no_verdict(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    receiver.secrets.clear()
    ran = hand_in(tmp_path, aws, sign_text(receiver))
    assert (ran.code, ran.data["verdict"]) == (0, "unproven")
    assert read_report(ran.hand_in.read_bytes())["verdict"] == "unproven"
    assert receiver.objects == {}
    assert end_of(ran)[-2:] == [
        CHANGES["the key was deleted"][1],
        f"Send this hand-in to your facilitator yourself: {ran.hand_in}",
    ]


# -- while it takes its time


def test_on_a_terminal_it_says_what_it_is_doing(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    receiver.before = lambda number: time.sleep(LATE_S)
    given = (f"--hand-in-to={sign_text(receiver)}", "-m", "step4")
    ran = run_on_terminal(tmp_path, *given, variables=aws.shell, values=SOON)
    assert ran.code == 0, ran.said
    assert "제출하는 중…" in ran.said
    assert "제출했습니다." in ran.said


def test_ctrl_c_ends_the_upload_and_nothing_else(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    begun, over = threading.Event(), threading.Event()

    def wait(number: int) -> None:
        begun.set()
        over.wait(LIMIT_S)

    receiver.before = wait
    arguments = (f"--hand-in-to={sign_text(receiver)}", "-m", "step4", "--lang", "en")
    ran = interrupt(tmp_path, lambda _: begun.is_set(), *arguments, variables=aws.shell)
    over.set()
    assert (ran.code, ran.data["interrupted"]) == (0, False), ran.said
    assert "The upload was interrupted." in ran.said.splitlines()
    assert f"Send this hand-in to your facilitator yourself: {ran.hand_in}" in ran.said.splitlines()
    assert read_report(ran.hand_in.read_bytes())["verdict"] == "unproven"


# -- tokens that cannot be used


def write_list(receiver: Receiver, folder: Path) -> str:
    """The file of everybody's tokens."""
    path = folder / "tokens.csv"
    path.write_text("".join(f"{name},{sign_text(receiver, name=name)}\n" for name in ("Kim", "Lee")), "utf-8")
    return str(path)


USELESS: dict[str, tuple[Callable[[Receiver, Path], str], str]] = {
    "of another section": (
        lambda receiver, _: sign_text(receiver, section="1.2"),
        "This hand-in token is for section 1.2. This run is of section 1.1",
    ),
    "over": (lambda receiver, _: sign_text(receiver, seconds=-60), "The time for handing in ended on 20"),
    "cut": (lambda receiver, _: sign_text(receiver)[:-20], "--hand-in-to: the hand-in token was cut or changed."),
    "none": (lambda *_: "", "--hand-in-to: there is no hand-in token. Give the one that your facilitator sent"),
    "blanks": (lambda *_: "  ", "--hand-in-to: there is no hand-in token. Give the one that your facilitator sent"),
    "no file": (lambda *_: "no/such/token.txt", "there is no such file (no/such/token.txt)."),
    "without its start": (lambda receiver, _: sign_text(receiver)[7:], "there is no such file (***)."),
    "a folder": (lambda _, folder: str(folder), "the file of the hand-in token cannot be read"),
    "everybody's": (write_list, "--hand-in-to: there are several hand-in tokens. Give your own alone."),
}


@pytest.mark.parametrize("case", USELESS)
def test_a_token_that_cannot_be_used_is_told_before_aws_is_asked(
    case: str, aws: FakeAws, receiver: Receiver, tmp_path: Path
) -> None:
    make, told = USELESS[case]
    token = make(receiver, tmp_path)
    ran = hand_in(tmp_path, aws, token)
    assert ran.code == 4
    assert told in ran.said
    assert ran.wrote_nothing
    assert (aws.asked, receiver.forms) == ([], [])
    assert len(token) < 200 or token[:40] not in ran.said


def test_a_rehearsal_is_not_handed_in_and_takes_no_notice_of_a_token_in_a_variable(
    receiver: Receiver, tmp_path: Path
) -> None:
    ran = run(tmp_path, "--offline", "--hand-in-to", sign_text(receiver), "--lang", "en")
    assert ran.code == 4
    assert "A rehearsal (--offline) does not check your own account and cannot be handed in." in ran.said
    ran = run(tmp_path, "--offline", "-m", "step4", variables={"CHECKPOINTS_HAND_IN_TO": sign_text(receiver)})
    assert ran.code == 0
    assert (receiver.forms, (tmp_path / "hand-in").exists()) == ([], False)
