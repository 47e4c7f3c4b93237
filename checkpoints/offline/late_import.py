"""Modules that moto imports at its start, and that a rehearsal hardly ever uses."""

from __future__ import annotations

import sys
from importlib import util


def import_when_used(package: str, name: str) -> None:
    """Have a package's module imported once something of it is asked for.

    A module that is imported already, or that is not there, is left as it is.
    """
    whole = f"{package}.{name}"
    if whole in sys.modules:
        return
    try:
        spec = util.find_spec(whole)
    except ImportError:  # the package itself is not there
        return
    if spec is None or spec.loader is None:
        return
    spec.loader = util.LazyLoader(spec.loader)
    module = util.module_from_spec(spec)
    sys.modules[whole] = module
    # `from package import name` looks here first; looking a module up by its whole name would import it at once.
    setattr(sys.modules[package], name, module)
    spec.loader.exec_module(module)
