"""Only small regular files of text are read, without raising: no device, no pipe, no socket, wherever a link leads."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import botocore.httpsession
import pytest

from checkpoints.facts.botocore_bounds import bound_botocore, open_small_file
from checkpoints.facts.disk import Disk
from checkpoints.facts.text_file import LIMIT, FileTrouble, read_text_file
from checkpoints.run.settings import read_settings
from tests.facts.chain import NOWHERE, ROLE, Shell
from tests.machine import KEYS, Machine

pytestmark = pytest.mark.usefixtures("short_timeouts")

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


CONTENTS: dict[str, tuple[bytes, str | None, FileTrouble | None]] = {
    "text": ("리전".encode(), "리전", None),
    "a byte order mark": (b"\xef\xbb\xbf[default]", "[default]", None),
    "at the limit": (b"a" * LIMIT, "a" * LIMIT, None),
    "over the limit": (b"a" * (LIMIT + 1), None, FileTrouble.TOO_LARGE),
    "cp949": ("한글".encode("cp949"), None, FileTrouble.UNDECODABLE),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_a_file_is_read_as_text_unless_it_is_too_large_or_undecodable(case: str, tmp_path: Path) -> None:
    content, text, trouble = CONTENTS[case]
    (tmp_path / "config").write_bytes(content)
    found = read_text_file(tmp_path / "config")
    assert (found.text, found.trouble, found.marked) == (text, trouble, case == "a byte order mark")


def test_what_is_no_file_or_may_not_be_opened_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    assert read_text_file(tmp_path / "none").trouble is FileTrouble.ABSENT
    assert read_text_file(tmp_path).trouble is FileTrouble.NOT_A_FILE
    assert read_text_file(Path("a\0b")).trouble in (FileTrouble.UNREADABLE, FileTrouble.ABSENT)
    (tmp_path / "config").write_text("x")
    monkeypatch.setattr("checkpoints.facts.text_file.os.open", refuse)
    assert read_text_file(tmp_path / "config").trouble is FileTrouble.UNREADABLE


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


CONTAINER = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{NOWHERE}/keys"}
# The variable that names a file; what else leads to it; the error, and the provider at which the chain breaks.
PROVIDERS: dict[str, tuple[dict[str, str], str, str]] = {
    "AWS_WEB_IDENTITY_TOKEN_FILE": ({"AWS_ROLE_ARN": ROLE}, "OSError", "assume-role-with-web-identity"),
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": (CONTAINER, "OSError", "container-role"),
    "AWS_CREDENTIAL_FILE": ({}, "ConfigNotFound", "ec2-credentials-file"),
}


@posix
@pytest.mark.parametrize("kind", NOT_READ)
@pytest.mark.parametrize("variable", PROVIDERS)
def test_a_provider_whose_file_cannot_be_read_breaks_the_chain(
    variable: str, kind: str, shell: Shell, machine: Machine
) -> None:
    more, error, method = PROVIDERS[variable]
    found = shell.find(**{variable: str(put(kind, machine.root / "given"))}, **more)
    assert (found.error, found.method) == (error, method)


@posix
@pytest.mark.parametrize("variable", ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "BOTO_CONFIG"])
def test_a_large_config_file_breaks_the_chain(variable: str, shell: Shell, machine: Machine) -> None:
    assert shell.find(**{variable: str(put("large", machine.root / "given"))}).error == "ConfigParseError"


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_certificates_are_read_from_a_file_alone(kind: str, tmp_path: Path) -> None:
    bound_botocore()
    find: Any = botocore.httpsession.get_cert_path
    path = put(kind, tmp_path / "certificates")
    with pytest.raises(OSError, match="no regular file"):
        find(str(path))
    assert find(True).endswith(".pem")


def test_what_claude_code_remembers_may_be_larger_than_settings(tmp_path: Path) -> None:
    for name in (".claude.json", "settings.json"):
        (tmp_path / name).write_bytes(b" " * (LIMIT + 1))
    disk = Disk(tmp_path)
    assert len(disk.content(".claude.json") or b"") == LIMIT + 1
    assert disk.content("settings.json") is None


def test_what_is_not_there_is_nobody_s_own(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    assert disk.is_own(".")
    if os.name != "nt":
        assert not disk.is_own("missing")
        assert not disk.is_own("\0")
