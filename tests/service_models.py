"""What botocore reads or works out anew for each session, done once in a process: it takes longer than most tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from checkpoints.facts.crt import keep_awscrt_out

_READ: dict[Any, Any] = {}


def read_models_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every session of this process the models that an earlier one has read."""
    keep_awscrt_out()
    import botocore.loaders

    def create_loader(path: str | None = None) -> Any:
        loader: Any = botocore.loaders.create_loader(path)
        loader._cache = _READ
        return loader

    monkeypatch.setattr("botocore.session.create_loader", create_loader)


@cache
def keep_handlers_known() -> None:
    """Spare each session what it does for its 120 handlers: a third of the time that session and client take.

    It looks for 70 old names in the name of each event, and takes each handler's signature apart to see whether it
    takes arguments of any name. A botocore that does not is left alone.
    """
    from botocore import hooks

    patched: Any = hooks
    rename: Callable[..., str] | None = getattr(hooks.EventAliaser, "_alias_event_name", None)
    if rename is not None:
        renamed = cache(lambda name: rename(patched.EventAliaser(None), name))
        patched.EventAliaser._alias_event_name = lambda _, name: renamed(name)
    ask: Callable[[object], object] | None = getattr(hooks, "accepts_kwargs", None)
    if ask is not None:

        def accepts_kwargs(handler: object) -> object:
            code = getattr(handler, "__code__", None)
            return ask(handler) if code is None else code.co_flags & inspect.CO_VARKEYWORDS

        patched.accepts_kwargs = accepts_kwargs
