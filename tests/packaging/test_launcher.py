"""The launcher of a clone on machines of every kind; Pythons, uv and the network are stand-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from checkpoints.__main__ import COMMANDS
from tests.processes import LIMIT_S, ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a script for POSIX shells; checkpoint.ps1 is Windows's"
)

TOOLS = [
    "basename",
    "cat",
    "chmod",
    "cksum",
    "cp",
    "cut",
    "dirname",
    "env",
    "find",
    "head",
    "mkdir",
    "mktemp",
    "rm",
    "sh",
    "tail",
    "tr",
]
NOBODY = 65534
# A Python for which `sys.version_info < (3, 10)` is a question, `-m venv` makes an environment with such a Python and a
# command `checkpoints`, and `-m pip` notes what it is to install.
PYTHON = """#!/bin/sh
case "$1" in
  -c) exit {old} ;;
esac
case "$2" in
  venv)
    [ -z "{no_venv}" ] || exit 1
    mkdir -p "$3/bin" || exit 1
    cp "{good}" "$3/bin/python"
    echo home > "$3/pyvenv.cfg"
    echo "venv by {name}" >> "{log}" ;;
  pip)
    [ "$3" != --version ] || exit 0
    echo "pip in $(pwd): $*" >> "{log}"
    [ -z "$NO_NETWORK" ] || {{ echo "ERROR: No matching distribution" >&2; exit 1; }}
    printf '#!/bin/sh\\necho "$CHECKPOINTS_LAUNCHER: $*"\\nexit 7\\n' > "${{0%/*}}/checkpoints"
    chmod +x "${{0%/*}}/checkpoints" ;;
esac
"""
UV = """#!/bin/sh
[ "$1" != venv ] || for last in "$@"; do :; done
[ "$1" != venv ] || {{ mkdir -p "$last/bin"; cp "{good}" "$last/bin/python"; echo "venv by uv" >> "{log}"; }}
"""


class Machine:
    """A clone, and a PATH with nothing but what a test puts there."""

    def __init__(self, place: Path, clone: str) -> None:
        self.place = place
        self.clone = place / clone
        self.bin = place / "bin"
        self.home = place / "home"
        self.log = place / "log"
        for folder in (self.clone / "checkpoints", self.bin, self.home):
            folder.mkdir(parents=True)
        for name in ("checkpoint", "pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, self.clone / name)
        (self.clone / "checkpoints" / "__init__.py").write_text("", encoding="utf-8")
        for name in TOOLS:
            found = shutil.which(name)
            assert found is not None, name
            (self.bin / name).symlink_to(found)
        self._write(place / "good", PYTHON, old=0, name="good")

    def add_python(self, name: str, *, old: bool = False, no_venv: bool = False) -> None:
        """Put a Python on the PATH. no_venv: as Debian's without `python3-venv`."""
        self._write(self.bin / name, PYTHON, old=int(old), name=name, no_venv="yes" if no_venv else "")

    def add_broken_python(self, name: str, script: str) -> None:
        """Put something on the PATH that is called like a Python."""
        self._write(self.bin / name, script)

    def add_uv(self, folder: Path) -> None:
        """Put a uv somewhere."""
        folder.mkdir(parents=True, exist_ok=True)
        self._write(folder / "uv", UV)

    def _write(self, path: Path, script: str, **values: object) -> None:
        known = {"good": self.place / "good", "log": self.log, "no_venv": "", "name": "", "old": 0}
        path.write_text(script.format(**{**known, **values}), encoding="utf-8")
        path.chmod(0o755)

    def start(
        self,
        *arguments: str,
        variables: Mapping[str, str] | None = None,
        user: int | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """`./checkpoint` in the clone, or from elsewhere."""
        typed = "./checkpoint" if cwd is None else str(self.clone / "checkpoint")
        return subprocess.run(
            [typed, *arguments],
            cwd=cwd or self.clone,
            env={"PATH": str(self.bin), "HOME": str(self.home), "LANG": "en_US.UTF-8", **(variables or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            check=False,
            user=user,
        )

    @property
    def done(self) -> list[str]:
        """What the stand-ins noted since it was last read."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line.replace("--quiet --disable-pip-version-check ", "") for line in lines]


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A machine whose clone lies in a folder with spaces and Hangul; anybody may look into it."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Machine(Path(name), "내 워크숍 (clone)/체크")


@pytest.fixture
def used(machine: Machine) -> Machine:
    """The same after a first run."""
    machine.add_python("python3")
    assert machine.start().returncode == 7
    assert machine.done == ["venv by python3", _pip(machine, ".")]
    return machine


def _pip(machine: Machine, what: str) -> str:
    return f"pip in {machine.clone}: -m pip install -e {what}"


def test_the_first_run_makes_an_environment_and_the_next_goes_straight_on(machine: Machine) -> None:
    machine.add_python("python3")
    first = machine.start("-m", "step4", "--attendee", "홍 길동")
    assert (first.returncode, first.stdout) == (7, "./checkpoint: run -m step4 --attendee 홍 길동\n")
    assert first.stderr.splitlines()[-1] == "필요한 패키지를 설치합니다(처음 한 번, 70 MB)."
    assert machine.done == ["venv by python3", _pip(machine, ".")]
    again = machine.start("-q")
    assert (again.returncode, again.stdout, again.stderr) == (7, "./checkpoint: run -q\n", "")
    assert machine.done == []


def test_the_newest_python_that_works_is_taken(machine: Machine) -> None:
    machine.add_python("python3.14", old=True)  # as a version manager answers for one that is not installed
    machine.add_broken_python("python3.13", "not a program at all")
    machine.add_python("python3.12", no_venv=True)
    (machine.bin / "python3.12").write_text("#!/bin/sh\n[ \"$2\" != 'import ensurepip, venv' ]\n", encoding="utf-8")
    machine.add_python("python3.11")
    machine.add_python("python3", old=True)
    assert machine.start().returncode == 7
    assert machine.done[0] == "venv by python3.11"


@pytest.mark.parametrize(
    "arguments", [("--offline",), ("rehearse", "ready"), ("--list-scenarios",)], ids=lambda each: each[0]
)
def test_what_needs_the_extra_installs_it_once(used: Machine, arguments: tuple[str, ...]) -> None:
    command = arguments if arguments[0] == "rehearse" else ("run", *arguments)
    for expected in ([_pip(used, ".[offline]")], []):
        assert used.start(*arguments).stdout == f"./checkpoint: {' '.join(command)}\n"
        assert used.done == expected
    assert used.start("-q").returncode == 7  # the extra does no harm to a live run
    assert used.done == []


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "rehearse"])
def test_the_other_commands_are_passed_on(machine: Machine, command: str) -> None:
    machine.add_python("python3")
    assert machine.start(command, "a b").stdout == f"./checkpoint: {command} a b\n"


def test_an_environment_of_an_older_python_is_made_anew(used: Machine) -> None:
    used.add_python("old", old=True)
    shutil.copy(used.bin / "old", used.clone / ".venv" / "bin" / "python")
    (used.clone / ".venv" / "left over").touch()
    assert used.start().returncode == 7
    assert used.done == ["venv by python3", _pip(used, ".")]
    assert not (used.clone / ".venv" / "left over").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(used: Machine) -> None:
    (used.clone / ".venv" / "bin" / "python").unlink()
    (used.clone / ".venv" / "bin" / "python").symlink_to("/nowhere/python3.9")
    assert used.start().returncode == 7
    assert used.done == ["venv by python3", _pip(used, ".")]


def test_other_requirements_are_installed_into_the_same_environment(used: Machine) -> None:
    with (used.clone / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# another release\n")
    assert used.start().returncode == 7
    assert used.done == [_pip(used, ".")]


def test_without_a_network_the_installation_is_told_and_tried_again(machine: Machine) -> None:
    machine.add_python("python3")
    failed = machine.start("--lang", "en", variables={"NO_NETWORK": "1"})
    assert (failed.returncode, failed.stdout) == (4, "")
    assert failed.stderr.splitlines()[-2:] == [
        "ERROR: No matching distribution",
        "The installation failed. Check the network and the proxy, then run this again.",
    ]
    assert machine.done
    assert machine.start().returncode == 7
    assert machine.done == [_pip(machine, ".")]
    assert machine.start(variables={"NO_NETWORK": "1"}).returncode == 7  # nothing is fetched any more


@pytest.mark.parametrize("pythons", [[], ["python3"]], ids=["none", "too old"])
def test_without_a_python_uv_is_what_to_get_and_never_by_an_administrator(machine: Machine, pythons: list[str]) -> None:
    for name in pythons:
        machine.add_python(name, old=True)
    for language, said in (("ko", "Python 3.10 이상을 찾지 못했습니다."), ("en", "There is no Python 3.10 or newer.")):
        failed = machine.start("--lang", language)
        assert (failed.returncode, failed.stdout) == (4, "")
        assert failed.stderr.startswith(said)
        assert failed.stderr.splitlines()[-1] == "    wget -qO- https://astral.sh/uv/install.sh | sh"
        assert "sudo" not in failed.stderr
    machine.add_broken_python("curl", "#!/bin/sh\n")
    assert machine.start().stderr.splitlines()[-1] == "    curl -LsSf https://astral.sh/uv/install.sh | sh"
    assert not (machine.clone / ".venv").exists()


@pytest.mark.parametrize("where", ["bin", "home/.local/bin"])
def test_uv_serves_where_there_is_no_python(machine: Machine, where: str) -> None:
    machine.add_python("python3", old=True)
    machine.add_uv(machine.place / where)
    assert machine.start().returncode == 7
    assert machine.done == ["venv by uv", _pip(machine, ".")]


def test_a_clone_that_cannot_be_written_has_its_environment_in_the_cache(machine: Machine) -> None:
    machine.add_python("python3")
    user = NOBODY if os.geteuid() == 0 else None  # root may write everywhere
    for folder in (machine.clone / "checkpoints", machine.clone):
        folder.chmod(0o555)
    machine.home.chmod(0o777)
    machine.place.chmod(0o777)  # for the log
    before = sorted(path.name for path in machine.clone.rglob("*"))
    first = machine.start("--lang", "en", user=user)
    assert (first.returncode, first.stdout) == (7, "./checkpoint: run --lang en\n"), first.stderr
    made, installed = machine.done
    assert made == "venv by python3"
    assert installed.endswith("-m pip install --force-reinstall .")
    assert str(machine.clone) not in installed  # a build would write there
    assert [path.name for path in (machine.home / ".cache").iterdir()] == ["bedrock-workshop-checkpoints"]
    assert machine.start(user=user).returncode == 7
    assert machine.done == []
    # Another release of the sources, as a facilitator would put it there.
    os.utime(machine.clone / "checkpoints" / "__init__.py", (2**31, 2**31))
    assert machine.start(user=user).returncode == 7
    assert machine.done[0].endswith("-m pip install --force-reinstall .")
    assert sorted(path.name for path in machine.clone.rglob("*")) == before
    for folder in (machine.clone, machine.clone / "checkpoints"):
        folder.chmod(0o755)


def test_from_another_folder_its_path_is_not_told(machine: Machine) -> None:
    machine.add_python("python3")
    assert machine.start("-q", cwd=machine.home).stdout == "checkpoint: run -q\n"


def test_a_terminal_without_hangul_is_told_in_english(machine: Machine) -> None:
    failed = machine.start(variables={"LANG": "ko_KR.EUC-KR"})
    assert failed.returncode == 4
    assert failed.stderr.startswith("There is no Python")


def test_the_launcher_of_windows_can_be_read_and_says_the_same() -> None:
    """Without a byte order mark, Windows PowerShell 5.1 would read its Korean as the system's own encoding."""
    raw = (ROOT / "checkpoint.ps1").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    powershell, posix = raw.decode("utf-8-sig"), (ROOT / "checkpoint").read_text(encoding="utf-8")
    for said in (
        "Python 3.10 이상을 찾지 못했습니다. 관리자 권한 없이 설치되는 uv를 받은 뒤 다시 실행하세요:",
        "There is no Python 3.10 or newer. Get uv, which needs no administrator, and run this again:",
        "설치하지 못했습니다. 네트워크와 프록시를 확인한 뒤 다시 실행하세요.",
        "The installation failed. Check the network and the proxy, then run this again.",
    ):
        assert said in powershell
        assert said in posix
    assert f"$commands = {', '.join(map(repr, COMMANDS))}" in powershell
