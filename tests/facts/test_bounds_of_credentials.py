"""Whatever a server or a command of a credential provider does, reading it ends soon and stays small."""

from __future__ import annotations

import json
import os
import socket
from contextlib import ExitStack

import pytest

from checkpoints.facts import helper_process
from checkpoints.facts.credentials import UNFINISHED
from checkpoints.guide.vocabulary import CredentialSource
from tests.facts.chain import LATER, ROADS, ROLE_PROFILE, Shell, has_ended, iso, write_process
from tests.facts.conftest import set_timeouts
from tests.hostile_server import LARGE, SLOW, hostile_server
from tests.machine import KEYS, LONG_TERM_ID, SECRET, TEMPORARY_ID, TOKEN, Machine

pytestmark = pytest.mark.usefixtures("short_timeouts")
HOSTILE = {
    "nothing": (SLOW["nothing"], "ReadTimeoutError"),
    "header": (SLOW["header"], "ReadTimeoutError"),
    "body": (SLOW["body"], "ReadTimeoutError"),
    "large body": (LARGE["body"], "ResponseTooLargeError"),
    "continue": (LARGE["continue"], "ResponseTooLargeError"),
}


# -- what credential providers ask


@pytest.mark.parametrize("mode", HOSTILE)
@pytest.mark.parametrize("road", ROADS)
def test_credentials_that_never_come_whole_or_are_too_large_are_none(
    road: str, mode: str, shell: Shell, machine: Machine
) -> None:
    answer, error = HOSTILE[mode]
    if error == "ResponseTooLargeError":
        set_timeouts(shell.monkeypatch, 5.0)  # a busy machine is slow to send so much
    with hostile_server(answer) as port:
        found = shell.find(**ROADS[road](machine, f"http://127.0.0.1:{port}"))
    assert (found.error, found.method) == (error, road.removesuffix("-renewed"))


# -- the metadata service, where there is none


def test_an_address_that_refuses_is_no_instance(shell: Shell, machine: Machine) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        found = shell.find(**ROADS["iam-role"](machine, f"http://127.0.0.1:{closed.getsockname()[1]}"))
    assert (found.error, found.method, found.source) == ("", "", None)


def test_an_address_that_nobody_hears_is_no_instance(shell: Shell, machine: Machine) -> None:
    """As on a laptop: the connection is not even taken."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, ExitStack() as undo:
        for _ in range(4):  # whoever comes after these waits outside
            waiting = undo.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        found = shell.find(**ROADS["iam-role"](machine, f"http://127.0.0.1:{deaf.getsockname()[1]}"))
    assert (found.error, found.method, found.source) == ("", "", None)


@pytest.mark.parametrize(("bypassed", "error"), [("", ""), ("127.0.0.1", "ReadTimeoutError")])
def test_a_proxy_that_takes_the_connection_is_no_metadata_service(
    bypassed: str, error: str, shell: Shell, machine: Machine
) -> None:
    with hostile_server(SLOW["nothing"]) as port:
        url = f"http://127.0.0.1:{port}"
        proxies = {"http_proxy": url, "HTTP_PROXY": url, "no_proxy": bypassed, "NO_PROXY": bypassed}
        found = shell.find(**proxies, **ROADS["iam-role"](machine, url))
    assert (found.error, found.source) == (error, None)


# -- commands


@pytest.mark.parametrize("title", ["[default]", ROLE_PROFILE.replace("profile r", "default")])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_command_that_prints_without_end_is_ended(stream: str, title: str, shell: Shell, machine: Machine) -> None:
    write_process(machine, f"import sys\nwhile True: sys.{stream}.write('a' * 65536)", title)
    found = shell.find()
    assert (found.error, found.method) == ("HelperOutputError", "custom-process")


@pytest.mark.skipif(os.name != "posix", reason="sessions of processes are POSIX's")
def test_a_silent_command_is_ended_with_all_that_it_has_started(shell: Shell, machine: Machine) -> None:
    note = machine.root / "pid"
    command = f"sh -c 'sleep 60 & echo $! > {note}; wait'"
    machine.write("home/.aws/config", f"[default]\ncredential_process = {command}\n")
    shell.limit_s = 1.0
    found = shell.resolve()
    assert (found.credentials.error, found.credentials.method, found.session) == (UNFINISHED, "custom-process", None)
    assert has_ended(int(note.read_text())), "it is still running"


def test_a_command_within_its_bounds_is_heard(shell: Shell, machine: Machine) -> None:
    told = {"Version": 1, "AccessKeyId": KEYS["AWS_ACCESS_KEY_ID"], "SecretAccessKey": KEYS["AWS_SECRET_ACCESS_KEY"]}
    padding = "x" * (helper_process.LIMIT // 2)
    write_process(machine, f"import json; print(json.dumps({told!r} | dict(Note={padding!r})))")
    found = shell.find()
    assert (found.error, found.method) == ("", "custom-process")


def test_a_credential_process_is_run_once(shell: Shell, machine: Machine) -> None:
    keys = {"Version": 1, "AccessKeyId": TEMPORARY_ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN}
    mark = machine.root / "ran"
    write_process(
        machine,
        f"with open({str(mark)!r}, 'a') as mark: mark.write('x')\n"
        f"print({json.dumps({**keys, 'Expiration': iso(LATER)})!r})\n",
    )
    found = shell.resolve()
    assert found.credentials.source is CredentialSource.CREDENTIAL_PROCESS
    assert found.credentials.expires_at == LATER
    assert found.session is not None
    assert found.session.get_credentials() is not None
    assert mark.read_text() == "x"


@pytest.mark.parametrize(
    ("title", "variables", "profile"),
    [("[default]", {}, "default"), (ROLE_PROFILE, {"AWS_PROFILE": "r"}, "r")],
    ids=["profile", "source-profile"],
)
def test_a_process_that_fails(
    title: str, variables: dict[str, str], profile: str, shell: Shell, machine: Machine
) -> None:
    write_process(machine, "import sys; sys.exit('canary-of-a-process')", title)
    found = shell.find(**variables)
    assert (found.error, found.method, found.profile) == ("CredentialRetrievalError", "custom-process", profile)
    assert "canary-of-a-process" in found.error_text
    assert "canary-of-a-process" not in repr(found)


@pytest.mark.parametrize("part", ["AccessKeyId", "SecretAccessKey"])
@pytest.mark.parametrize("value", ["", None], ids=["empty", "null"])
def test_a_process_that_prints_half_a_pair(part: str, value: str | None, shell: Shell, machine: Machine) -> None:
    """As a script does whose own variable is not set."""
    printed = {"Version": 1, "AccessKeyId": LONG_TERM_ID, "SecretAccessKey": SECRET, part: value}
    write_process(machine, f"print({json.dumps(printed)!r})")
    found = shell.find()
    assert (found.error, found.method, found.are_found) == ("CredentialRetrievalError", "custom-process", False)


def test_a_process_that_says_nothing_of_use(shell: Shell, machine: Machine) -> None:
    write_process(machine, "print('hello')")
    found = shell.find()
    assert (found.error, found.method) == ("JSONDecodeError", "custom-process")
