"""A hand-in token is taken from wherever it is given, and shows nowhere: on no terminal and in no file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checkpoints.storage.drop_token import read_token
from tests.processes import LIVE, ROOT, Streams, run_python
from tests.run.fake_aws import FakeAws
from tests.run.running import Ran, run, shell
from tests.run.terminal import run_on_terminal
from tests.storage.receiver import KEY_ID, Receiver
from tests.storage.signing import STS_TOKEN, sign_text, sign_token

STEP4 = ("-m", "step4", "--lang", "en")
VARIABLE = "CHECKPOINTS_HAND_IN_TO"


@pytest.fixture
def token(receiver: Receiver) -> str:
    """A token that temporary credentials have signed."""
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    return sign_text(receiver, session_token=STS_TOKEN)


def secrets_of(text: str) -> list[str]:
    token = read_token(text).fields
    return [text, text[7:60], text[-60:], *(token[name] for name in ("policy", "x-amz-signature")), STS_TOKEN[20:80]]


def found_in(ran: Ran, folder: Path, secrets: list[str]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    texts = [ran.said, *(path.read_text(encoding="utf-8", errors="replace") for path in files)]
    return [secret for secret in secrets if any(secret in text or secret.lower() in text for text in texts)]


# -- where it is taken from


def test_a_token_is_read_from_a_file(aws: FakeAws, receiver: Receiver, token: str, tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text(f"홍길동님의 토큰입니다.\r\n{token}\r\n", encoding="utf-8")
    assert run(tmp_path, f"--hand-in-to={tmp_path / 'token.txt'}", *STEP4, variables=aws.shell).code == 0
    assert len(receiver.objects) == 1


def test_a_token_is_read_from_dotenv(aws: FakeAws, receiver: Receiver, token: str, clone: Path, tmp_path: Path) -> None:
    dotenv = clone / ".env"
    dotenv.write_text(f"{VARIABLE}={token}\n", encoding="utf-8")
    try:
        assert run(tmp_path, "-m", "step4", variables=aws.shell, cwd=clone).code == 0
    finally:
        dotenv.unlink()
    assert len(receiver.objects) == 1


def test_a_token_is_read_from_standard_input(aws: FakeAws, receiver: Receiver, token: str, tmp_path: Path) -> None:
    (tmp_path / "input").write_text(token, encoding="utf-8")
    assert run(tmp_path, "--hand-in-to", "-", "-m", "step4", variables=aws.shell, typed=tmp_path / "input").code == 0
    assert len(receiver.objects) == 1


def test_a_token_is_pasted_unseen_on_a_terminal(aws: FakeAws, receiver: Receiver, token: str, tmp_path: Path) -> None:
    paste = lambda written: f"{token}\n" if "(화면에 표시되지 않습니다): " in written else ""  # noqa: E731
    ran = run_on_terminal(tmp_path, "--hand-in-to", "-", "-m", "step4", variables=aws.shell, type_at=paste)
    assert ran.code == 0, ran.said
    assert len(receiver.objects) == 1
    assert found_in(ran, tmp_path, secrets_of(token)) == []


# -- where it does not show


TALKATIVE = (
    *("-vv", "-rA", "--showlocals", "--tb=long", "--full-trace", "--setup-show", "--log-level=DEBUG"),
    *("--junitxml={folder}/home/junit.xml", "-o", "junit_logging=all"),
)
REFUSED = (("--debug={folder}/home/debug",), ("-s",), ("--trace-config",))


WAYS = [*(("option", each) for each in (TALKATIVE, *REFUSED)), ("variable", TALKATIVE), ("variable", REFUSED[0])]


@pytest.mark.parametrize(("way", "options"), WAYS)
def test_the_token_shows_nowhere(
    way: str, options: tuple[str, ...], aws: FakeAws, receiver: Receiver, token: str, tmp_path: Path
) -> None:
    given = tuple(option.format(folder=tmp_path) for option in options)
    of_variable = {VARIABLE: token} if way == "variable" else {}
    of_option = ("--hand-in-to", token) if way == "option" else ()
    ran = run(tmp_path, *of_option, *given, *STEP4, variables={**aws.shell, **of_variable})
    assert (ran.code, len(receiver.objects)) == ((4, 0) if options in REFUSED else (0, 1))
    own = sign_token(receiver).prefix.rstrip("/").rpartition("/")[2]
    assert own == "hong-k7m2q9xd"
    assert found_in(ran, tmp_path, [own, *secrets_of(token)]) == []


MISPLACED: dict[str, Callable[[str], tuple[str, ...]]] = {
    "alone": lambda text: (text,),
    "misspelt": lambda text: (f"--hand-into={text}",),
    "misspelt, apart": lambda text: ("--hand-in-too", text),
    "as a marker": lambda text: ("-m", text),
    "as a name": lambda text: ("--hand-in-to", "-", "--attendee", text),
}


@pytest.mark.parametrize("place", MISPLACED.values(), ids=MISPLACED)
def test_a_token_in_the_wrong_place_is_not_printed(
    place: Callable[[str], tuple[str, ...]], aws: FakeAws, tmp_path: Path
) -> None:
    text = sign_text()
    ran = run(tmp_path, *place(text), "--lang", "en", variables=aws.shell)
    assert ran.code == 4
    assert "A hand-in token belongs right behind --hand-in-to" in ran.said
    assert found_in(ran, tmp_path, secrets_of(text)) == []


def test_a_token_in_the_place_of_a_command_is_not_printed(tmp_path: Path) -> None:
    text, given, said = sign_text(), shell(tmp_path / "home"), tmp_path / "said"
    for arguments in ((text,), ("--hand-in-to", text, "run"), ("class", f"--{text}"), ("explain", text)):
        assert run_python("checkpoints", arguments, given, ROOT, Streams(said, said), LIVE) != 0
        assert text[7:60] not in said.read_text(encoding="utf-8")


def test_a_crash_of_the_upload_s_code_shows_no_token(
    aws: FakeAws, receiver: Receiver, token: str, tmp_path: Path
) -> None:
    indiscreet = """
from checkpoints.storage import upload

def _post(token, name, content):
    raise ValueError(f"over {token.fields} {token}")

upload._post = _post
upload.PAUSES_S = ()  # one attempt is enough
"""
    given = ("--hand-in-to", token, *STEP4, "-vv", "--tb=long")
    ran = run(tmp_path, *given, variables=aws.shell, plugin=indiscreet)
    assert ran.code == 0
    assert "cannot be reached" in ran.said
    assert found_in(ran, tmp_path, secrets_of(token)) == []
