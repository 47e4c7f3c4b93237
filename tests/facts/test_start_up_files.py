"""What the start-up files of a real bash give its terminals."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from checkpoints.facts.environment import Unsettled
from checkpoints.facts.start_up_files import StartUp, read_start_up_variables

BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(sys.platform == "win32" or not BASH, reason="these are files of bash")

# As Ubuntu has it: below this line, only shells that somebody types in.
GUARD = "case $- in *i*) ;; *) return;; esac\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def login_shell(home: Path, **variables: str) -> dict[str, str]:
    return {"HOME": str(home), "SHELL": BASH, "PATH": os.environ["PATH"], **variables}


REGION = {"AWS_REGION": "us-east-1"}
NOISE = "echo Welcome; printf 'no line end'; set -x; export AWS_REGION=us-east-1\n"
TERMINALS: dict[str, tuple[str, dict[str, str], dict[str, str], set[str], set[str]]] = {
    # ~/.bashrc; variables of the login shell; what terminals have; what is not the same in all of them, or may not be
    "left unread where nobody types": (f"{GUARD}export AWS_REGION=us-east-1\n", {}, REGION, set(), set()),
    "behind noise": (NOISE, {}, REGION, set(), set()),
    "set and not exported": ("AWS_REGION=us-east-1\n", {}, {}, set(), {"AWS_REGION"}),
    "of the login shell alone": ("", REGION, REGION, set(), set()),
    "different values": (
        "export AWS_REGION=ap-northeast-2\nexport AWS_PROFILE=one\n",
        {**REGION, "AWS_PROFILE": "one"},
        {"AWS_REGION": "ap-northeast-2", "AWS_PROFILE": "one"},
        {"AWS_REGION"},
        {"AWS_REGION"},
    ),
    "keys of the login shell alone": (
        "",
        {"AWS_ACCESS_KEY_ID": "of-profile"},
        {"AWS_ACCESS_KEY_ID": "of-profile"},
        {"AWS_ACCESS_KEY_ID"},
        set(),
    ),
    "none of ours": (
        "export EDITOR=vi\nexport AWS_SSM_REGION_NAME=us-west-2\n",
        {},
        {},
        set(),
        {"AWS_SSM_REGION_NAME"},
    ),
}


@pytest.mark.parametrize("case", TERMINALS)
def test_what_terminals_have(case: str, home: Path) -> None:
    bashrc, of_login, variables, differing, mentioned = TERMINALS[case]
    (home / ".bashrc").write_text(bashrc)
    found = read_start_up_variables(login_shell(home, **of_login))
    assert found.variables == variables
    assert found.unsettled == Unsettled(frozenset(differing), dict.fromkeys(mentioned, "~/.bashrc"))


@pytest.mark.parametrize("folder", [".local/share/code-server", ".vscode-server"])
def test_a_variable_of_the_login_shell_alone_does_not_settle_a_terminal_of_vs_code(home: Path, folder: str) -> None:
    (home / folder).mkdir(parents=True)
    assert read_start_up_variables(login_shell(home, **REGION)).unsettled.differing == {"AWS_REGION"}


@pytest.mark.parametrize(
    "bashrc",
    ["exec true\n", "exit 3\n", "sleep 600\n", "echo noise; set -x; export AWS_REGION=us-east-1; exec sleep 600\n"],
    ids=["replaced", "left", "hanging", "noisy"],
)
def test_a_bashrc_that_never_comes_to_an_end_settles_nothing_and_costs_its_time_alone(home: Path, bashrc: str) -> None:
    (home / ".bashrc").write_text(bashrc)
    found = read_start_up_variables(login_shell(home, **REGION), limit_s=0.4)
    assert found == StartUp(REGION, Unsettled(is_silent=True))


@pytest.mark.parametrize("shell", ["/usr/sbin/nologin", "/no/such/bash"])
def test_a_shell_that_is_not_known_or_not_there_is_not_started_and_settles_nothing(home: Path, shell: str) -> None:
    found = read_start_up_variables({**login_shell(home, **REGION), "SHELL": shell})
    assert found == StartUp(REGION, Unsettled(is_silent=True))


@pytest.mark.parametrize("line", ["AWS_REGION=us-east-1", "export AWS_REGION='us-east-1'", ' AWS_REGION="us-east-1" '])
def test_what_logging_in_reads_for_everybody_counts(home: Path, line: str) -> None:
    system_wide = home / "environment"
    system_wide.write_text(f"# for everybody\n{line}\nEDITOR=vi\n")
    found = read_start_up_variables(login_shell(home), system_wide=system_wide)
    assert found == StartUp(REGION, Unsettled())


def test_a_line_that_no_asked_shell_comes_to_is_told_with_its_file(home: Path) -> None:
    (home / ".bashrc").write_text('export AWS_REGION=us-east-1\n[ "$TERM_PROGRAM" = vscode ] && . ~/.keys\n')
    (home / ".keys").write_text("export AWS_ACCESS_KEY_ID=of-keys\n")
    found = read_start_up_variables(login_shell(home))
    assert found == StartUp(REGION, Unsettled(mentioned={"AWS_ACCESS_KEY_ID": "~/.keys"}))
