"""AWS's service models, which take longer to read than most tests take."""

from __future__ import annotations

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
