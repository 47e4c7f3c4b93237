"""Whatever option makes pytest talk, no secret reaches the terminal or a file; or the option is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lengths import at_length
from tests.machine import Machine
from tests.run.fake_aws import ACCOUNT, FakeAws, served
from tests.run.running import Ran, run
from tests.run.test_secrets import KEYS

SESSION = "hong.gildong@canary.example.com"
REFUSAL = (
    f"User: arn:aws:sts::{ACCOUNT}:assumed-role/Workshop/{SESSION} (AROAQ7CANARYROLE2345:{SESSION}) may not, said "
    f"arn%3Aaws%3Asts%3A%3A{ACCOUNT}%3Aassumed-role%2FWorkshop%2F{SESSION}"
)
PASTED = "us-east-1 AWS_SECRET_ACCESS_KEY=Canary+In/The+Region/0123456789abcdef012"
SHELL = {
    **KEYS,
    "BUILD_URL": "https://ci:Canary-In-The-Build@ci.example.com/canary-job/",
    "CI_COMMIT_REF_NAME": "canary-branch-name",
}
CANARIES = (
    *KEYS.values(),
    "Canary-In-The-Build",
    "canary-job",
    "canary-branch-name",
    "Canary+In/The+Region",
    "Canary-In-The-Metadata",
    "hong.gildong",
    "correct-horse-battery",
    ACCOUNT,
)
HUSHED = (
    (
        *("-vv", "-rA", "--showlocals", "--tb=long", "--show-capture=all", "--log-level=DEBUG", "--setup-show"),
        *("--junitxml={folder}/home/junit.xml", "-o", "junit_logging=all"),
    ),
    ("-v", "-p", "no:logging", "--full-trace", "--metadata", "Python", "Canary-In-The-Metadata"),
)
REFUSED = (
    ("-s",),
    ("--capture=tee-sys",),
    ("--log-cli-level=DEBUG",),
    ("--log-file={folder}/home/kept",),
    ("-o", "log_cli=true"),
    ("--debug={folder}/home/kept",),
    ("--pastebin=all",),
    ("--trace-config",),
    ("--pdb",),
)


@pytest.fixture
def refusing() -> Iterator[FakeAws]:
    """An account that refuses the models, and names the session that asked."""
    with served(FakeAws(refusal=REFUSAL)) as account:
        yield account


def found(ran: Ran, folder: Path) -> list[str]:
    """The canaries on the terminal and in all files that a run has left."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"out", "err"} <= {path.name for path in files}
    texts = [ran.said, *(path.read_text(encoding="utf-8", errors="replace") for path in files)]
    return [canary for canary in CANARIES if any(canary in text for text in texts)]


def ran_with(options: tuple[str, ...], aws: FakeAws, folder: Path, **more: str) -> Ran:
    given = (option.format(folder=folder) for option in options)
    return run(folder, *given, "--lang", "en", variables={**aws.shell, **SHELL, **more})


@pytest.mark.parametrize("options", HUSHED, ids=" ".join)
def test_an_option_that_is_allowed_shows_no_canary(options: tuple[str, ...], refusing: FakeAws, tmp_path: Path) -> None:
    ran = ran_with(options, refusing, tmp_path)
    assert ran.code == 1
    assert "assumed-role/Workshop/***" in ran.checks["step1.sonnet-access"]["detail"]
    assert found(ran, tmp_path) == []


@pytest.mark.parametrize("options", [*REFUSED, ()], ids=lambda options: " ".join(options) or "PYTEST_DEBUG")
def test_an_option_that_would_show_secrets_is_refused_and_leaves_its_file_as_it_is(
    options: tuple[str, ...], refusing: FakeAws, tmp_path: Path
) -> None:
    file = tmp_path / "home" / "kept"
    file.parent.mkdir()
    file.write_text("somebody's own")
    of_shell = {"PYTEST_DEBUG": "1"} if not options else {}
    ran = ran_with(options, refusing, tmp_path, **of_shell)
    assert ran.code == 4
    assert ("PYTEST_DEBUG could show" in ran.said) is (not options)
    assert "could show secrets and is not allowed in a run of the checkpoints" in ran.said
    assert ran.wrote_nothing
    assert (refusing.asked, file.read_text()) == ([], "somebody's own")
    assert found(ran, tmp_path) == []


@pytest.mark.parametrize("variable", ["CHECKPOINTS_INVOKE", "CHECKPOINTS_MODELS", "CHECKPOINTS_LANG"])
def test_a_secret_in_a_setting_of_the_suite_is_not_shown(variable: str, tmp_path: Path) -> None:
    ran = run(tmp_path, variables={variable: SHELL["AWS_SECRET_ACCESS_KEY"]})
    assert ran.code == 4
    assert f"{variable}: '***'" in ran.said
    assert found(ran, tmp_path) == []


def test_a_secret_in_the_place_of_a_model_or_a_profile_is_not_shown(refusing: FakeAws, tmp_path: Path) -> None:
    more = {"AWS_PROFILE": "zqcanary", "ANTHROPIC_MODEL": "correct-horse-battery"}
    ran = ran_with(("-v",), refusing, tmp_path, **more)
    assert ran.code == 1
    assert found(ran, tmp_path) == []
    assert "zqcanary" not in ran.said + ran.html + str(ran.data)


PASTES = [
    *(("AWS_REGION", value) for value in (PASTED, "Canary+In/The+Region/0123", f"x={PASTED}", "correct-horse-battery")),
    *((variable, PASTED) for variable in ("AWS_DEFAULT_REGION", "AWS_PROFILE")),
]


@pytest.mark.parametrize(("variable", "value"), PASTES)
def test_a_secret_pasted_into_a_region_or_a_profile_is_not_shown(
    variable: str, value: str, refusing: FakeAws, tmp_path: Path
) -> None:
    ran = ran_with(("-v", "-m", "step3 or step4"), refusing, tmp_path, **{"AWS_REGION": "", variable: value})
    assert ran.code == 1
    assert found(ran, tmp_path) == []


@pytest.mark.parametrize(
    "value", ["us-east-1a", *map(at_length, ("US_EAST_1", "us-east1", "'us-east-1'", "us-gov-west-1"))]
)
def test_a_mistyped_region_is_shown(value: str, refusing: FakeAws, tmp_path: Path) -> None:
    ran = ran_with(("-m", "step4"), refusing, tmp_path, AWS_REGION=value)
    assert ran.data["attendee"]["region"] == value


def test_a_section_that_lacks_the_word_profile_is_shown_as_it_stands_in_the_file(
    refusing: FakeAws, machine: Machine, tmp_path: Path
) -> None:
    machine.write("home/.aws/config", "[team-a]\naws_access_key_id = x\n")
    ran = ran_with(("-m", "step3"), refusing, tmp_path, AWS_PROFILE="team-a")
    assert "[team-a]" in ran.said
    assert "[profile team-a]/" in ran.said
