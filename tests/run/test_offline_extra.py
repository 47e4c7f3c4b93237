"""A live run needs nothing of what rehearsals need, and a rehearsal without it names the extra."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checkpoints.__main__ import main
from tests.run.fake_aws import FakeAws
from tests.run.running import run

# What `pip install .` leaves out: as if it were not installed.
LEFT_OUT = ("moto", "flask", "flask_cors", "werkzeug", "cryptography")
WITHOUT = f"import sys\nfor name in {LEFT_OUT}:\n    sys.modules[name] = None\n"
OFFLINE = {
    "rehearsal": ("--offline",),
    "rehearsal of one": ("--offline", "--scenario", "no-profiles"),
    "list": ("--list-scenarios",),
}


def test_a_live_run_does_without_the_extra(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, variables=aws.shell, plugin=WITHOUT)
    assert ran.code == 0
    assert ran.data["verdict"] == "ready"


@pytest.mark.parametrize(
    ("case", "missing"),
    [*((case, "moto") for case in OFFLINE), *(("rehearsal", missing) for missing in ("flask", "flask_cors"))],
)
def test_a_rehearsal_without_the_extra_names_it(case: str, missing: str, tmp_path: Path) -> None:
    arguments = OFFLINE[case]
    plugin = f"import sys\nsys.modules[{missing!r}] = None\n"
    ran = run(tmp_path, *arguments, "--lang", "en", plugin=plugin)
    assert ran.code == 4
    assert ran.err.decode().splitlines() == [
        f"ERROR: {'--offline' if '--offline' in arguments else '--list-scenarios'} needs the extra [offline]. To "
        "install it, in this project's folder for example: python -m pip install -e '.[offline]'",
        "",
    ]
    assert ran.wrote_nothing


def test_the_rehearsal_over_http_names_it_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "moto", None)
    assert main(["rehearse", "ready"]) == 4
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "[offline]" in err


# What pytest loads of the project's own tests where an option's value stands by itself; they are of the extra `tests`.
OF_TESTS = ("hypothesis", "playwright", "jsonschema", "pytest_cov", "xdist", "zxingcpp")


def test_an_option_with_a_value_by_itself_needs_nothing_of_the_tests(aws: FakeAws, tmp_path: Path) -> None:
    plugin = f"import sys\nfor name in {OF_TESTS}:\n    sys.modules[name] = None\n"
    ran = run(tmp_path, "--lang", "en", "--attendee", "Hong Gildong", variables=aws.shell, plugin=plugin, warm=())
    assert (ran.code, ran.data["verdict"], ran.data["attendee"]["name"]) == (0, "ready", "Hong Gildong")
