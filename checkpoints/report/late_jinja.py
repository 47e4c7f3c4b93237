"""A plugin of pytest, loaded before pytest-html, which has that one import Jinja only where it renders its own template.

pytest-html imports Jinja at its start: an eighth of all that a run imports, for a template that a run does not render
(see `pytest_html_template`).
"""

from __future__ import annotations

import importlib
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
        return lambda *given, **named: getattr(importlib.import_module("jinja2"), name)(*given, **named)


def import_pytest_html() -> None:
    """Import the module of pytest-html that asks for Jinja, without it.

    Where pytest-html wants more of Jinja than to call it later, nothing is imported here: it does it in its own way.
    """
    if "jinja2" in sys.modules or "pytest_html.util" in sys.modules:
        return
    sys.modules["jinja2"] = _LateJinja("jinja2")
    try:
        with suppress(Exception):
            importlib.import_module("pytest_html.util")
    finally:
        del sys.modules["jinja2"]


import_pytest_html()
