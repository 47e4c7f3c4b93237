"""What facilitators put on the workshop's instances, in a scratch root and with a stand-in for `aws`."""

from __future__ import annotations

import json
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from checkpoints import __version__
from tests.processes import LIMIT_S, ROOT
from tests.run.running import shell

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the workshop's instances run Linux")

DEPLOY = ROOT / "deploy"
USER = pwd.getpwuid(os.geteuid())
LABEL = "체크포인트 실행"
AWS = """#!/bin/sh
[ "$1 $2 $3" = "s3 cp s3://the-bucket/checkpoints/" ] || exit 1
cp {folder}/* "$4"
"""


# Whoever asks is root, and another user may run it, as no other user may in the tests' own folders; or may not.
ID = '#!/bin/sh\n[ "$1" != -u ] || echo 0\n'
RUNUSER = '#!/bin/sh\n[ "$1 $2 $3" = "-u nobody --" ] || exit 2\nshift 3\nexec "$@"\n'
RUNUSER_DENIED = "#!/bin/sh\necho 'runuser: Permission denied' >&2\nexit 126\n"


# Makes an environment of itself, and installs a command that says its version.
PYTHON = """#!/bin/sh
case "$2" in
  venv) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  pip) printf '#!/bin/sh\\necho 1.2.3\\n' > "${0%/*}/checkpoints" && chmod +x "${0%/*}/checkpoints" ;;
esac
"""


# The one of these tests, whose pip is lent to the environment that it makes: to install and compile it takes longest.
LENDING_PYTHON = f"""#!/bin/sh
python={shlex.quote(sys.executable)}
[ "$1 $2 $3" = "-m venv --clear" ] || exec "$python" "$@"
"$python" -m venv --clear --without-pip "$4" &&
  ln -s {shlex.quote(sysconfig.get_path("purelib"))}/pip* "$4"/lib/python*/site-packages
"""


def _variables(root: Path, programs: Mapping[str, str] | None = None) -> dict[str, str]:
    """pip finds everything on this machine: the wheel alone is installed, and what it needs is that of these tests."""
    alone = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "CHECKPOINTS_ROOT": str(root), "CHECKPOINTS_USER": USER.pw_name}
    folder = root.parent / "programs"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"id": ID, "runuser": RUNUSER, **(programs or {})}.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    known = shell(root / "of-root")
    return {**known, "PATH": f"{folder}{os.pathsep}{known['PATH']}", **alone}


def _start(*command: str | Path, variables: Mapping[str, str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)],
        env=dict(variables),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT_S,
        check=False,
    )


def _install(root: Path, wheel: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = ("sh", DEPLOY / "install.sh", wheel, ROOT / "constraints.txt")
    return _start(*command, variables={**_variables(root), **more})


def _tasks(root: Path) -> Path:
    return root / USER.pw_dir.lstrip("/") / ".local" / "share" / "code-server" / "User" / "tasks.json"


def _read_template() -> Any:
    """The template, with CloudFormation's short forms as what they stand for: `!Sub x` is {"Sub": "x"}."""
    loader: Any = type("Template", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("!", lambda known, tag, node: {tag: known.construct_scalar(node)})
    return yaml.load((DEPLOY / "cloudformation.yaml").read_text(encoding="utf-8"), loader)


def _write_user_data() -> str:
    """What an instance of the template runs when it starts."""
    template = _read_template()
    launched = template["Resources"]["CheckpointsLaunchTemplate"]["Properties"]["LaunchTemplateData"]
    script: str = launched["UserData"]["Fn::Base64"]["Sub"]
    values = {name: each.get("Default", "") for name, each in template["Parameters"].items()}
    values |= {"CheckpointsBucket": "the-bucket", "CheckpointsUser": USER.pw_name}
    for name, value in values.items():
        script = script.replace(f"${{{name}}}", value)
    return script


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a machine that the template's user data gave the suite.

    The user had an older task of ours there, and one of their own.
    """
    place = tmp_path_factory.mktemp("machine")
    root = place / "루트 1"
    tasks = _tasks(root)
    tasks.parent.mkdir(parents=True)
    own = {"label": "mine", "type": "shell", "command": "make"}
    before = {"version": "2.0.0", "tasks": [{"label": LABEL, "command": "old"}, own], "inputs": []}
    tasks.write_text(json.dumps(before), encoding="utf-8")
    bucket = place / "bucket"
    bucket.mkdir()
    for each in (wheel, ROOT / "constraints.txt", DEPLOY / "install.sh"):
        shutil.copy(each, bucket)
    (place / "user-data").write_text(_write_user_data(), encoding="utf-8")
    programs = {"aws": AWS.format(folder=bucket), "python3.14": LENDING_PYTHON}
    done = _start("bash", place / "user-data", variables=_variables(root, programs))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == __version__
    return root


def test_a_python_that_other_users_cannot_run_is_told(tmp_path: Path) -> None:
    variables = _variables(tmp_path / "machine", {"python3.14": PYTHON, "runuser": RUNUSER_DENIED})
    done = _start("sh", DEPLOY / "install.sh", "the.whl", variables=variables)
    assert (done.returncode, done.stdout) == (1, "1.2.3\n")
    assert "other users cannot run" in done.stderr
    assert "Permission denied" not in done.stderr


def test_the_command_is_on_the_path_and_runs_from_any_folder(machine: Path, tmp_path: Path) -> None:
    # What the wheel needs is not in this environment: it is lent from the one of these tests.
    variables = shell(tmp_path / "home", {"PYTHONPATH": sysconfig.get_path("purelib"), "LANG": "C.UTF-8"})
    ran = _start(machine / "usr/local/bin/checkpoints", "run", "--offline", variables=variables, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert str(machine / "opt" / "checkpoints") in ran.stdout
    assert (tmp_path / "reports" / "checkpoint-report.html").is_file()
    written = {path.name for path in machine.iterdir()}
    assert written == {"of-root", "opt", "usr", Path(USER.pw_dir).parts[1]}


def test_vs_code_gets_a_task_beside_others_that_reads_what_a_terminal_reads(machine: Path, tmp_path: Path) -> None:
    found = json.loads(_tasks(machine).read_text(encoding="utf-8"))
    assert [each["label"] for each in found["tasks"]] == ["mine", LABEL]
    assert (found["version"], found["inputs"]) == ("2.0.0", [])
    task = found["tasks"][1]
    assert task["command"] == "checkpoints run"
    # As VS Code starts it.
    (tmp_path / "attendee").mkdir()
    (tmp_path / "attendee" / ".bashrc").write_text("export AWS_REGION=us-east-1\n", encoding="utf-8")
    started = task["options"]["shell"]
    path = f"{machine / 'usr/local/bin'}:{os.environ['PATH']}"
    lent = {"PATH": path, "PYTHONPATH": sysconfig.get_path("purelib")}
    line = [started["executable"], *started["args"], f"{task['command']} -m step4 -k region"]
    ran = _start(*line, variables={**shell(tmp_path / "attendee"), **lent}, cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.at_length
def test_a_second_time_it_installs_anew_and_leaves_tasks_with_comments(wheel: Path, machine: Path) -> None:
    commented = "// mine\n{}\n"
    _tasks(machine).write_text(commented, encoding="utf-8")
    done = _install(machine, wheel)
    assert done.returncode == 0
    assert "is left as it is; add this task:" in done.stderr
    assert _tasks(machine).read_text(encoding="utf-8") == commented
    assert (machine / "usr/local/bin/checkpoints").exists()


@pytest.mark.at_length
def test_without_that_user_the_command_is_there_all_the_same(wheel: Path, tmp_path: Path) -> None:
    done = _install(tmp_path, wheel, CHECKPOINTS_USER="nobody-has-this-name")
    assert done.returncode == 0
    assert "there is no user nobody-has-this-name" in done.stderr
    assert (tmp_path / "usr/local/bin/checkpoints").exists()


def test_a_machine_without_a_python_is_told(wheel: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "mkdir"):
        (tools / name).symlink_to(shutil.which(name) or "")
    done = _start(
        tools / "sh", DEPLOY / "install.sh", wheel, variables={"PATH": str(tools), "CHECKPOINTS_ROOT": str(tmp_path)}
    )
    assert (done.returncode, done.stderr) == (1, "checkpoints: there is no Python 3.10 or newer with venv\n")
    assert not (tmp_path / "opt").exists()
