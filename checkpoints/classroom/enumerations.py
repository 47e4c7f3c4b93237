"""What a sentence enumerates: the first of many, and numbers with their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from checkpoints.report.wording import Wording

T = TypeVar("T")


def show_first(items: Sequence[T], most: int, show: Callable[[T], str], wording: Wording) -> list[str]:
    """The first items, as they are shown, and behind them how many more there are, if there are."""
    shown = [show(each) for each in items[:most]]
    more = len(items) - most
    return [*shown, describe_rest(more, wording)] if more > 0 else shown


def write_list(title: str, items: Sequence[T], most: int, show: Callable[[T], str], wording: Wording) -> Iterator[str]:
    """The first items under a title, each in a line of its own, behind an empty one; nothing where there are none."""
    if items:
        yield from ("", title)
        yield from (f"  {line}" for line in show_first(items, most, show, wording))


def describe_rest(count: int, wording: Wording) -> str:
    """That there are so many more."""
    return wording.say("class.and-more", {"count": str(count)})


def list_numbers(numbers: Iterable[tuple[str, int]]) -> str:
    """How many there are of what, by its word, without that of which there is nothing."""
    return ", ".join(f"{word} {count}" for word, count in numbers if count)
