"""The models of AWS's services, as botocore keeps them on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.loaders import Loader

# Those of the run, and those that credential providers ask.
SERVICES = ("bedrock", "bedrock-runtime", "iam", "signin", "sso", "sso-oidc", "sts")


class _OursFirst(list[str]):
    """The names of our services; whoever asks for another has all of botocore's looked through."""

    def __init__(self, every: Callable[[], list[str]]) -> None:
        super().__init__(SERVICES)
        self._every = every

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self._every()


def limit_to_our_services(loader: Loader) -> None:
    """Spare a loader the way through the folders of all 400 services, which takes as long as reading three models.

    Nor does it read the endpoints of all services, which takes as long as a client: rule sets beside the models tell
    the endpoints of each call, and that list stands in only for services that have none. A loader that lacks one of
    the two methods works in its own way.
    """
    changed: Any = loader
    load: Callable[..., Any] | None = getattr(loader, "load_data_with_path", None)
    if load is not None:
        no_endpoints: tuple[Any, str] = ({"partitions": []}, getattr(loader, "BUILTIN_DATA_PATH", ""))
        changed.load_data_with_path = lambda name, *more, **named: (
            no_endpoints if name == "endpoints" else load(name, *more, **named)
        )
    every: Callable[..., list[str]] | None = getattr(loader, "list_available_services", None)
    if every is not None:
        changed.list_available_services = lambda *which, **named: _OursFirst(lambda: every(*which, **named))
