"""The models of AWS's services, as botocore keeps them on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.loaders import Loader

# Those of the run, and those that credential providers ask.
_SERVICES = ["bedrock", "bedrock-runtime", "iam", "signin", "sso", "sso-oidc", "sts"]


def look_for_ours_alone(loader: Loader) -> None:
    """Spare a loader the way through the folders of all 400 services, which takes as long as reading three models."""
    loader.list_available_services = lambda type_name: _SERVICES  # type: ignore[method-assign]
