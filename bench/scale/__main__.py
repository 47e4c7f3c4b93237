"""What classes, fleets and accounts of any size take: `python -m bench.scale [KIND] [SIZE ...]`.

KIND: hand-ins (in a bucket), folder (of hand-ins), page (of a class, in Chromium), instances or accounts; else all.
Everything is simulated on this machine: no AWS is asked. Processor time, requests, bytes and peak memory hold on other
machines too; seconds are of this machine and of what else it does. docs/scale.md says what the figures mean. Needs
Linux and `pip install -e '.[tests]'`; the largest sizes take minutes each.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping

from bench.scale import accounts, browser, hand_ins, instances
from bench.scale.measuring import Took

MISSED = "MISSED"
# Seconds in all, and megabytes: what a size may take at most.
GOALS = {("accounts", 100): (20.0, 300.0)}
SIZES = {
    "hand-ins": hand_ins.SIZES,
    "folder": hand_ins.SIZES,
    "page": browser.SIZES,
    "instances": instances.SIZES,
    "accounts": accounts.SIZES,
}


def main(arguments: list[str]) -> int:
    """Measure and print, a paragraph for each size; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__.splitlines()[0])
    parser.add_argument("kind", nargs="?", choices=tuple(SIZES), help="what there are so many of")
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="how many")
    parser.add_argument("--delay", type=float, metavar="MS", help="before each answer (accounts 150, else 20)")
    parser.add_argument("--run", type=float, default=1.0, metavar="S", help="the suite's time on an instance (1)")
    parser.add_argument("--at-once", type=int, default=50, metavar="N", help="instances that run side by side (50)")
    parser.add_argument("--per-second", type=float, default=0.0, metavar="N", help="calls of an operation (any number)")
    given, is_missed = parser.parse_args(arguments), False
    for kind in [given.kind] if given.kind else SIZES:
        for size in given.sizes or SIZES[kind]:
            print(f"{kind} {size}, {_describe_settings(kind, given)}{os.cpu_count()} processors", flush=True)
            for line in _measure(kind, size, given):
                print(f"  {line}", flush=True)
                is_missed = is_missed or line.endswith(MISSED)
    return int(is_missed)


def _describe_settings(kind: str, given: argparse.Namespace) -> str:
    settings = [] if kind in ("folder", "page") else [f"{_delay_s(kind, given) * 1000:g} ms an answer"]
    if kind == "instances":
        settings += [f"{given.at_once} at once", f"{given.run:g} s each"]
        settings += [f"{given.per_second:g} calls of an operation a second"] if given.per_second else []
    return "".join(f"{each}, " for each in settings)


def _delay_s(kind: str, given: argparse.Namespace) -> float:
    default = 150.0 if kind == "accounts" else 20.0
    return float(default if given.delay is None else given.delay) / 1000


def _measure(kind: str, size: int, given: argparse.Namespace) -> Iterator[str]:
    delay_s = _delay_s(kind, given)
    if kind == "page":
        yield ", ".join(f"{name} {value:,.1f}" for name, value in browser.measure(size).items())
        return
    measures: dict[str, Callable[[], tuple[Took, Mapping[str, int]]]] = {
        "hand-ins": lambda: hand_ins.measure_bucket(size, delay_s),
        "folder": lambda: (hand_ins.measure_folder(size), {}),
        "instances": lambda: instances.measure(size, delay_s, given.run, given.at_once, given.per_second),
        "accounts": lambda: accounts.measure(size, delay_s),
    }
    took, counted = measures[kind]()
    yield from _describe(took, counted)
    if (kind, size) in GOALS:
        most_s, most_mb = GOALS[kind, size]
        holds = took.wall_s <= most_s and took.peak_mb <= most_mb
        yield f"goal: {most_s:.0f} s and {most_mb:.0f} MB: {'holds' if holds else MISSED}"


def _describe(took: Took, counted: Mapping[str, int]) -> Iterator[str]:
    """What a command took, and what its simulated AWS counted."""
    written = ", ".join(f"{kind} {size / 1e6:.2f} MB" for kind, size in sorted(took.written.items()))
    yield f"{took.cpu_s:.1f} s of the processor, {took.wall_s:.1f} s in all, {took.peak_mb:.0f} MB at most"
    yield f"exit code {took.code}, ready {took.found['ready']} of {took.found['all']}; written: {written}"
    if counted:
        yield f"asked: {', '.join(f'{name} {times:,}' for name, times in sorted(counted.items()))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
