"""Only small regular files are read: no device, no pipe, no socket, wherever a link leads."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any

import botocore.httpsession
import pytest

from checkpoints.facts.botocore_bounds import bound_botocore, open_small_file
from checkpoints.facts.text_file import FileTrouble, read_text_file
from checkpoints.run.settings import read_settings
from tests.facts.bounds import ROLE, find
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


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
def test_certificates_are_read_from_a_file_alone(kind: str, tmp_path: Path) -> None:
    bound_botocore()
    find: Any = botocore.httpsession.get_cert_path
    path = put(kind, tmp_path / "certificates")
    with pytest.raises(OSError, match="no regular file"):
        find(str(path))
    assert find(True).endswith(".pem")
