"""Names and files in which `AWS_REGION` nearly stands."""

from __future__ import annotations

import pytest

from checkpoints.facts.region_mentions import find_near_misses, find_shell_files
from tests.machine import Machine

NEAR = "AWS_REGION_NAME AWS_REGIONS AWSREGION aws_region AWS_REIGON AWS_REGIN BEDROCK_REGION AWS_REGION_ID"
NEAR += " BEDROCK_AWS_REGION Aws_Region"
OTHERS = (
    "AWS_REGION AWS_DEFAULT_REGION AWS_STS_REGIONAL_ENDPOINTS ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION "
    "AWS_SIGV4A_SIGNING_REGION_SET AWS_PROFILE REGION AWS_SSM_REGION_NAME AWS_SSM_REGION"
)


@pytest.mark.parametrize("name", NEAR.split())
def test_a_name_like_it_is_near(name: str) -> None:
    assert find_near_misses({name: "us-east-1"}) == (name,)


@pytest.mark.parametrize("name", OTHERS.split())
def test_other_names_are_not(name: str) -> None:
    assert find_near_misses({name: "us-east-1"}) == ()


def test_an_empty_variable_is_no_mistake() -> None:
    assert find_near_misses({"AWS_REGIONS": ""}) == ()


@pytest.mark.parametrize(
    "line",
    ["export AWS_REGION=us-east-1", "  AWS_REGION=us-east-1", "typeset -x AWS_REGION=x", "declare -gx AWS_REGION=x"],
)
def test_a_start_up_file_that_sets_it_is_told(machine: Machine, line: str) -> None:
    machine.write("home/.zshrc", f"alias ll=ls\n{line}\n")
    assert find_shell_files(machine.home) == ("~/.zshrc",)


@pytest.mark.parametrize(
    "line", ["# export AWS_REGION=x", "export AWS_REGION_NAME=x", "echo $AWS_REGION", "MY_AWS_REGION=x"]
)
def test_a_line_that_does_not_set_it_is_not(machine: Machine, line: str) -> None:
    machine.write("home/.bashrc", line)
    assert find_shell_files(machine.home) == ()


def test_without_a_home_there_are_no_files() -> None:
    assert find_shell_files(None) == ()
