"""`python -m checkpoints` as it is typed."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checkpoints import __version__
from checkpoints.__main__ import COMMANDS, main
from checkpoints.guide.texts import say
from checkpoints.report.columns import measure_width
from tests.classroom.conftest import ROOT, Command, Typed
from tests.classroom.hand_ins import hand_in, put
from tests.report import samples

COMMAND = (sys.executable, "-m", "checkpoints", "class")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    put(tmp_path / "in", "2.html", hand_in("이두리", samples.one_failure))
    return tmp_path / "in"


def test_a_class_is_told_on_the_terminal_and_written(typed: Typed, folder: Path, tmp_path: Path) -> None:
    done = typed("class", folder, "--html", tmp_path / "out" / "반.html", "--csv", "class.csv", "--json", "class.json")
    out = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (1, b"")
    assert out[:3] == [
        "1.1 AWS 환경 설정: 반 전체 준비 현황",
        "2명 중 1명 준비 완료 (제출자 기준)",
        "준비되지 않은 참가자가 1명 있습니다. (준비 완료 1, 준비 미완료 1)",
    ]
    assert "      export AWS_REGION=us-east-1" in out
    assert out[-3:] == [f"저장: {tmp_path}/out/반.html", "저장: class.csv", "저장: class.json"]
    assert json.loads((tmp_path / "here" / "class.json").read_text(encoding="utf-8"))["ready"] == 1
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["class.csv", "class.json"]
    assert typed("class", folder / "1.html").returncode == 0  # everybody is ready


def test_a_custom_endpoint_is_told(command: Command, tmp_path: Path) -> None:
    ran = command("class", put(tmp_path, "1.html", hand_in("김하나", endpoint="custom")))
    assert (ran.code, say("class.custom-count", "ko", {"count": "1"}) in ran.out.splitlines()) == (0, True)


def test_a_roster_decides_who_everybody_is(command: Command, folder: Path, tmp_path: Path) -> None:
    roster = put(tmp_path, "names.csv", "이름\n김하나\n".encode("cp949"))
    assert command("class", folder, "--roster", roster).code == 0
    put(tmp_path, "names.csv", "이름\n김하나\n박세리\n".encode("cp949"))
    ran = command("class", "--roster", roster, folder)
    assert (ran.code, "미제출: 박세리" in ran.out) == (1, True)


def test_a_class_without_hand_ins_is_told_and_ends_with_2(command: Command, tmp_path: Path) -> None:
    ran = command("class", tmp_path)
    assert (ran.code, "아직 제출된 파일이 없습니다." in ran.out.splitlines()) == (2, True)
    ran = command("class", tmp_path / "none")
    assert (ran.code, "읽을 수 있는 제출 파일이 없습니다." in ran.out.splitlines()) == (2, True)
    assert f"{tmp_path}/none: 없거나 읽을 수 없는 파일" in ran.out


@pytest.mark.parametrize(
    ("arguments", "variable"),
    [
        (("class", "1.html", "--lang", "en"), "ko"),
        (("--lang=en", "class", "1.html"), "ko"),
        (("class", "1.html"), "en"),
    ],
)
def test_the_language_is_asked_for_or_set_by_a_variable(
    arguments: tuple[str, ...], variable: str, folder: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CHECKPOINTS_LANG", variable)
    ran = command(*arguments)
    assert (ran.code, "1 of 1 ready" in ran.out) == (0, True)


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "latin-1"])
def test_terminals_of_every_encoding_are_told(typed: Typed, folder: Path, encoding: str) -> None:
    done = typed("class", folder, folder / "none", PYTHONIOENCODING=f"{encoding}:strict", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, b"")
    expected = "2명 중 1명 준비 완료" if encoding == "cp949" else "1 of 2 ready"
    assert expected in done.stdout.decode(encoding)


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["class"], "command.class.no-paths", {}),
        (["class", "--html"], "command.option-value", {"option": "--html"}),
        (["class", "x", "--htm", "y"], "command.option-unknown", {"option": "--htm"}),
        (["class", "x", "--lang", "fr"], "command.lang-unknown", {"value": "fr", "known": "ko, en"}),
        (["--lang=fr", "class", "x"], "command.lang-unknown", {"value": "fr", "known": "ko, en"}),
        (["clas"], "command.no-such", {"name": "clas", "known": ", ".join(COMMANDS)}),
        (["class", "x", "--html", "a", "--csv", "a"], "command.class.same-file", {"path": "a"}),
        (["class", "x", "--html", "./x"], "command.class.same-file", {"path": "x"}),
        (
            ["class", "x", "--roster", "none"],
            "command.class.roster-missing",
            {"path": "none", "reason": "system.enoent"},
        ),
        *(
            (["class", "x", *seconds], "command.class.watch-seconds", {"least": "1", "most": "3600"})
            for seconds in (("--watch", "0"), ("--watch", "nan"), ("--watch=9999",))
        ),
        (["rehearse", "--port", "x"], "command.option-value", {"option": "--port"}),
        (["rehearse", "ready", "admin"], "command.error", {"reason": "admin"}),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else "",
)
def test_a_command_that_cannot_be_meant_says_why_in_both_languages(
    arguments: list[str], key: str, values: dict[str, str], monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    for language in ("ko", "en"):
        monkeypatch.setenv("CHECKPOINTS_LANG", language)
        told = {name: say(value, language) if value.startswith("system.") else value for name, value in values.items()}
        ran = command(*arguments)
        assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", say(key, language, told))


def test_a_page_that_cannot_be_written_is_told(folder: Path, tmp_path: Path, command: Command) -> None:
    put(tmp_path, "file", "old")
    ran = command("class", folder, "--html", tmp_path / "file" / "class.html")
    assert (ran.code, ran.err.startswith(f"{tmp_path}/file/class.html 파일에 저장할 수 없습니다")) == (2, True)
    (tmp_path / "class.html").mkdir()
    assert command("class", folder, "--html", tmp_path / "class.html").code == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_reader_that_has_enough_is_no_error(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, folder], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=120
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_sees_a_bar_that_is_gone_at_the_end(folder: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run([*COMMAND, folder], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=120)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert done.returncode == 1
    assert re.match(r"\r읽는 중 \[#{24}\] 2/2, 초당 \d+개\r +\r$", shown)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "command", [*COMMANDS, "", "fleet run", "fleet collect", "fleet document"], ids=lambda name: name or "none"
)
def test_help_is_wholly_in_the_language_asked_for_fits_into_80_columns_and_breaks_no_word(
    command: str, language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help", "--lang", language])
    told = capsys.readouterr().out
    assert caught.value.code == 0
    assert told.startswith(say("command.usage", language) + f"python -m checkpoints {command}".rstrip())
    assert say("command.help", language) in told
    foreign = r"\b(usage|options|positional|optional|show this)\b" if language == "ko" else "[가-힣]"
    assert not re.search(foreign, told)
    assert [line for line in told.splitlines() if measure_width(line) > 80] == []
    assert not re.search(r"[a-z]-$", told, re.MULTILINE)  # of an option or file, "drop-box.html"


@pytest.mark.parametrize(("name", "missing"), [("dropbox", "s3://BUCKET/CLASS/"), ("remove", "NAME, --from")])
def test_an_argument_that_is_missing_is_named_in_the_language_asked_for(
    name: str, missing: str, command: Command
) -> None:
    ran = command(name)
    told = f"필요한 인자가 빠졌습니다: {missing}\n도움말: python -m checkpoints {name} --help\n"
    assert (ran.code, ran.err) == (2, told)


def test_no_command_shows_the_help_and_the_version_is_told(command: Command) -> None:
    ran = command()
    assert (ran.code, say("command.class", "ko") in ran.err) == (2, True)
    ran = command("--version")
    assert (ran.code, ran.out) == (0, f"{__version__}\n")


def test_a_scenario_that_does_not_exist_is_left_to_the_rehearsal(command: Command) -> None:
    ran = command("rehearse", "no-such-scenario", "--lang", "en")
    assert (ran.code, "no-such-scenario" in ran.err) == (2, True)


def test_the_class_needs_no_aws_library() -> None:
    code = (
        "import sys; from checkpoints.__main__ import COMMANDS, main; main(['class', 'none']);"
        "print(sorted({'boto3', 'botocore', 'moto', 'pytest', 'flask'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=120)
    assert done.stdout.splitlines()[-1] == b"[]"
