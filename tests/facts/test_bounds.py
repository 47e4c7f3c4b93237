"""Whatever a server, a command or a file does, reading it ends soon and stays small."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session

from checkpoints.facts import helper_process, responses, text_file
from checkpoints.facts.answer import Outcome
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.botocore_bounds import bound_botocore, open_small_file
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.environment import read_environment
from checkpoints.facts.resolution import resolve_credentials
from checkpoints.facts.text_file import FileTrouble, read_text_file
from checkpoints.run.settings import read_settings
from tests.facts.conftest import forget_aws
from tests.hostile_server import LARGE, SLOW, hostile_server
from tests.machine import KEYS, Machine, static

READ_S = 0.5  # stands in for the 10 seconds of a run
SOON_S = 10.0  # far more than any of these takes, on a busy machine too
ROLE = "arn:aws:iam::111122223333:role/R"


@pytest.fixture(autouse=True)
def short_timeouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Timeouts of a fraction of a second, and nothing of the machine's own."""
    from botocore.credentials import SSOProvider
    from botocore.tokens import SSOTokenProvider
    from botocore.utils import ContainerMetadataFetcher

    forget_aws(monkeypatch)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for module in ("sending", "resolution"):
        monkeypatch.setattr(f"checkpoints.facts.{module}.READ_TIMEOUT_S", READ_S)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    monkeypatch.setattr(ContainerMetadataFetcher, "TIMEOUT_SECONDS", READ_S)
    monkeypatch.setattr(ContainerMetadataFetcher, "SLEEP_TIME", 0)
    for provider in (SSOProvider, SSOTokenProvider):
        monkeypatch.setattr(provider, "_SSO_TOKEN_CACHE_DIR", "")
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SOON_S


@pytest.fixture(scope="module")
def plain_session() -> Session:
    """A session with keys of nobody, which reads within our bounds."""
    bound_botocore()
    with pytest.MonkeyPatch.context() as away:
        forget_aws(away)
        session = Session()
        session.set_credentials("AKIAQ7EXAMPL2345ABCD", "secret-of-nobody")
        return session


def account_at(session: Session, port: int, monkeypatch: pytest.MonkeyPatch, within_s: float = 20.0) -> AwsAccount:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    return AwsAccount(session, "us-east-1", api_key=False, within_s=within_s)


# What each question is parsed from: JSON, XML, a body that is streamed, and a stream of events.
QUESTIONS: dict[str, Callable[[AwsAccount], Any]] = {
    "profiles": lambda account: account.inference_profiles,
    "identity": lambda account: account.identity,
    "reply": lambda account: account.generation("us.model"),
    "stream": lambda account: account.permission("bedrock:InvokeModelWithResponseStream", "us.model"),
}


def cases(modes: Iterable[str], of_all: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every way for one question, and some ways for all of them."""
    return [(each, mode) for mode in modes for each in (QUESTIONS if mode in of_all else ("profiles",))]


@pytest.mark.parametrize(("question", "mode"), cases(SLOW, ("body",)))
def test_an_answer_that_never_ends_is_a_timeout(
    question: str, mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(SLOW[mode]) as port:
        assert QUESTIONS[question](account_at(plain_session, port, monkeypatch)).outcome is Outcome.TIMEOUT


@pytest.mark.parametrize(("question", "mode"), cases(LARGE, ("body", "promise", "error-in-xml")))
def test_an_answer_that_is_too_large_is_none_of_aws(
    question: str, mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(LARGE[mode]) as port:
        answer = QUESTIONS[question](account_at(plain_session, port, monkeypatch))
    # http.client ends a header that has no end by itself.
    expected = Outcome.UNREACHABLE if mode.startswith("header") else Outcome.REFUSED
    assert (answer.outcome, len(answer.message) <= 2000) == (expected, True)
    assert answer.code == ("ConnectionClosedError" if mode.startswith("header") else "MalformedAnswer")


@pytest.mark.parametrize(
    ("mode", "answer", "billed"),
    [("body", SLOW, 1), ("status", SLOW, 1), ("body", LARGE, 1), ("promise", LARGE, 1), ("error-in-json", LARGE, 0)],
)
def test_a_one_token_call_that_was_sent_is_billed_unless_it_was_refused(
    mode: str, answer: dict[str, Any], billed: int, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(answer[mode]) as port:
        account = account_at(plain_session, port, monkeypatch)
        assert not account.generation("us.model").answered
    assert account.billed_invocations == billed


@pytest.mark.parametrize("billed", [False, True], ids=["free", "billed"])
def test_a_question_is_not_waited_for_beyond_the_run(
    billed: bool, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is never resolved has no timeout of its own."""
    over = threading.Event()

    def resolve(*_: object, **__: object) -> None:
        over.wait(SOON_S)
        raise OSError("over")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    account = account_at(plain_session, 9, monkeypatch, within_s=READ_S)
    answer = account.generation("us.model") if billed else account.inference_profiles
    assert (answer.outcome, answer.code) == (Outcome.TIMEOUT, "Overdue")
    assert account.billed_invocations == billed
    assert account.identity.code == "Overdue", "asked although the time was over"
    over.set()


# -- what credential providers ask


def _sso_files(machine: Machine, hours: int) -> None:
    machine.write(
        "home/.aws/config",
        "[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R\n"
        "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n",
    )
    name = hashlib.sha1(b"corp").hexdigest()
    token = {"accessToken": "canary-sso", "expiresAt": _instant(hours), "registrationExpiresAt": _instant(99)}
    token |= {"refreshToken": "canary-refresh", "clientId": "c", "clientSecret": "canary-client"}
    machine.write(f"home/.aws/sso/cache/{name}.json", json.dumps(token))


def _instant(hours: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + hours * 3600))


def _imds(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_EC2_METADATA_DISABLED": "false"}


def _container(machine: Machine, url: str) -> dict[str, str]:
    return {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/keys"}


def _portal(machine: Machine, url: str) -> dict[str, str]:
    _sso_files(machine, hours=2)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO": url}


def _renewal(machine: Machine, url: str) -> dict[str, str]:
    _sso_files(machine, hours=-2)
    return {"AWS_PROFILE": "corp", "AWS_ENDPOINT_URL_SSO_OIDC": url}


def _role(machine: Machine, url: str) -> dict[str, str]:
    machine.write("home/.aws/config", f"[profile r]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{static()}")
    return {"AWS_PROFILE": "r", "AWS_ENDPOINT_URL_STS": url}


def _web_identity(machine: Machine, url: str) -> dict[str, str]:
    path = machine.write("token", "canary-jwt")
    return {"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": ROLE, "AWS_ENDPOINT_URL_STS": url}


ROADS: dict[str, Callable[[Machine, str], dict[str, str]]] = {
    "iam-role": _imds,
    "container-role": _container,
    "sso": _portal,
    "sso-renewed": _renewal,
    "assume-role": _role,
    "assume-role-with-web-identity": _web_identity,
}


def find(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str] | None = None, limit_s: float = 8.0
) -> Credentials:
    from botocore.credentials import SSOProvider
    from botocore.tokens import SSOTokenProvider

    for provider in (SSOProvider, SSOTokenProvider):
        monkeypatch.setattr(provider, "_SSO_TOKEN_CACHE_DIR", str(machine.home / ".aws" / "sso" / "cache"))
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(machine.home))
    monkeypatch.setenv("USERPROFILE", str(machine.home))
    for name, value in (variables or {}).items():
        monkeypatch.setenv(name, value)
    environment = read_environment(None, machine.home, machine.project, None, machine.managed)
    return resolve_credentials(environment, "us-east-1", limit_s).credentials


@pytest.mark.parametrize("mode", ["header", "body"])
@pytest.mark.parametrize("road", ROADS)
def test_credentials_that_never_come_whole_are_a_timeout(
    road: str, mode: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(SLOW[mode]) as port:
        found = find(machine, monkeypatch, ROADS[road](machine, f"http://127.0.0.1:{port}"))
    assert (found.error, found.method) == ("ReadTimeoutError", road.removesuffix("-renewed"))


@pytest.mark.parametrize("mode", ["body", "continue"])
@pytest.mark.parametrize("road", ROADS)
def test_credentials_that_are_too_large_are_none(
    road: str, mode: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile_server(LARGE[mode]) as port:
        found = find(machine, monkeypatch, ROADS[road](machine, f"http://127.0.0.1:{port}"))
    assert (found.error, found.method) == ("ResponseTooLargeError", road.removesuffix("-renewed"))


@pytest.mark.parametrize("mode", ["status", "tunnel"])
def test_a_proxy_that_never_opens_its_tunnel_is_a_timeout(
    mode: str, plain_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoints.facts.sending.CONNECT_TIMEOUT_S", READ_S)
    with hostile_server(SLOW[mode]) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        account = AwsAccount(plain_session, "us-east-1", api_key=False)
        assert account.inference_profiles.outcome is Outcome.TIMEOUT


# -- commands


def _process(machine: Machine, program: str, source_profile: bool) -> None:
    path = machine.write("home/keys.py", program)
    command = f"credential_process = {sys.executable} {path}\n".replace("\\", "\\\\")
    of_role = f"[default]\nrole_arn = {ROLE}\nsource_profile = s\n[profile s]\n{command}"
    machine.write("home/.aws/config", of_role if source_profile else f"[default]\n{command}")


@pytest.mark.parametrize("source_profile", [False, True], ids=["profile", "source-profile"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_command_that_prints_without_end_is_ended(
    stream: str, source_profile: bool, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _process(machine, f"import sys\nwhile True: sys.{stream}.write('a' * 65536)", source_profile)
    found = find(machine, monkeypatch)
    assert (found.error, found.method) == ("HelperOutputError", "custom-process")


@pytest.mark.skipif(os.name != "posix", reason="sessions of processes are POSIX's")
def test_a_silent_command_is_ended_with_all_that_it_has_started(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = machine.root / "pid"
    _process(
        machine,
        "import pathlib, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\nchild.wait()",
        source_profile=False,
    )
    assert find(machine, monkeypatch, limit_s=2.0).error == UNFINISHED
    child = int(note.read_text())
    assert _ends(child), "it is still running"


def _ends(pid: int) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text() if sys.platform == "linux" else ""
            os.kill(pid, 0)
        except OSError:
            return True
        if ") Z" in state:  # ended, and nobody has asked how
            return True
        time.sleep(0.05)
    return False


def test_a_command_within_its_bounds_is_heard(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"Version": 1, "AccessKeyId": KEYS["AWS_ACCESS_KEY_ID"], "SecretAccessKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    padding = "x" * (helper_process.LIMIT // 2)
    _process(machine, f"import json; print(json.dumps({told!r} | dict(Note={padding!r})))", source_profile=False)
    assert (found := find(machine, monkeypatch)).error == ""
    assert found.method == "custom-process"


# -- files

NOT_READ = ["pipe", "device", "socket", "large"]


def put(kind: str, path: Path) -> Path:
    """A file that must not be read, at the end of a symbolic link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.with_name(f"{path.name}-target")
    if kind == "pipe":
        os.mkfifo(target)
    elif kind == "device":
        target = Path("/dev/zero")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening:
            folder = os.open(target.parent, os.O_RDONLY)  # its address must be short
            listening.bind(f"/proc/self/fd/{folder}/{target.name}" if sys.platform == "linux" else str(target))
            os.close(folder)
    else:
        with target.open("wb") as stream:
            stream.truncate(1 << 31)
    path.symlink_to(target)
    return path


posix = pytest.mark.skipif(os.name != "posix", reason="such files are POSIX's")


@posix
@pytest.mark.parametrize("kind", NOT_READ)
def test_only_small_regular_files_are_read(kind: str, tmp_path: Path) -> None:
    path = put(kind, tmp_path / "file")
    assert read_text_file(path).trouble is (FileTrouble.TOO_LARGE if kind == "large" else FileTrouble.NOT_A_FILE)
    with pytest.raises(OSError, match="file"):
        open_small_file(str(path))


@posix
@pytest.mark.parametrize("kind", NOT_READ)
def test_no_file_of_a_machine_is_read_without_bounds(kind: str, machine: Machine) -> None:
    names = [
        *("home/.aws/config", "home/.aws/credentials", "home/.bashrc", "home/.zshrc", "home/.claude/settings.json"),
        *("home/.aws/sso/cache/a.json", "home/.aws/cli/cache/b.json", "home/.aws/login/cache/c.json"),
        *("project/.env", "project/.claude/settings.json", "managed/managed-settings.json"),
    ]
    for name in names:
        put(kind, machine.root / name)
    found = machine.look(**KEYS)
    assert not found.shell_files and not found.files.profiles and not found.dotenv.names
    if kind != "large":
        assert read_settings({}, {}, machine.project / ".env").language == "ko"


@posix
@pytest.mark.parametrize("kind", NOT_READ)
@pytest.mark.parametrize(
    ("variable", "method", "error", "more"),
    [
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "assume-role-with-web-identity", "OSError", {"AWS_ROLE_ARN": ROLE}),
        (
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            "container-role",
            "OSError",
            {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9/keys"},
        ),
        ("AWS_CREDENTIAL_FILE", "ec2-credentials-file", "ConfigNotFound", {}),
    ],
)
def test_a_provider_whose_file_cannot_be_read_breaks_the_chain(
    variable: str,
    method: str,
    error: str,
    more: dict[str, str],
    kind: str,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = put(kind, machine.root / "given")
    found = find(machine, monkeypatch, {variable: str(path), **more})
    assert (found.error, found.method) == (error, method)


@posix
@pytest.mark.parametrize("variable", ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "BOTO_CONFIG"])
def test_a_large_config_file_breaks_the_chain(variable: str, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    found = find(machine, monkeypatch, {variable: str(put("large", machine.root / "given"))})
    assert found.error == "ConfigParseError"


def test_the_bounds_leave_room_for_what_is_sound() -> None:
    assert responses.LIMIT >= 1 << 20 and text_file.LIMIT >= 1 << 20
