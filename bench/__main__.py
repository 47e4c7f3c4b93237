"""Every goal of a run's speed, measured: `python -m bench [--times N] [--json PATH] [GOAL ...]`.

Ratios are of medians; both sides are run in turn, so that what else the machine does falls on both. Seconds are of this
machine. Only servers of this machine are asked. A few minutes; needs Linux or macOS, and `pip install -e '.[tests]'`.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from bench.commands import CommandFailedError
from bench.goals import GOALS, Goal, Runs, median_s

PACKAGES = ("pytest", "pytest-html", "boto3", "moto", "awscli")


def measured(goal: Goal, times: int) -> dict[str, Any]:
    """The row of a goal: its figure, whether it holds, and the median seconds of both sides."""
    these: Runs = []
    those: Runs = []
    floors: Runs = []
    with goal.set_up() as pair:
        for number in range(min(times, goal.times) + 1):
            for once, runs in ((pair.this, these), (pair.beside, those), (pair.floor, floors)):
                if once is not None:
                    took = once()
                    if number:  # the first run compiles what the others find compiled
                        runs.append(took)
    figure = goal.figure(these, those)
    return {
        "name": goal.name,
        "this": goal.this,
        "beside": goal.beside or None,
        "figure": round(figure, 3),
        "most": goal.most,
        "unit": goal.unit,
        "holds": figure <= goal.most,
        "times": len(these),
        "this_s": round(median_s(these), 3),
        "beside_s": round(median_s(those), 3) if those else None,
        "floor": round(goal.figure(floors, those), 3) if floors else None,
    }


def line(row: dict[str, Any]) -> str:
    """A row of the table."""
    beside = f"{row['beside_s']:.2f} s" if row["beside_s"] is not None else ""
    verdict = "holds" if row["holds"] else "MISSED"
    figure = f"{row['figure']:.2f} {row['unit']}"
    what = f"{row['this']} / {row['beside']}" if row["beside"] else row["this"]
    floor = f", {row['floor']:.2f} without any checkpoint" if row["floor"] is not None else ""
    return f"{what:<68} {row['this_s']:6.2f} s {beside:>7} {figure:>16}  at most {row['most']:<5g} {verdict}{floor}"


def main(arguments: list[str]) -> int:
    """Measure, print, write; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("goals", nargs="*", metavar="GOAL", help=", ".join(goal.name for goal in GOALS))
    parser.add_argument("--times", type=int, default=9, help="how often each side is run (9)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args(arguments)
    unknown = set(given.goals) - {goal.name for goal in GOALS}
    if unknown or given.times < 1:
        parser.error(f"no such goal: {', '.join(sorted(unknown))}" if unknown else "--times must be at least 1")
    rows = []
    for goal in GOALS:
        if not given.goals or goal.name in given.goals:
            rows.append(measured(goal, given.times))
            sys.stdout.write(line(rows[-1]) + "\n")
            sys.stdout.flush()
    if given.json:
        versions = {name: metadata.version(name) for name in PACKAGES}
        told = {"python": platform.python_version(), "machine": platform.machine(), "versions": versions, "goals": rows}
        given.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0 if all(row["holds"] for row in rows) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CommandFailedError as error:
        sys.exit(str(error))
