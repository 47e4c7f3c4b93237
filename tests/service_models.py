"""What botocore reads or works out anew for each session, done once in a process: it takes longer than most tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, lru_cache
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
def keep_models() -> None:
    """Read each model of a service once: a client and moto read one anew in each run, a sixth of a rehearsal's time."""
    from botocore import loaders

    read: Callable[..., object] | None = getattr(loaders.JSONFileLoader, "load_file", None)
    if read is not None:
        found = cache(lambda path: read(loaders.JSONFileLoader(), path))
        setattr(loaders.JSONFileLoader, "load_file", lambda _, path: found(path))  # noqa: B010 - it is theirs


@cache
def keep_botocores_findings() -> None:
    """Have each of three things found once in this process, a botocore that has them no more aside.

    What an event is called now, of 70 old names, and whether a handler takes arguments of any name, of 120 for each
    session, are a third of the time that session and client take; and so long takes no other value as a moment.
    """
    from botocore import hooks, parsers

    patched: Any = hooks
    patched_parsers: Any = parsers
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
    parse: Callable[[object], object] | None = getattr(parsers, "DEFAULT_TIMESTAMP_PARSER", None)
    if parse is not None:
        parsed = lru_cache(parse)
        patched_parsers.DEFAULT_TIMESTAMP_PARSER = lambda told: (parsed if isinstance(told, str) else parse)(told)
