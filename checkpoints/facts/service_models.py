"""The models of AWS's services, as botocore keeps them on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.loaders import Loader

# Those of the run, and those that credential providers ask.
_SERVICES = ["bedrock", "bedrock-runtime", "iam", "signin", "sso", "sso-oidc", "sts"]


def limit_to_our_services(loader: Loader) -> None:
    """Spare a loader the way through the folders of all 400 services, which takes as long as reading three models.

    Nor does it read the endpoints of all services, which takes as long as a client: rule sets beside the models tell
    the endpoints of each call, and that list stands in only for services that have none.
    """
    load = loader.load_data_with_path
    no_endpoints: tuple[Any, str] = ({"partitions": []}, loader.BUILTIN_DATA_PATH)
    loader.load_data_with_path = lambda name: no_endpoints if name == "endpoints" else load(name)  # type: ignore[method-assign]
    loader.list_available_services = lambda type_name: _SERVICES  # type: ignore[method-assign]
