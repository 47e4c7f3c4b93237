"""What a rehearsal leans on inside moto and botocore: where it is named, when it goes, and what then still works."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import resolve_name
from typing import Any

import moto.core.loaders
import pytest
from moto.bedrock.responses import BedrockResponse

from checkpoints.offline.extension import ADDED, REPLACED
from checkpoints.offline.late_import import import_when_used
from checkpoints.offline.rehearsal import rehearse
from tests.offline.calls import client


def operations(groups: Any) -> list[Any]:
    """(class of moto, name of its method) of each operation, with an id to read."""
    return [
        pytest.param(owner, method.__name__, id=f"{owner.__name__}.{method.__name__}")
        for owner, methods in groups
        for method in methods
    ]


@pytest.mark.parametrize(("owner", "name"), operations(ADDED))
def test_moto_lacks_what_the_extension_brings(owner: type, name: str) -> None:
    assert not hasattr(owner, name), (
        f"moto has {owner.__name__}.{name} now, and ours still wins in a rehearsal. Drop ours if moto's answers as AWS "
        "does; otherwise move it from METHODS to REPLACED."
    )


@pytest.mark.parametrize(("owner", "name"), operations(REPLACED))
def test_moto_has_what_the_extension_replaces(owner: type, name: str) -> None:
    assert hasattr(owner, name), f"moto has no {owner.__name__}.{name} any more: move ours from REPLACED to METHODS."


@pytest.mark.parametrize(
    "place",
    [
        "moto.core.models:RESPONSES_METHODS",
        "moto.core.responses:BaseResponse.call_action",
        "moto.core.responses:BaseResponse._get_action",
        "moto.core.botocore_stubber:BotocoreStubber.process_request",
        "moto.core.botocore_stubber:MockRawResponse",
        "moto.core.utils:camelcase_to_underscores",
        "moto.core.utils:create_loader",
        "moto.core.utils:method_names_from_class",
        "moto.core.base_backend:AccountSpecificBackend._generate_regions",
        "botocore.credentials:EC",
        "botocore.handlers:BUILTIN_HANDLERS",
    ],
)
def test_what_a_rehearsal_leans_on_is_there(place: str) -> None:
    try:
        resolve_name(place)
    except (AttributeError, ImportError) as error:
        pytest.fail(f"{place} is gone ({error}): find what does its work now", pytrace=False)


def test_an_operation_that_moto_has_grown_is_ours_in_a_rehearsal_and_moto_s_again_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def grown(self: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(BedrockResponse, "list_inference_profiles", grown, raising=False)
    with rehearse("ready"):
        assert len(client("bedrock").list_inference_profiles()["inferenceProfileSummaries"]) == 12
    assert vars(BedrockResponse)["list_inference_profiles"] is grown


def test_a_moto_that_reads_models_in_another_way_is_let_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(moto.core.loaders, "create_loader")
    with rehearse("ready"):
        assert len(client("bedrock").list_inference_profiles()["inferenceProfileSummaries"]) == 12
        assert client("sts").get_caller_identity()["Account"] == "123456789012"


_LATE = """
import sys
from checkpoints.offline.late_import import import_when_used
from checkpoints.offline.rehearsal import rehearse
with rehearse("ready"):
    x509 = sys.modules["cryptography.x509"]
    print(type(x509).__name__, "cryptography.x509.base" in sys.modules)
    print(x509.load_pem_x509_certificate.__name__, "cryptography.x509.base" in sys.modules)
"""


def test_a_rehearsal_imports_what_reads_certificates_only_where_it_is_used() -> None:
    ended = subprocess.run([sys.executable, "-c", _LATE], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == ["_LazyModule False", "load_pem_x509_certificate True"]


def test_what_is_not_installed_is_not_imported_late() -> None:
    import_when_used("no_such_package", "part")
    import_when_used("json", "no_such_part")
    assert not {"no_such_package.part", "json.no_such_part"} & sys.modules.keys()
