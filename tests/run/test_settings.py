"""Where the suite's own settings come from, and what a `.env` is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checkpoints.guide.vocabulary import Invoke, ModelMatching
from checkpoints.run.settings import RunSettings, SettingError, read_settings
from tests.run.fake_aws import FakeAws
from tests.run.running import run

NOTHING: dict[str, str | None] = {"lang": None, "attendee": None, "invoke": None}
SECRET = "canary+secret/in+dotenv/0123456789abcdef"


OF_DOTENV = RunSettings("en", "From Dotenv", Invoke.NEVER, ModelMatching.GUIDE)
VARIABLES = {
    "CHECKPOINTS_LANG": "ko",
    "CHECKPOINTS_ATTENDEE": " 홍길동 ",
    "CHECKPOINTS_INVOKE": "always",
    "CHECKPOINTS_MODELS": "family",
}
OF_VARIABLES = RunSettings("ko", "홍길동", Invoke.ALWAYS, ModelMatching.FAMILY)
OPTIONS = {"lang": "en", "attendee": "Option", "invoke": "auto"}
ORDER: dict[str, tuple[dict[str, str], dict[str, str], RunSettings]] = {
    # options and variables beside a `.env` that sets everything, and what counts
    "a .env sets what nobody else does": ({}, {}, OF_DOTENV),
    "variables go before it": ({}, VARIABLES, OF_VARIABLES),
    "an empty variable sets nothing": ({}, {"CHECKPOINTS_ATTENDEE": "", "CHECKPOINTS_LANG": ""}, OF_DOTENV),
    "options go before variables": (OPTIONS, VARIABLES, RunSettings("en", "Option", Invoke.AUTO, ModelMatching.FAMILY)),
    "a name of spaces is no name": ({"attendee": "  "}, {}, replace(OF_DOTENV, attendee=None)),
}


@pytest.mark.parametrize(("options", "variables", "expected"), ORDER.values(), ids=ORDER)
def test_where_a_setting_comes_from(
    options: dict[str, str], variables: dict[str, str], expected: RunSettings, tmp_path: Path
) -> None:
    path = tmp_path / ".env"
    path.write_text(
        "\ufeffCHECKPOINTS_LANG=en\nCHECKPOINTS_ATTENDEE=From Dotenv\nCHECKPOINTS_INVOKE=never\n"
        "CHECKPOINTS_MODELS=guide\n",
        encoding="utf-8",
    )
    assert read_settings(NOTHING | options, variables, path) == expected


def test_without_anything_the_run_is_korean_and_careful(tmp_path: Path) -> None:
    for dotenv in (None, tmp_path / "none"):
        assert read_settings(NOTHING, {}, dotenv) == RunSettings("ko", None, Invoke.AUTO, ModelMatching.FAMILY)


@pytest.mark.parametrize(
    ("options", "variables", "written", "where", "language"),
    [
        ({"lang": "fr"}, {}, "", "--lang", "ko"),
        ({"invoke": "Auto"}, {"CHECKPOINTS_LANG": "en"}, "", "--invoke", "en"),
        ({}, {"CHECKPOINTS_LANG": "EN"}, "", "CHECKPOINTS_LANG", "ko"),
        ({"lang": "en"}, {"CHECKPOINTS_MODELS": "newest"}, "", "CHECKPOINTS_MODELS", "en"),
        ({}, {}, "CHECKPOINTS_LANG=en\nCHECKPOINTS_INVOKE=yes\n", ".env: CHECKPOINTS_INVOKE", "en"),
    ],
)
def test_an_unknown_value_is_told_with_its_place_in_the_runs_language(
    options: dict[str, str], variables: dict[str, str], written: str, where: str, language: str, tmp_path: Path
) -> None:
    path = tmp_path / ".env"
    path.write_text(written)
    with pytest.raises(SettingError) as refused:
        read_settings(NOTHING | options, variables, path)
    assert (refused.value.key, refused.value.language) == ("unknown-value", language)
    assert refused.value.values["where"] == where


@pytest.mark.parametrize(
    "content", ["CHECKPOINTS_ATTENDEE=홍길동\n".encode("cp949"), "CHECKPOINTS_LANG=en\n".encode("utf-16")]
)
def test_a_dotenv_of_another_encoding_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(content)
    with pytest.raises(SettingError) as refused:
        read_settings(NOTHING | {"lang": "en"}, {}, path)
    assert (refused.value.key, refused.value.values) == ("dotenv-undecodable", {"path": str(path)})
    assert refused.value.language == "en"


def test_a_run_takes_each_setting_from_its_place_and_nothing_of_aws_from_a_dotenv(
    clone: Path, aws: FakeAws, tmp_path: Path
) -> None:
    (clone / ".env").write_text(
        "CHECKPOINTS_LANG=en\nCHECKPOINTS_ATTENDEE=From Dotenv\nCHECKPOINTS_INVOKE=never\nAWS_REGION=us-east-1\n"
        f"AWS_ACCESS_KEY_ID=AKIAQ7DOTENVKEY23456\nAWS_SECRET_ACCESS_KEY={SECRET}\n"
    )
    shell = {
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "CHECKPOINTS_ATTENDEE": "From The Shell",
        "CHECKPOINTS_INVOKE": "never",
    }
    ran = run(tmp_path, "--invoke", "always", variables=shell, cwd=clone)
    assert ran.code == 1
    assert (ran.data["language"], ran.data["attendee"]["name"]) == ("en", "From The Shell")
    assert ran.data["invoke"] == "always"
    assert ran.causes == {"no-credentials", "region-only-in-dotenv"}
    (note,) = ran.checks["step3.credentials-resolve"]["notes"]
    assert "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY" in note
    assert ".env" in note
    assert aws.asked == []
    told = ran.said + ran.html + ran.page.with_suffix(".json").read_text(encoding="utf-8")
    assert SECRET not in told
    assert "AKIAQ7DOTENVKEY23456" not in told


def test_a_dotenv_in_cp949_is_a_clear_message_live_and_unseen_offline(clone: Path, tmp_path: Path) -> None:
    (clone / ".env").write_bytes("CHECKPOINTS_ATTENDEE=홍길동\n".encode("cp949"))
    live = run(tmp_path, cwd=clone)
    assert live.code == 4
    path = clone / ".env"
    assert live.err.decode().strip() == f"ERROR: {path} 파일이 UTF-8 형식이 아닙니다. UTF-8로 다시 저장하세요."
    assert live.wrote_nothing
    offline = run(tmp_path, "--offline", "-m", "step4", cwd=clone)
    assert (offline.code, offline.data["attendee"]["name"]) == (0, None)
    assert offline.of("passed") == {row for row in offline.verdicts if row.startswith("step4")}
