"""What rehearsals need beside what a live run needs: the extra `[offline]`."""

from __future__ import annotations

from importlib.util import find_spec

_PACKAGES = ("moto", "flask", "flask_cors")


def has_offline_extra() -> bool:
    """Whether the extra is installed; imports nothing."""
    return all(find_spec(name) for name in _PACKAGES)
