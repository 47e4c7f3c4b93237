"""The registry: one row is one requirement, one test and one line of the page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import checkpoints
from checkpoints.guide.requirements import BOX_ROWS, BY_ID, CHECKPOINTS, REQUIREMENTS, Requirement, list_step_rows
from checkpoints.guide.workshop import WORKSHOP

# The rows of the report contract, in the guide's order: none is renamed or dropped, more may stand between them.
CONTRACT = [
    "step1.sonnet-access",
    "step1.haiku-access",
    "step1.use-case",
    "step2.policy-attached",
    "step2.model-permissions",
    "step2.marketplace-permissions",
    "step3.credentials-resolve",
    "step3.credentials-valid",
    "step3.single-source",
    "step4.region-exported",
    "step4.region-is-guide",
    "step4.profiles-listed",
    "step4.model-profiles",
    "checkpoint.credentials-test",
    "checkpoint.model-access",
]


def proofs() -> list[tuple[str, str, str]]:
    """(file, test, the requirement that it proves), in the order in which they are written."""
    found = []
    for path in sorted(Path(checkpoints.__file__).parent.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = [ast.literal_eval(each.args[0]) for each in node.decorator_list if isinstance(each, ast.Call)]
                found += [(path.name, node.name, mark) for mark in marks] or [(path.name, node.name, "")]
    return found


def test_the_contracts_rows_are_there_in_the_guides_order() -> None:
    assert [row.id for row in REQUIREMENTS if row.id in CONTRACT] == CONTRACT
    assert [row.step or 5 for row in REQUIREMENTS] == sorted(row.step or 5 for row in REQUIREMENTS)


def test_every_row_is_known_by_its_id() -> None:
    assert {row.id: row for row in REQUIREMENTS} == BY_ID


def test_every_row_has_one_test_and_every_test_one_row() -> None:
    assert sorted(row for _, _, row in proofs()) == sorted(BY_ID)


@pytest.mark.parametrize("row", REQUIREMENTS, ids=[row.id for row in REQUIREMENTS])
def test_a_row_stands_in_the_file_of_its_step(row: Requirement) -> None:
    (file,) = (file for file, _, check in proofs() if check == row.id)
    assert file.startswith(f"test_step{row.step}_" if row.step else "test_checkpoints")


def test_files_and_tests_stand_in_the_guides_order() -> None:
    by_step = [check for file, _, check in proofs() if "_step" in file]
    boxes = [check for file, _, check in proofs() if "_step" not in file]
    assert by_step + boxes == list(BY_ID)


def test_steps_hold_their_rows_and_no_others() -> None:
    assert [row for step in WORKSHOP.steps for row in list_step_rows(step)] == [row for row in REQUIREMENTS if row.step]
    assert REQUIREMENTS[-len(BOX_ROWS) :] == CHECKPOINTS
    assert set(CHECKPOINTS) == set(BOX_ROWS)


def test_each_box_stands_for_rows_of_the_steps() -> None:
    assert {box.id: [row.id for row in rows] for box, rows in BOX_ROWS.items()} == {
        "checkpoint.credentials-test": [
            "step3.credentials-resolve",
            "step3.credentials-valid",
            "step4.profiles-listed",
        ],
        "checkpoint.model-access": ["step1.sonnet-access", "step1.haiku-access", "step1.use-case"],
    }


def test_only_the_boxes_have_a_text_of_their_own_beside_the_title() -> None:
    assert [row for row in REQUIREMENTS if row.box] == list(CHECKPOINTS)


def test_the_section_is_the_guides() -> None:
    assert (WORKSHOP.section, WORKSHOP.title) == ("1.1", "AWS 환경 설정")
