"""`--hand-in-to`: a run whose hand-in is uploaded to a drop box, or says why not; and the token shows nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from checkpoints.report.hand_in import Reading, read_hand_in
from checkpoints.storage.drop_token import read_token
from tests.run.fake_aws import FakeAws, served
from tests.run.running import LIMIT_S, ROOT, Ran, command, run, shell
from tests.run.test_hand_in import on_a_terminal
from tests.storage import receiver as drop_box
from tests.storage.receiver import KEY_ID, Receiver
from tests.storage.signing import PREFIX, STS_TOKEN, sign_text, sign_token


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A bucket that takes presigned POSTs as S3 does."""
    with drop_box.served(Receiver()) as bucket:
        yield bucket


def handed_in(folder: Path) -> Path:
    """The one hand-in beside the page."""
    (path,) = (folder / "hand-in").iterdir()
    return path


def hand_in(folder: Path, aws: FakeAws, token: str, *arguments: str, **variables: str) -> Ran:
    """A short run in English."""
    given = (f"--hand-in-to={token}", "-m", "step4", "--lang", "en", *arguments)
    return run(folder, *given, variables={**aws.shell, **variables})


def end_of(ran: Ran) -> list[str]:
    """The last lines of the report on the terminal, from where the files are named."""
    lines = ran.said.splitlines()
    (start,) = (number for number, line in enumerate(lines) if line.startswith(("Hand-in:", "제출 파일:")))
    (stop,) = (number for number, line in enumerate(lines) if line.startswith("=") and " in " in line)
    return lines[start:stop]


def test_a_ready_run_is_handed_in(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    ran = run(tmp_path, "--hand-in-to", sign_text(receiver), variables=aws.shell)
    assert ran.code == 0
    path, host = handed_in(tmp_path), receiver.url.removeprefix("http://")
    ((key, content),) = receiver.objects.items()
    assert content == path.read_bytes()
    assert key.startswith(f"{PREFIX}1.1_2")
    found = read_hand_in(content)
    assert found.report is not None
    assert (found.reading, found.report["attendee"]["name"]) == (Reading.SOUND, "홍길동")
    assert end_of(ran) == [
        f"제출 파일: {path}",
        f"확인 코드: {found.report['hand_in']['code']}",
        f"제출했습니다. workshop-hand-ins/seoul 위치에 도착했습니다(서버 {host}).",
    ]


def test_where_it_goes_is_told_before_anything_is_asked(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    ran = hand_in(tmp_path, aws, sign_text(receiver), "--attendee", "Kim Hana")
    assert ran.code == 0
    host = receiver.url.removeprefix("http://")
    head = ran.said.partition("collected")[0]
    assert f"the hand-in goes to workshop-hand-ins/seoul (host {host}), until 20" in " ".join(head.split())
    assert f"note: {host} is not Amazon S3." in head
    assert "note: the hand-in token is for '홍길동', the report for 'Kim Hana'." in head
    found = read_hand_in(handed_in(tmp_path).read_bytes())
    assert found.report is not None
    assert found.report["attendee"]["name"] == "Kim Hana"


def test_a_run_that_is_not_ready_is_handed_in_as_it_is(receiver: Receiver, tmp_path: Path) -> None:
    with served(FakeAws(refusal="You may not.")) as refusing:
        ran = run(tmp_path, "--hand-in-to", sign_text(receiver), "--lang", "en", variables=refusing.shell)
    assert ran.code == 1
    (content,) = receiver.objects.values()
    found = read_hand_in(content)
    assert found.report is not None
    assert (found.reading, found.report["verdict"]) == (Reading.SOUND, "not_ready")
    assert end_of(ran)[-2:] == [
        "You are not ready yet, and the hand-in says so.",
        f"Handed in: it has arrived in workshop-hand-ins/seoul (host {receiver.url.removeprefix('http://')}).",
    ]


def no_answer(receiver: Receiver) -> None:
    receiver.before = lambda number: (200, "<html>Sign in</html>", {})


def expired(receiver: Receiver) -> None:
    receiver.now = lambda: datetime.now(timezone.utc) + timedelta(hours=2)


def credentials_ended(receiver: Receiver) -> None:
    receiver.session_tokens[KEY_ID] = ""


def key_deleted(receiver: Receiver) -> None:
    receiver.secrets.clear()


def new_bucket(receiver: Receiver) -> None:
    body = "<Error><Code>TemporaryRedirect</Code><Message>Please re-send.</Message></Error>"
    receiver.before = lambda number: (307, body, {"Location": "https://elsewhere.example.com/"})


def taken_in_other_words(receiver: Receiver) -> None:
    receiver.before = lambda number: (201, "", {})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            key_deleted,
            "Not handed in: S3 does not accept the facilitator's access key that signed the token, which may be "
            "deleted or deactivated. Ask for a new token (InvalidAccessKeyId).",
        ),
        (
            new_bucket,
            "Not handed in: the S3 bucket is new, and S3 still redirects requests for it, for up to hours. Run again "
            "later, or ask your facilitator for a token made with the endpoint of the bucket's Region "
            "(TemporaryRedirect).",
        ),
        (
            taken_in_other_words,
            "It is not known whether it was handed in: {host} took it, but did not answer in S3's words (HTTP 201). "
            "Tell your facilitator.",
        ),
        (
            expired,
            "Not handed in: the time for handing in is over. Ask your facilitator for a new token (AccessDenied).",
        ),
        (
            credentials_ended,
            "Not handed in: the facilitator's credentials that signed the token have ended. Ask for a new token "
            "(ExpiredToken).",
        ),
        (
            no_answer,
            "Not handed in: the answer of {host} is not S3's (HTTP 200). Look for a sign-in page of this network, or a "
            "proxy.",
        ),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_did_not_arrive_is_told_and_changes_no_verdict(
    change: Callable[[Receiver], None], told: str, aws: FakeAws, receiver: Receiver, tmp_path: Path
) -> None:
    change(receiver)
    ran = hand_in(tmp_path, aws, sign_text(receiver))
    assert (ran.code, ran.data["verdict"]) == (0, "unproven")
    path = handed_in(tmp_path)
    assert read_hand_in(path.read_bytes()).reading is Reading.SOUND
    assert receiver.objects == {}
    assert end_of(ran)[-2:] == [
        told.format(host=receiver.url.removeprefix("http://")),
        f"Send this hand-in to your facilitator yourself: {path}",
    ]


# -- how a token is given


def test_a_token_is_read_from_a_file(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text(f"홍길동님의 토큰입니다.\r\n{sign_text(receiver)}\r\n", encoding="utf-8")
    assert hand_in(tmp_path, aws, str(tmp_path / "token.txt")).code == 0
    assert len(receiver.objects) == 1


def test_a_token_is_read_from_a_variable(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    variables = {**aws.shell, "CHECKPOINTS_HAND_IN_TO": sign_text(receiver)}
    assert run(tmp_path, "-m", "step4", variables=variables).code == 0
    assert len(receiver.objects) == 1


def test_a_token_is_read_from_dotenv(aws: FakeAws, receiver: Receiver, clone: Path, tmp_path: Path) -> None:
    dotenv = clone / ".env"
    dotenv.write_text(f"CHECKPOINTS_HAND_IN_TO={sign_text(receiver)}\n", encoding="utf-8")
    try:
        assert run(tmp_path, "-m", "step4", variables=aws.shell, cwd=clone).code == 0
    finally:
        dotenv.unlink()
    assert len(receiver.objects) == 1


def test_a_token_is_read_from_standard_input(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    line, _ = command(tmp_path, ("--hand-in-to", "-", "-m", "step4"))
    given = shell(tmp_path / "home", aws.shell)
    ran = subprocess.run(line, env=given, cwd=ROOT, input=sign_text(receiver), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(receiver.objects) == 1


def test_a_token_is_pasted_unseen_on_a_terminal(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    text = sign_text(receiver, session_token=STS_TOKEN)
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    code, screen = on_a_terminal(
        tmp_path, f"{text}\n", aws, ("--hand-in-to", "-", "-m", "step4"), "(화면에 표시되지 않습니다): "
    )
    assert code == 0, screen
    assert len(receiver.objects) == 1
    assert [secret for secret in secrets_of(text) if secret in screen] == []


# -- while it takes its time


def test_on_a_terminal_it_says_what_it_is_doing(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    def answer_late(number: int) -> None:
        time.sleep(1.6)

    receiver.before = answer_late
    code, screen = on_a_terminal(tmp_path, "", aws, (f"--hand-in-to={sign_text(receiver)}", "-m", "step4"))
    assert code == 0, screen
    assert "제출하는 중…" in screen
    assert "제출했습니다." in screen


def test_ctrl_c_ends_the_upload_and_nothing_else(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    line, page = command(tmp_path, (f"--hand-in-to={sign_text(receiver)}", "-m", "step4", "--lang", "en"))
    given = shell(tmp_path / "home", aws.shell)
    over = threading.Event()

    def interrupt(number: int) -> None:
        running.send_signal(signal.SIGINT)
        over.wait(LIMIT_S)

    receiver.before = interrupt
    with subprocess.Popen(line, env=given, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        out, _ = running.communicate(timeout=LIMIT_S)
        over.set()
    path = handed_in(tmp_path)
    assert running.returncode == 0, out.decode()
    said = out.decode().splitlines()
    assert "The upload was interrupted." in said
    assert f"Send this hand-in to your facilitator yourself: {path}" in said
    assert read_hand_in(path.read_bytes()).reading is Reading.SOUND
    assert page.exists()


# -- tokens that cannot be used


def other_section(receiver: Receiver, folder: Path) -> str:
    return sign_text(receiver, section="1.2")


def over(receiver: Receiver, folder: Path) -> str:
    return sign_text(receiver, seconds=-60)


def cut(receiver: Receiver, folder: Path) -> str:
    return sign_text(receiver)[:-20]


def nothing(receiver: Receiver, folder: Path) -> str:
    return ""


def blanks(receiver: Receiver, folder: Path) -> str:
    return "  "


def no_file(receiver: Receiver, folder: Path) -> str:
    return "no/such/token.txt"


def without_start(receiver: Receiver, folder: Path) -> str:
    return sign_text(receiver)[7:]


def folder_itself(receiver: Receiver, folder: Path) -> str:
    return str(folder)


def list_of_all(receiver: Receiver, folder: Path) -> str:
    path = folder / "tokens.csv"
    path.write_text(f"Kim,{sign_text(receiver, name='Kim')}\nLee,{sign_text(receiver, name='Lee')}\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (other_section, "This hand-in token is for section 1.2. This run is of section 1.1"),
        (over, "The time for handing in ended on 20"),
        (cut, "--hand-in-to: the hand-in token was cut or changed."),
        (nothing, "--hand-in-to: there is no hand-in token. Give the one that your facilitator sent"),
        (blanks, "--hand-in-to: there is no hand-in token. Give the one that your facilitator sent"),
        (no_file, "there is no such file (no/such/token.txt)."),
        (without_start, "there is no such file (***)."),
        (folder_itself, "the file of the hand-in token cannot be read"),
        (list_of_all, "--hand-in-to: there are several hand-in tokens. Give your own alone."),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_token_that_cannot_be_used_is_told_before_aws_is_asked(
    make: Callable[[Receiver, Path], str], told: str, aws: FakeAws, receiver: Receiver, tmp_path: Path
) -> None:
    before, token = len(aws.asked), make(receiver, tmp_path)
    ran = hand_in(tmp_path, aws, token)
    assert ran.code == 4
    assert told in ran.said
    assert ran.wrote_nothing
    assert (aws.asked[before:], receiver.forms) == ([], [])
    assert len(token) < 200 or token[:40] not in ran.said


def test_a_rehearsal_is_not_handed_in(receiver: Receiver, tmp_path: Path) -> None:
    ran = run(tmp_path, "--offline", "--hand-in-to", sign_text(receiver), "--lang", "en")
    assert ran.code == 4
    assert "A rehearsal (--offline) does not check your own account and cannot be handed in." in ran.said


def test_a_rehearsal_takes_no_notice_of_a_token_in_a_variable(receiver: Receiver, tmp_path: Path) -> None:
    ran = run(tmp_path, "--offline", "-m", "step4", variables={"CHECKPOINTS_HAND_IN_TO": sign_text(receiver)})
    assert ran.code == 0
    assert (receiver.forms, (tmp_path / "hand-in").exists()) == ([], False)


# -- the token is a secret


TALKATIVE = (
    ("-vv", "-rA", "--showlocals", "--tb=long", "--full-trace", "--setup-show", "--log-level=DEBUG"),
    ("--junitxml={folder}/home/junit.xml", "-o", "junit_logging=all"),
)
REFUSED = (("--debug={folder}/home/debug",), ("-s",), ("--trace-config",))


def secrets_of(text: str) -> list[str]:
    token = read_token(text).fields
    return [text, text[7:60], text[-60:], *(token[name] for name in ("policy", "x-amz-signature")), STS_TOKEN[20:80]]


def found_in(ran: Ran, folder: Path, secrets: list[str]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    texts = [ran.said, *(path.read_text(encoding="utf-8", errors="replace") for path in files)]
    return [secret for secret in secrets if any(secret in text or secret.lower() in text for text in texts)]


@pytest.mark.parametrize("options", [*TALKATIVE, *REFUSED], ids=" ".join)
@pytest.mark.parametrize("way", ["option", "variable"])
def test_the_token_shows_nowhere(
    options: tuple[str, ...], way: str, aws: FakeAws, receiver: Receiver, tmp_path: Path
) -> None:
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    text = sign_text(receiver, session_token=STS_TOKEN)
    given = tuple(option.format(folder=tmp_path) for option in options)
    if way == "option":
        ran = hand_in(tmp_path, aws, text, *given)
    else:
        ran = run(tmp_path, *given, "-m", "step4", variables={**aws.shell, "CHECKPOINTS_HAND_IN_TO": text})
    assert ran.code == (4 if options in REFUSED else 0)
    assert found_in(ran, tmp_path, secrets_of(text)) == []


@pytest.mark.parametrize(
    "place",
    [
        lambda text: (text,),
        lambda text: (f"--hand-into={text}",),
        lambda text: ("--hand-in-too", text),
        lambda text: ("-m", text),
        lambda text: ("--hand-in-to", "-", "--attendee", text),
    ],
    ids=["alone", "misspelt", "misspelt, apart", "as a marker", "as a name"],
)
def test_a_token_in_the_wrong_place_is_not_printed(
    place: Callable[[str], tuple[str, ...]], aws: FakeAws, tmp_path: Path
) -> None:
    text = sign_text()
    ran = run(tmp_path, *place(text), "--lang", "en", variables=aws.shell)
    assert ran.code == 4
    assert "A hand-in token belongs right behind --hand-in-to" in ran.said
    assert found_in(ran, tmp_path, secrets_of(text)) == []


def test_a_token_in_the_place_of_a_command_is_not_printed(tmp_path: Path) -> None:
    text = sign_text()
    for arguments in ((text,), ("--hand-in-to", text, "run"), ("class", f"--{text}"), ("explain", text)):
        ran = subprocess.run(
            [sys.executable, "-m", "checkpoints", *arguments],
            env=shell(tmp_path / "home", {"PATH": os.environ["PATH"]}),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert ran.returncode != 0
        assert text[7:60] not in ran.stdout + ran.stderr


def test_a_crash_of_the_upload_s_code_shows_no_token(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    indiscreet = """
from checkpoints.storage import upload

def _post(token, name, content):
    raise ValueError(f"over {token.fields} {token}")

upload._post = _post
"""
    text = sign_text(receiver)
    given = ("--hand-in-to", text, "-m", "step4", "--lang", "en", "-vv", "--tb=long")
    ran = run(tmp_path, *given, variables=aws.shell, plugin=indiscreet)
    assert ran.code == 0
    assert "cannot be reached" in ran.said
    assert found_in(ran, tmp_path, secrets_of(text)) == []


def test_the_prefix_of_an_attendee_shows_nowhere(aws: FakeAws, receiver: Receiver, tmp_path: Path) -> None:
    ran = hand_in(tmp_path, aws, sign_text(receiver))
    own = sign_token(receiver).prefix.rstrip("/").rpartition("/")[2]
    assert (own, found_in(ran, tmp_path, [own])) == ("hong-k7m2q9xd", [])
