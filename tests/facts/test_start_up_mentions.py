"""Which lines of start-up files may give a terminal another value than the shells have that were asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checkpoints.facts.start_up_mentions import find_other_mentions

GIVEN = {"AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": "{home}/config"}


def find(home: Path, **variables: str) -> dict[str, str]:
    shell = {name: value.format(home=home) for name, value in {**GIVEN, **variables}.items()}
    return find_other_mentions(home, ({}, shell), home / "etc")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # what the shells have all the same
        ("export AWS_REGION=us-east-1", ""),
        ("export AWS_REGION='us-east-1'; export AWS_CONFIG_FILE=~/config", ""),
        ('export AWS_REGION="us-east-1" AWS_CONFIG_FILE="$HOME/config"', ""),
        ("AWS_REGION=us-east-1\nexport AWS_REGION", ""),
        ("export AWS_REGION=${AWS_REGION:-us-east-1}", ""),
        ('if [ -z "$AWS_REGION" ]; then export AWS_REGION=us-east-1; fi', ""),
        ("export \\\n  AWS_REGION=us-east-1", ""),
        ("set -gx AWS_REGION us-east-1", ""),
        ('echo "$AWS_REGION ${AWS_PROFILE:-none}"', ""),
        ("# export AWS_REGION=us-west-2", ""),
        ("unset AWS_PROFILE AWS_ACCESS_KEY_ID", ""),
        ("export MY_AWS_REGION=us-west-2", ""),
        # what they may have otherwise
        ("[ -t 1 ] && export AWS_REGION=us-west-2", "AWS_REGION"),
        ("export AWS_REGION=$(cat ~/region)", "AWS_REGION"),
        ("export AWS_REGION=$REGION", "AWS_REGION"),
        ('export AWS_REGION="us-$COUNTRY-1"', "AWS_REGION"),
        (": ${AWS_REGION:=us-west-2}", "AWS_REGION"),
        ("export AWS_REGION=us-east-1\r", "AWS_REGION"),
        ("unset AWS_REGION", "AWS_REGION"),
        ("set -e AWS_REGION", "AWS_REGION"),
        ("set -gx AWS_REGION us-west-2", "AWS_REGION"),
        ("read -r AWS_REGION", "AWS_REGION"),
        ("export AWS_CONFIG_FILE=~/other", "AWS_CONFIG_FILE"),
        ("[ -t 0 ] && export AWS_REGION=us-east-1 AWS_PROFILE=team", "AWS_PROFILE"),
        ("# 한국어\ncase $- in *i*) export AWS_ACCESS_KEY_ID=x; exec zsh;; esac", "AWS_ACCESS_KEY_ID"),
        ('alias work="export AWS_PROFILE=work"', "AWS_PROFILE"),
        ('[ -t 0 ] && eval "$(aws configure export-credentials --format env)"', "AWS_ACCESS_KEY_ID"),
        ("work() { export AWS_PROFILE=work; }", "AWS_PROFILE"),
    ],
)
def test_what_terminals_may_have_otherwise_than_the_shells_is_named_with_its_file(
    tmp_path: Path, line: str, name: str
) -> None:
    (tmp_path / ".bashrc").write_text(f"{line}\n", "utf-8")
    assert find(tmp_path) == ({name: "~/.bashrc"} if name else {})


OF_HOME = ".profile .bash_profile .zshrc .zshenv .config/zsh/.zshrc .bashrc.d/aws .config/fish/config.fish"
FOR_EVERYBODY = "etc/profile etc/profile.d/workshop.sh etc/bash.bashrc etc/bashrc etc/zsh/zshrc"


@pytest.mark.parametrize("file", f"{OF_HOME} {FOR_EVERYBODY}".split())
def test_files_of_every_shell_are_read(tmp_path: Path, file: str) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("export AWS_PROFILE=team\n")
    assert find(tmp_path) == {"AWS_PROFILE": f"~/{file}"}


@pytest.mark.parametrize("line", [". ~/.aws_env", 'source "$HOME/.aws_env"', "[ -f .aws_env ] && . .aws_env"])
def test_a_file_that_they_read_by_a_plain_name_is_one_of_them(tmp_path: Path, line: str) -> None:
    (tmp_path / ".bashrc").write_text(f"{line}\n")
    (tmp_path / ".aws_env").write_text(". ~/.bashrc\nexport AWS_PROFILE=team\n")
    assert find(tmp_path) == {"AWS_PROFILE": "~/.aws_env"}


def test_shells_that_differ_agree_with_no_line(tmp_path: Path) -> None:
    (tmp_path / ".profile").write_text("export AWS_REGION=us-east-1\n")
    shells = ({"AWS_REGION": "us-east-1"}, {"AWS_REGION": "us-west-2"})
    assert find_other_mentions(tmp_path, shells, tmp_path / "etc") == {"AWS_REGION": "~/.profile"}


def test_a_line_of_any_length_takes_little_time(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("echo " + "AWS_PROFILE " * 20_000 + "\n")
    began = time.process_time()
    assert find(tmp_path) == {"AWS_PROFILE": "~/.bashrc"}
    assert time.process_time() - began < 5
