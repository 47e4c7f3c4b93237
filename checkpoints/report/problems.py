"""The rows of a report; what failed, counted as problems: rows of one cause that one fix is for are one problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkpoints.report.contract import Box, Check, Report


def list_rows(report: Report) -> list[Check | Box]:
    """Every row in the guide's order, the boxes last."""
    return [*(check for step in report["steps"] for check in step["checks"]), *report["checkpoints"]]


def list_problems(report: Report) -> list[list[Check]]:
    """The failed rows of the steps, those that are one problem together, in the guide's order."""
    found: dict[tuple[str, str | None], list[Check]] = {}
    for step in report["steps"]:
        for check in step["checks"]:
            if check["verdict"] == "failed":
                key = (check["cause"], check["how"]) if check["cause"] else (check["id"], None)
                found.setdefault(key, []).append(check)
    return list(found.values())


def find_first_row(report: Report, check: Check | Box) -> Check | None:
    """The row before this one that tells of the same problem; None where this one is the first, or did not fail."""
    rows = next((rows for rows in list_problems(report) if check in rows), None)
    return rows[0] if rows and rows[0] is not check else None
