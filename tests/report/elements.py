"""What a browser would make of a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html.parser import HTMLParser

_VOID = {"meta", "input", "br", "img", "wbr"}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and its words; complains about what is not closed.

    closed_by_others: elements that need no end of their own.
    """

    def __init__(self, text: str, closed_by_others: Collection[str] = ()) -> None:
        super().__init__()
        self._closed_by_others = closed_by_others
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, element: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((element, dict(attributes)))
        if element not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, element: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((element, dict(attributes)))

    def handle_endtag(self, element: str) -> None:
        while self._open[-1] != element and self._open[-1] in self._closed_by_others:
            self._open.pop()
        assert self._open.pop() == element

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def named(self, element: str) -> Iterator[dict[str, str | None]]:
        return (attributes for found, attributes in self.found if found == element)
