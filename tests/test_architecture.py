"""The map of the code is true: what it names exists, and every room and every rule is on it; a name is of one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

import checkpoints
from tests.processes import ROOT

PACKAGE = Path(checkpoints.__file__).parent
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
# Every file of the rooms that the map tells file by file.
FILES = sorted(
    path.relative_to(PACKAGE / room).as_posix()
    for room in ("rules", "fixes")
    for path in (PACKAGE / room).rglob("*.py")
    if path.name != "__init__.py" and "iam" not in path.parts
)
BESIDE = sorted({path.parent.name for path in ROOT.glob("*/__main__.py")} - {PACKAGE.name})
_NAMED = sorted(set(re.findall(r"`((?:[a-z_]+/)+[a-z_0-9]+\.(?:py|css|json))`", MAP)))
# The places of the one finding that is followed through the code.
FOLLOWED = re.findall(r"\| ([^|\n]+) \|\n", MAP.partition("### One finding, followed")[2].partition("##")[0])[1:]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_on_the_map(room: str) -> None:
    assert f"| `{room}/` |" in MAP


@pytest.mark.parametrize("name", BESIDE)
def test_every_program_of_the_repository_is_on_the_map(name: str) -> None:
    assert f"`{name}/`" in MAP


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_rules_and_fixes_is_on_the_map(name: str) -> None:
    assert f"| `{name}` |" in MAP


@pytest.mark.parametrize("name", _NAMED)
def test_every_file_on_the_map_exists(name: str) -> None:
    # A file of a room, of `rules/`, or of the repository.
    assert any((base / name).is_file() for base in (PACKAGE, PACKAGE / "rules", ROOT))


@pytest.mark.parametrize("where", FOLLOWED)
def test_every_function_of_the_finding_that_is_followed_stands_in_its_file(where: str) -> None:
    words = re.findall(r"`([^`]+)`", where)
    files = [name for name in words if name.endswith(".py")]
    places = [base / name for name in files for base in (PACKAGE, ROOT)]
    code = "".join(path.read_text("utf-8") for path in places if path.is_file())
    names = [name.rpartition(".")[2] for name in words if name not in files]
    assert files
    assert [name for name in names if not re.search(rf"(?:def|class) {name}\b", code)] == []


def test_no_two_classes_of_different_files_have_one_name() -> None:
    files = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for name in re.findall(r"^class ([A-Z]\w*)", path.read_text("utf-8"), re.MULTILINE):
            files[name].add(path.relative_to(PACKAGE).as_posix())
    assert {name: sorted(found) for name, found in files.items() if len(found) > 1} == {}
