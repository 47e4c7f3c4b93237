"""What is written for PowerShell and for the command prompt is what they read, by the rules that each documents."""

from __future__ import annotations

import re
import shlex

import pytest

from checkpoints.report.scrub import Scrubber
from checkpoints.report.shells.commands import write_commands
from checkpoints.report.shells.reader import KeptVariable, Reader
from tests.report.shells.words import PROMPT, WINDOWS_POWERSHELL, WORDS, keeping


def written(notation: str, reader: Reader) -> list[str]:
    return write_commands(notation, reader).get(reader.shell.value, "").splitlines()


# -- PowerShell: a string in single quotes is what stands in it, two quotes are one; other words hold nothing special

STRING = r"'(?:[^'‘’‚‛]|'{2}|‘{2}|’{2}|‚{2}|‛{2})*'"
# about_Parsing: what may end a bare word, begin another kind of token or be an operator must not stand in it.
BARE = r"(?![-@#<>0-9'\"])[A-Za-z0-9_./:\\=-]+|\d+|-{1,2}[A-Za-z][A-Za-z0-9_=-]*"
HOME = r'"\$HOME/(?:[^"“”„`$]|`.)*"'
POWERSHELL_WORD = re.compile(f"(?:{STRING}|{HOME}|{BARE})(?= |$)")


def words_of_powershell(line: str) -> list[str]:
    """The words of a command, as PowerShell hands them to a program."""
    found, place = [], 0
    line = line.removeprefix("& ")
    while place < len(line):
        word = POWERSHELL_WORD.match(line, place)
        assert word is not None, line[place:]
        found.append(_value(word[0]))
        place = word.end() + 1
    return found


def _value(word: str) -> str:
    if word.startswith("'"):
        return re.sub(r"(['‘’‚‛])\1", r"\1", word[1:-1])
    return re.sub(r"`(.)", r"\1", word[1:-1]).replace("$HOME", "~") if word.startswith('"') else word


@pytest.mark.parametrize("word", WORDS)
def test_powershell_hands_every_word_to_the_program(word: str) -> None:
    (line,) = written(shlex.join(["aws", "x", word]), WINDOWS_POWERSHELL)
    assert words_of_powershell(line) == ["aws", "x", word]


@pytest.mark.parametrize("word", ["", 'say "hi"', "with space\\", "two\nlines"])
def test_what_the_releases_of_powershell_hand_over_differently_is_not_told(word: str) -> None:
    assert written(shlex.join(["aws", "x", word]), WINDOWS_POWERSHELL) == []


def test_powershell_gets_no_operator_that_the_oldest_release_lacks() -> None:
    assert written("unset AWS_A AWS_B && aws configure", WINDOWS_POWERSHELL) == [
        "$env:AWS_A = $null",
        "$env:AWS_B = $null",
        "aws configure",
    ]


def test_powershell_sets_a_variable_for_new_terminals_too() -> None:
    assert written("keep AWS_REGION=eu-west-1", WINDOWS_POWERSHELL) == [
        "$env:AWS_REGION = 'eu-west-1'",
        "[Environment]::SetEnvironmentVariable('AWS_REGION', 'eu-west-1', 'User')",
    ]
    assert written('export AWS_PROFILE="it\'s"', WINDOWS_POWERSHELL) == ["$env:AWS_PROFILE = 'it''s'"]


def test_what_windows_keeps_for_the_user_is_removed_there() -> None:
    kept = KeptVariable("AWS_A", "", "x")
    assert written("unset AWS_A AWS_B", keeping(WINDOWS_POWERSHELL, kept)) == [
        "$env:AWS_A = $null",
        "[Environment]::SetEnvironmentVariable('AWS_A', $null, 'User')",
        "$env:AWS_B = $null",
    ]
    assert written("unset AWS_A AWS_B", keeping(PROMPT, kept)) == [
        'set "AWS_A="',
        "reg delete HKCU\\Environment /f /v AWS_A",
        'set "AWS_B="',
    ]


def test_powershell_asks_on_one_line_and_shows_nothing() -> None:
    assert written("ask AWS_A AWS_B", WINDOWS_POWERSHELL) == [
        "foreach ($name in 'AWS_A', 'AWS_B') { Set-Item \"Env:$name\" "
        "([Net.NetworkCredential]::new('', (Read-Host $name -AsSecureString)).Password) }"
    ]


def test_powershell_starts_the_program_curl_and_the_interpreter_of_the_run() -> None:
    reader = Reader(WINDOWS_POWERSHELL.shell, WINDOWS_POWERSHELL.system, scripts="my env\\Scripts\\")
    assert written("curl -sS https://x.example", reader) == ["curl.exe -sS https://x.example"]
    assert written("python -m checkpoints remove A --from ~/.claude/settings.json", reader) == [
        "& 'my env\\Scripts\\python' -m checkpoints remove A --from \"$HOME/.claude/settings.json\""
    ]


# -- the command prompt: outside quotes some characters are its own; then the program reads quotes and backslashes


def words_of_prompt(line: str) -> list[str]:
    """The words of a command, as a program of Windows gets them (`CommandLineToArgvW`)."""
    words: list[str] = []
    inside, word, begun, slashes = False, "", False, 0
    for each in f"{line} ":
        if each == "\\":
            slashes, begun = slashes + 1, True
            continue
        word += "\\" * (slashes // 2 if each == '"' else slashes)
        slashes = 0
        if each == '"':
            inside, begun = not inside, True
        elif each == " " and not inside:
            words, word, begun = [*words, word] if begun else words, "", False
        else:
            assert inside or each not in '&|<>^()"%!;,', line
            word, begun = word + each, True
    assert not inside, line
    return words


@pytest.mark.parametrize("word", WORDS)
def test_the_prompt_hands_every_word_to_the_program(word: str) -> None:
    (line,) = written(shlex.join(["aws", "x", word]), PROMPT)
    assert words_of_prompt(line) == ["aws", "x", word]


@pytest.mark.parametrize("word", ['say "hi"', "%PATH%", "two\nlines"])
def test_what_the_prompt_would_change_is_not_told(word: str) -> None:
    assert written(shlex.join(["aws", "x", word]), PROMPT) == []


def test_the_prompt_sets_asks_and_trims() -> None:
    assert written("keep AWS_REGION=eu-west-1", PROMPT) == ['set "AWS_REGION=eu-west-1"', "setx AWS_REGION eu-west-1"]
    assert written("export AWS_PROFILE='a & b'", PROMPT) == ['set "AWS_PROFILE=a & b"']
    assert written("ask AWS_A AWS_B", PROMPT) == ['echo AWS_A:& set /p "AWS_A=" & echo AWS_B:& set /p "AWS_B="']
    assert written("trim AWS_A", PROMPT) == ['for /f %i in ("%AWS_A%") do @set "AWS_A=%i"']


@pytest.mark.parametrize("reader", [Reader(), WINDOWS_POWERSHELL, PROMPT], ids=lambda reader: reader.shell.value)
def test_a_question_for_secrets_looks_like_none(reader: Reader) -> None:
    (line,) = written("ask AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_BEARER_TOKEN_BEDROCK", reader)
    assert Scrubber().scrub_text(line) == line


def test_the_home_directory_is_that_of_windows() -> None:
    assert written("python x ~/.claude/settings.json", PROMPT) == ['python x "%USERPROFILE%\\.claude\\settings.json"']


def test_a_path_of_wsl_is_for_bash_alone() -> None:
    assert write_commands("wslpath AWS_CONFIG_FILE", Reader()) == {
        "bash": 'export AWS_CONFIG_FILE="$(wslpath "$AWS_CONFIG_FILE")"'
    }
