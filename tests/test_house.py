"""The house's nevers, kept by looking at every import, the lazy ones inside functions as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import checkpoints

ROOT = Path(checkpoints.__file__).parent
AWS = ("boto3", "botocore", "moto")
MODULES = sorted(ROOT.rglob("*.py"))


def room(path: Path) -> str:
    """The room that a module stands in, "" for the door: `guide`, `facts`, `rules`, …"""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    """The dotted name of everything that a module imports, wherever in it; of `from a import b` both a and a.b."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides its room"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _function(node.func) in ("import_module", "__import__", "importorskip"):
            yield from (str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant))


def _function(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def offences(rooms: tuple[str, ...], *forbidden: str) -> list[str]:
    """What modules of these rooms import although it is forbidden: packages, or rooms as `checkpoints.rules`."""
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if room(path) in rooms
        for name in imports(path)
        if any(name == each or name.startswith(f"{each}.") for each in forbidden)
    ]


def others(*rooms: str) -> tuple[str, ...]:
    """Every room but these."""
    return tuple(sorted({room(path) for path in MODULES} - {*rooms}))


@pytest.mark.parametrize("name", ["guide", "facts", "rules", "report", "offline"])
def test_the_rooms_are_there(name: str) -> None:
    assert len([path for path in MODULES if room(path) == name]) > 1


def test_the_guide_knows_nobody() -> None:
    assert offences(("guide",), *(f"checkpoints.{each}" for each in others("guide", "")), *AWS, "pytest") == []


@pytest.mark.parametrize("name", ["rules", "report"])
def test_rules_and_report_never_touch_aws(name: str) -> None:
    assert offences((name,), *AWS) == []


def test_only_the_rehearsal_knows_moto() -> None:
    assert offences(others("offline"), "moto") == []


def test_only_facts_and_the_rehearsal_speak_to_aws() -> None:
    assert offences(others("offline", "facts"), "boto3", "botocore") == []


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("facts", ("rules", "report", "run", "offline", "classroom")),
        ("rules", ("report", "run", "offline", "classroom")),
        ("report", ("run", "offline", "classroom")),
    ],
)
def test_the_way_of_the_data_has_one_direction(name: str, later: tuple[str, ...]) -> None:
    assert offences((name,), *(f"checkpoints.{each}" for each in later)) == []


def test_importing_a_checkpoint_run_loads_neither_boto3_nor_moto_at_the_top() -> None:
    # A part of a run that asks AWS nothing must not pay for it: such imports stand inside functions.
    eager = []
    for path in MODULES:
        if room(path) == "offline":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                eager += [f"{path.relative_to(ROOT)}: {name}" for name in names if name.split(".")[0] in AWS]
    assert eager == []
