"""The page shows the command for the reader's shell, and others only where there may be others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkpoints.report import data, terminal
from checkpoints.report.page import render_page
from checkpoints.report.scrub import Scrubber
from checkpoints.report.shells.reader import Reader, Shell, System
from tests.report import samples

BASH, POWERSHELL = "export AWS_REGION=us-east-1", "$env:AWS_REGION = &#x27;us-east-1&#x27;"
PROMPT = "set &quot;AWS_REGION=us-east-1&quot;"
FOLD = '<details class="shells"><summary>다른 셸에서 실행할 명령</summary>'


def composed(shell: Shell, system: System) -> Any:
    run = replace(samples.one_failure(), reader=Reader(shell, system), versions={"OS": system.value})
    return data.compose_report(run, Scrubber())


@pytest.mark.parametrize(
    ("shell", "system", "own", "folded", "absent"),
    [
        (Shell.BASH, System.LINUX, BASH, (), (POWERSHELL, PROMPT, "PowerShell", FOLD)),
        (Shell.BASH, System.MACOS, BASH, (), (POWERSHELL, PROMPT, "PowerShell", FOLD)),
        (Shell.POWERSHELL, System.LINUX, POWERSHELL, (BASH,), (PROMPT,)),
        (Shell.POWERSHELL, System.WINDOWS, POWERSHELL, (PROMPT, BASH), ()),
        (Shell.CMD, System.WINDOWS, PROMPT, (POWERSHELL, BASH), ()),
        (Shell.BASH, System.WINDOWS, BASH, (POWERSHELL, PROMPT), ()),
    ],
)
def test_the_page(shell: Shell, system: System, own: str, folded: tuple[str, ...], absent: tuple[str, ...]) -> None:
    page = render_page(composed(shell, system)).partition('<script type="application/json"')[0]
    command = f"<code>{own}</code>"
    assert page.count(command) == 2  # what to do first, and at its check
    places = [page.index(f"<code>{each}</code>") for each in folded]
    assert places == sorted(places)
    assert all(page.index(command) < page.index(FOLD) < place for place in places)
    assert page.count(FOLD) == (2 if folded else 0)
    assert not any(each in page for each in absent)


@pytest.mark.parametrize("shell", Shell)
def test_the_data_hold_all_and_name_the_one_of_the_run(shell: Shell) -> None:
    report = composed(shell, System.WINDOWS)
    check = next(each for step in report["steps"] for each in step["checks"] if each["verdict"] == "failed")
    assert check["commands"].keys() == {"bash", "powershell", "cmd"}
    assert (report["shell"], check["command"]) == (shell.value, check["commands"][shell.value])
    assert check["fix"].endswith(check["command"])
    assert (report["next"]["command"], report["next"]["commands"]) == (check["command"], check["commands"])


def test_the_terminal_shows_the_reader_s_alone() -> None:
    lines = terminal.write_lines(
        composed(Shell.POWERSHELL, System.WINDOWS), encoding="utf-8", width=80, colour=False, page="x.html"
    )
    assert "    $env:AWS_REGION = 'us-east-1'" in lines
    assert not any("export" in line for line in lines)
