"""Which rows hold up which, drawn: the problem, and below it what can be checked once it is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from checkpoints.guide.requirements import BY_ID
from checkpoints.report.icons import draw_sign, render_word
from checkpoints.report.markup import Html, join_list, render_section, tag, write_prose
from checkpoints.report.opening import render_rehearsal_mark
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Box, Check, Report


def render_dependencies(report: Report, wording: Wording) -> Html | None:
    """A tree for each row that blocks others; None where none does."""
    held = _list_held(report, wording)
    if not held:
        return None
    return render_section(
        "held",
        (wording.say("page.held"), render_rehearsal_mark(report, wording)),
        tag("p", wording.say("page.held.more"), class_="muted"),
        *(_tree(root, branches, report, wording) for root, branches in held.items()),
        class_="held",
    )


def name_problem(root: str, report: Report, wording: Wording) -> str:
    """What is wrong with the row that blocks others, which this run may not have selected; at worst, its title."""
    check, first = _find_row(root, report), report["next"]
    if check and check["what"]:
        return check["what"]
    return first["what"] if first and first["check"] == root else wording.say_title(root)


def _find_row(name: str, report: Report) -> Check | None:
    return next((check for step in report["steps"] for check in step["checks"] if check["id"] == name), None)


def _list_held(report: Report, wording: Wording) -> dict[str, dict[str, list[Check | Box]]]:
    """The blocked rows by the row that blocks them, and by their step."""
    groups: list[tuple[str, Sequence[Check | Box]]] = [
        (wording.say("step.name", {"step": str(step["step"])}), step["checks"]) for step in report["steps"]
    ]
    found: dict[str, dict[str, list[Check | Box]]] = {}
    for name, rows in (*groups, (wording.say("page.boxes"), report["checkpoints"])):
        for row in rows:
            for root in row["blocked_by"]:
                if root in BY_ID:
                    found.setdefault(root, {}).setdefault(name, []).append(row)
    return found


def _tree(root: str, branches: dict[str, list[Check | Box]], report: Report, wording: Wording) -> Html:
    check = _find_row(root, report)
    verdict = check["verdict"] if check else "failed"
    trunk = tag(
        "p",
        draw_sign(verdict),
        tag(
            "span",
            tag("a", write_prose(name_problem(root, report, wording)), href=f"#{root}"),
            " ",
            render_word(verdict, wording),
        ),
        class_="trunk",
    )
    return tag(
        "div", trunk, tag("ul", *(_branch(name, rows, wording) for name, rows in branches.items())), class_="tree"
    )


def _branch(name: str, rows: list[Check | Box], wording: Wording) -> Html:
    links = [tag("a", wording.say_title(row["id"]), href=f"#{row['id']}") for row in rows]
    return tag("li", tag("span", name, class_="label"), tag("span", join_list(links), class_="leaves"))
