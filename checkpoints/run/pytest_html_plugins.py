"""The plugins that write the page's record of the tests: pytest-html, and pytest-metadata, which it needs.

`-p` would look through all that is installed for each of the names. And pytest-html imports Jinja at its start, an
eighth of what a run would import, for a template that no run renders (see `report.pytest_html_template`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checkpoints.report.pytest_html_template import PartsTemplate


def register_plugins(manager: pytest.PytestPluginManager) -> None:
    """Register them where pytest has not done so, by the names that pytest would give them."""
    _import_without_jinja()
    from pytest_html import plugin as html
    from pytest_metadata import plugin as metadata

    for name, plugin in (("metadata", metadata), ("html", html)):
        if not manager.is_registered(plugin):
            manager.register(plugin, name)


class _LateJinja(ModuleType):
    """What stands for Jinja while pytest-html is imported: each name is looked up in the real one when it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            import jinja2

            return getattr(jinja2, name)(*given, **named)

        return call


def _import_without_jinja() -> None:
    """Import the module of pytest-html that asks for Jinja.

    Where it wants more of Jinja than to call it later, nothing is imported here, and pytest-html does it itself.
    """
    if "jinja2" in sys.modules or "pytest_html.util" in sys.modules:
        return
    sys.modules["jinja2"] = _LateJinja("jinja2")
    try:
        with suppress(Exception):
            import pytest_html.util  # noqa: F401 - imported for what it keeps of Jinja
    finally:
        del sys.modules["jinja2"]


def replace_template() -> Callable[[], None]:
    """Have pytest-html use our stand-in for its template; returns what brings its own back.

    A pytest-html that reads its template in another way uses its own.
    """
    from pytest_html import plugin

    own = getattr(plugin, "_read_template", None)
    if own is None:
        return lambda: None

    def give(template: object) -> None:
        setattr(plugin, "_read_template", template)  # noqa: B010 - it is theirs, and private

    give(lambda folders, *more: PartsTemplate(Path(folders[0]), lambda: own(folders, *more)))
    return lambda: give(own)
