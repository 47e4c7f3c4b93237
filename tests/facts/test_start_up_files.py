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


def test_a_bashrc_that_is_left_unread_where_nobody_types_still_counts(home: Path) -> None:
    (home / ".bashrc").write_text(f"{GUARD}export AWS_REGION=us-east-1\n")
    found = read_start_up_variables(login_shell(home))
    assert (found.variables["AWS_REGION"], found.unsettled) == ("us-east-1", Unsettled())


def test_a_variable_of_the_login_shell_alone_counts(home: Path) -> None:
    found = read_start_up_variables(login_shell(home, AWS_REGION="us-east-1"))
    assert (found.variables["AWS_REGION"], found.unsettled) == ("us-east-1", Unsettled())


@pytest.mark.parametrize("folder", [".local/share/code-server", ".vscode-server"])
def test_a_variable_of_the_login_shell_alone_does_not_settle_a_terminal_of_vs_code(home: Path, folder: str) -> None:
    (home / folder).mkdir(parents=True)
    found = read_start_up_variables(login_shell(home, AWS_REGION="us-east-1"))
    assert found.unsettled.differing == {"AWS_REGION"}


def test_terminals_that_get_different_values_settle_nothing(home: Path) -> None:
    (home / ".bashrc").write_text("export AWS_REGION=ap-northeast-2\nexport AWS_PROFILE=one\n")
    found = read_start_up_variables(login_shell(home, AWS_REGION="us-east-1", AWS_PROFILE="one"))
    assert found.unsettled.differing == {"AWS_REGION"}


def test_a_variable_that_is_set_and_not_exported_does_not_count(home: Path) -> None:
    (home / ".bashrc").write_text("AWS_REGION=us-east-1\n")
    assert "AWS_REGION" not in read_start_up_variables(login_shell(home)).variables


def test_what_systems_manager_sets_and_what_is_none_of_ours_is_left_out(home: Path) -> None:
    (home / ".bashrc").write_text("export EDITOR=vi\nexport AWS_SSM_REGION_NAME=us-west-2\n")
    assert read_start_up_variables(login_shell(home)).variables == {}


@pytest.mark.parametrize(
    "bashrc",
    ["exec true\n", "exit 3\n", "sleep 600\n", "echo noise; set -x; export AWS_REGION=us-east-1; exec sleep 600\n"],
    ids=["replaced", "left", "hanging", "noisy"],
)
def test_a_bashrc_that_never_comes_to_an_end_settles_nothing_and_costs_its_time_alone(home: Path, bashrc: str) -> None:
    (home / ".bashrc").write_text(bashrc)
    found = read_start_up_variables(login_shell(home, AWS_REGION="us-east-1"), limit_s=1.0)
    assert found == StartUp({"AWS_REGION": "us-east-1"}, Unsettled(is_silent=True))


def test_noise_of_start_up_files_is_stepped_over(home: Path) -> None:
    (home / ".bashrc").write_text("echo Welcome; printf 'no line end'; set -x; export AWS_REGION=us-east-1\n")
    assert read_start_up_variables(login_shell(home)).variables["AWS_REGION"] == "us-east-1"


@pytest.mark.parametrize("shell", ["/usr/sbin/nologin", "/no/such/bash"])
def test_a_shell_that_is_not_known_or_not_there_is_not_started_and_settles_nothing(home: Path, shell: str) -> None:
    found = read_start_up_variables({**login_shell(home, AWS_REGION="us-east-1"), "SHELL": shell})
    assert found == StartUp({"AWS_REGION": "us-east-1"}, Unsettled(is_silent=True))


@pytest.mark.parametrize("line", ["AWS_REGION=us-east-1", "export AWS_REGION='us-east-1'", ' AWS_REGION="us-east-1" '])
def test_what_logging_in_reads_for_everybody_counts(home: Path, line: str) -> None:
    system_wide = home / "environment"
    system_wide.write_text(f"# for everybody\n{line}\nEDITOR=vi\n")
    found = read_start_up_variables(login_shell(home), system_wide=system_wide)
    assert found == StartUp({"AWS_REGION": "us-east-1"}, Unsettled())


def test_keys_that_only_logging_in_gives_do_not_settle_the_other_terminals(home: Path) -> None:
    found = read_start_up_variables(login_shell(home, AWS_ACCESS_KEY_ID="of-profile"))
    assert found.unsettled.differing == {"AWS_ACCESS_KEY_ID"}


def test_a_line_that_no_asked_shell_comes_to_is_told_with_its_file(home: Path) -> None:
    (home / ".bashrc").write_text('export AWS_REGION=us-east-1\n[ "$TERM_PROGRAM" = vscode ] && . ~/.keys\n')
    (home / ".keys").write_text("export AWS_ACCESS_KEY_ID=of-keys\n")
    found = read_start_up_variables(login_shell(home))
    assert found == StartUp({"AWS_REGION": "us-east-1"}, Unsettled(mentioned={"AWS_ACCESS_KEY_ID": "~/.keys"}))
