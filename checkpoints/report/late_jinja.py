"""A plugin of pytest, loaded before pytest-html: has that one import Jinja only to render its own template.

pytest-html imports Jinja at its start: an eighth of all that a run imports, for a template that a run does not render
(see `pytest_html_template`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any


class _LateJinja(ModuleType):
    """What stands for Jinja while pytest-html is imported: each name is looked up in the real one when it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            import jinja2

            return getattr(jinja2, name)(*given, **named)

        return call


def import_pytest_html() -> None:
    """Import the module of pytest-html that asks for Jinja, without it.

    Where pytest-html wants more of Jinja than to call it later, nothing is imported here: it does it in its own way.
    """
    if "jinja2" in sys.modules or "pytest_html.util" in sys.modules:
        return
    sys.modules["jinja2"] = _LateJinja("jinja2")
    try:
        with suppress(Exception):
            import pytest_html.util  # noqa: F401 - imported for what it keeps of Jinja
    finally:
        del sys.modules["jinja2"]


import_pytest_html()
