"""Lines of AWS files in any state."""

from __future__ import annotations

import time

import pytest

from checkpoints.facts.config_files import FileDefect, read_config_files
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.facts.written_lines import RepeatedName, find_lines, find_repetition, find_secrets
from tests.machine import SECRET, Machine, static

TWICE = {
    "section": ("[work]\nregion = x\n\n[other]\n[work]\n", RepeatedName("[work]", 1, 5)),
    "key": ("[work]\nregion = x\n# region = y\nREGION = z\n", RepeatedName("region", 2, 4, agrees=False)),
    "of-two-sections": ("[work]\nregion = x\n[other]\nregion = x\n", None),
    "nested": ("[work]\ns3 =\n  region = x\n  region = y\nregion = z\n", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "repeated"), TWICE.values(), ids=TWICE)
def test_what_stands_twice_is_found_with_both_lines(text: str, repeated: RepeatedName | None) -> None:
    assert find_repetition(text) == repeated


@pytest.mark.parametrize("name", ["config", "credentials"])
def test_a_file_that_is_broken_by_a_repetition_tells_it(machine: Machine, name: str) -> None:
    machine.write(f"home/.aws/{name}", f"[default]\n{static()}[default]\n{static()}")
    files = read_config_files({}, machine.home)
    file = files.config if name == "config" else files.credentials
    assert (file.broken, file.repeated) == (FileDefect.SYNTAX, RepeatedName("[default]", 1, 4))


def test_keys_are_found_by_section_and_name() -> None:
    lines = find_lines("; x\n[profile work]\n\nAWS_Access_Key_Id = a\nregion: b\n")
    assert lines == {("profile work", ""): 2, ("profile work", "aws_access_key_id"): 4, ("profile work", "region"): 5}


@pytest.mark.parametrize(
    "line",
    [
        "aws_secret_access_key = {}",
        "AWS_SECRET_ACCESS_KEY={} # mine",
        "export AWS_SECRET_ACCESS_KEY='{}'",
        '"aws_session_token": "{}",',
        "aws_session_token {}",
        "aws_secret_key = <{}>",
        "aws_secret_access_key =\n  {}",
        "aws_bearer_token_bedrock = {} 입니다",
    ],
)
def test_what_stands_under_a_name_of_a_key_is_secret(line: str) -> None:
    rest = "region = us-east-1\nmfa_serial = arn:x\n"
    assert SECRET in find_secrets(f"no section\n{line.format(SECRET)}\n{rest}")
    assert find_secrets(f"[default]\naws_secret_access_key = your-secret-access-key\n{rest}") == frozenset()


LONG = 100_000
# Read in another way than from left to right, each of them takes minutes.
ENDLESS = {
    "word": "# " + "x" * LONG,
    "gap": "a" + " " * LONG + "b",
    "gap-in-a-key": "aws_secret_access_key = a" + " " * LONG + "b",
    "gap-in-a-template": "aws_secret_access_key = xxx" + " " * LONG + "b",
    "names": "access_key" * (LONG // 10),
}


@pytest.mark.parametrize("line", ENDLESS.values(), ids=ENDLESS)
def test_a_line_of_any_length_is_read_at_once(line: str) -> None:
    began = time.process_time()
    find_lines(line)
    find_secrets(line)
    describe_key_pair(line, line)
    assert time.process_time() - began < 5


def test_a_file_that_is_not_utf8_keeps_its_secrets_too(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"# 한글\n[default]\n{static()}".encode("cp949"))
    files = read_config_files({}, machine.home)
    assert files.credentials.broken is FileDefect.ENCODING
    assert SECRET in files.secrets
