"""The wheel and the sdist hold everything that a run needs, and nothing else."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import checkpoints
from tests.processes import ROOT
from tests.run.running import LIMIT_S, only, shell

ELSEWHERE = re.compile(r"(^|/)((__pycache__|node_modules|\.git|\.venv)(/|$)|reports/checkpoint)")
GROWN = """
from moto.bedrock.responses import BedrockResponse


def list_inference_profiles(self):
    raise NotImplementedError


BedrockResponse.list_inference_profiles = list_inference_profiles
"""


def _package_files() -> set[str]:
    files = (each for each in (ROOT / "checkpoints").rglob("*") if each.is_file() and "__pycache__" not in each.parts)
    return {each.relative_to(ROOT).as_posix() for each in files}


def _run(
    installed: Path, folder: Path, *arguments: str, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command `checkpoints` of the installed wheel, in an empty folder."""
    here = folder / "here"
    here.mkdir()
    path = os.pathsep.join([str(installed), str(folder)])
    return subprocess.run(
        [sys.executable, str(installed / "bin" / "checkpoints"), *arguments],
        cwd=here,
        env={**shell(folder / "home", variables), "PYTHONPATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT_S,
        check=False,
    )


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    about = f"bedrock_workshop_checkpoints-{checkpoints.__version__}.dist-info/"
    assert {each for each in names if not each.startswith(about)} == _package_files()
    assert {"checkpoints/py.typed", "checkpoints/plugin.py", "checkpoints/run/configuration.toml"} <= names
    assert f"{about}licenses/LICENSE" in names


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = f"bedrock_workshop_checkpoints-{checkpoints.__version__}.dist-info"
        metadata = email.message_from_string(archive.read(f"{about}/METADATA").decode())
        entries = archive.read(f"{about}/entry_points.txt").decode()
    assert entries.split() == ["[console_scripts]", "checkpoints", "=", "checkpoints.__main__:run_process"]
    assert (metadata["Version"], metadata["Requires-Python"]) == (checkpoints.__version__, ">=3.10")
    assert metadata["License-Expression"] == "MIT"
    needed = metadata.get_all("Requires-Dist", [])
    always = {re.split(r"[\[<>=]", each)[0] for each in needed if "extra ==" not in each}
    assert always == {"pytest", "boto3", "pytest-html", "python-dotenv"}
    extra = {re.split(r"[\[<>=]", each)[0] for each in needed if each.endswith('extra == "offline"')}
    assert extra == {"moto", "flask", "flask-cors"}
    assert {"Framework :: Pytest", "Typing :: Typed"} <= set(metadata.get_all("Classifier", []))


def test_the_sdist_holds_what_its_tests_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {each.name.partition("/")[2] for each in archive.getmembers() if each.isfile()}
    assert _package_files() <= names
    assert {"conftest.py", "pyproject.toml", "README.ko.md", "tests/processes.py", "docs/architecture.md"} <= names
    assert not [each for each in names if ELSEWHERE.search(each)]


def test_a_rehearsal_from_the_wheel_is_ready(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, tmp_path, "run", "--offline", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert str(installed) in done.stdout  # not the clone
    assert sorted(path.name for path in (tmp_path / "here" / "reports").iterdir()) == [
        "checkpoint-report.html",
        "checkpoint-report.json",
    ]


def test_the_region_alone_is_checked_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, tmp_path, "run", "-m", "step4", "-k", "region", variables={"AWS_REGION": "us-east-1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 passed, 13 deselected" in done.stdout
    assert only(4) not in done.stdout


def test_a_rehearsal_without_the_extra_names_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import sys\nsys.modules['moto'] = None\n", encoding="utf-8")
    done = _run(installed, tmp_path, "run", "--offline", "-p", "planted", "--lang", "en")
    assert (done.returncode, done.stdout) == (4, "")
    assert "[offline]" in done.stderr
    assert not (tmp_path / "here" / "reports").exists()


def test_a_rehearsal_on_a_moto_that_has_grown_an_operation_is_ready(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "grown.py").write_text(GROWN, encoding="utf-8")
    done = _run(installed, tmp_path, "run", "--offline", "-p", "grown")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.registry
def test_wheel_and_sdist_install_and_run_in_clean_environments(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    for file in (wheel, sdist):
        place = tmp_path / file.suffix
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        here = place / "empty"
        here.mkdir()

        def typed(*words: str, here: Path = here, place: Path = place) -> subprocess.CompletedProcess[str]:
            command = [str(place / "bin" / words[0]), *words[1:]]
            return subprocess.run(command, cwd=here, env=_shell(place), capture_output=True, text=True, check=False)

        assert typed("pip", "install", "-q", str(file)).returncode == 0
        refused = typed("checkpoints", "run", "--offline")
        assert (refused.returncode, "[offline]" in refused.stderr) == (4, True)
        assert typed("checkpoints", "run", "-m", "step4", "-k", "region").returncode == 0
        assert typed("pip", "install", "-q", f"{file}[offline]").returncode == 0
        assert typed("checkpoints", "run", "--offline").returncode == 0


def _shell(folder: Path) -> dict[str, str]:
    """Variables with which pip finds what these tests' pip would."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    return {**shell(folder / "home", {"AWS_REGION": "us-east-1"}), **kept}
