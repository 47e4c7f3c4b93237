"""The versions that were tried: all that a run, a rehearsal and the tests install, once each, from no address."""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.processes import ROOT

NAME = "bedrock-workshop-checkpoints"
TRIED = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _needed(name: str, extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]) -> set[str]:
    """Whatever an installed package needs on this machine, by name."""
    if (name, extras) in seen:
        return set()
    seen.add((name, extras))
    found: set[str] = set()
    for line in metadata.distribution(name).requires or ():
        asked = Requirement(line)
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            child = canonicalize_name(asked.name)
            found |= {child} | _needed(child, frozenset(asked.extras), seen)
    return found - {NAME}


def _tried_here(name: str) -> list[Requirement]:
    return [
        each for each in TRIED if canonicalize_name(each.name) == name and (not each.marker or each.marker.evaluate())
    ]


@pytest.mark.parametrize("extra", ["", "offline", "dropbox", "tests"])
def test_everything_that_is_installed_has_one_version_that_was_tried(extra: str) -> None:
    needed = _needed(NAME, frozenset({extra} - {""}), set())
    assert {"pytest", "botocore"} <= needed
    assert [name for name in sorted(needed) if len(_tried_here(name)) != 1] == []


def test_the_tried_versions_are_exact_and_come_from_no_address() -> None:
    assert [str(each) for each in TRIED if each.url or not re.fullmatch(r"==[\w.!+]+", str(each.specifier))] == []


def test_what_the_sources_ask_for_allows_the_tried_versions() -> None:
    for line in metadata.distribution(NAME).requires or ():
        asked = Requirement(line)
        for tried in _tried_here(canonicalize_name(asked.name)):
            version = next(iter(tried.specifier)).version
            assert asked.specifier.contains(version), f"{asked} and {tried}"


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_readme_s_commands_are_those_that_the_workflow_runs(name: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    install = "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e '.[offline]'"
    command = f"{install} && .venv/bin/pytest --offline"
    assert command in readme
    assert f"- run: {command}\n" in workflow
    assert "uv run --extra offline pytest --offline" in readme
    assert "- run: uv run --extra offline pytest --offline\n" in workflow
    assert ".venv/bin/pytest tests -p xdist -n auto" in readme
    assert "\npytest tests -p xdist -n auto || tests=$?\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
