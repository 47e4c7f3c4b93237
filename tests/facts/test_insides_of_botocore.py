"""What facts lean on inside botocore: a botocore without it still does, and one that drops it is named here."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import botocore.awsrequest
import botocore.compat
import botocore.configloader
import botocore.credentials
import botocore.httpsession
import botocore.loaders
import botocore.tokens
import botocore.utils
import pytest
from botocore.credentials import AssumeRoleProvider, RefreshableCredentials, create_credential_resolver
from botocore.loaders import Loader
from botocore.session import Session

from checkpoints.facts.botocore_bounds import bound_botocore
from checkpoints.facts.config_profiles import use_login
from checkpoints.facts.key_pair import KeyKind
from checkpoints.facts.resolution import resolve_credentials
from checkpoints.facts.responses import BoundedResponse
from checkpoints.facts.service_models import SERVICES, limit_to_our_services
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.step3 import judge_chain
from tests.facts.conftest import forget_aws
from tests.machine import KEYS, SECRET, Machine
from tests.rules.fakes import facts
from tests.rules.worlds import account, told

PROVIDERS_STAND_IN = (botocore.credentials, botocore.tokens, botocore.utils)


def services_of_providers() -> set[str]:
    """The services whose clients botocore's credential providers make, as its code names them."""
    return {
        argument.value
        for module in PROVIDERS_STAND_IN
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("client_creator", "create_nested_client"))
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


# -- a loader that looks for a few services


def test_the_services_that_credential_providers_ask_are_among_ours() -> None:
    asked = services_of_providers()
    assert {"sts", "sso", "sso-oidc", "signin"} <= asked, "clients of providers are made in another way"
    assert asked <= {*SERVICES}, "these would be looked for among all services, which takes long"


def test_botocore_still_asks_its_loader_what_we_answer_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_aws(monkeypatch)
    read: list[str] = []
    load = Loader.load_data_with_path

    def noted(loader: Loader, name: str) -> Any:
        read.append(name)
        return load(loader, name)

    def looked_through(*_: object) -> list[str]:
        raise AssertionError("all folders are looked through")

    monkeypatch.setattr(Loader, "load_data_with_path", noted)
    monkeypatch.setattr(Loader, "list_available_services", looked_through)
    session = Session()
    limit_to_our_services(session.get_component("data_loader"))
    session.create_client("sts", region_name="us-east-1")
    assert any(name.startswith("sts/") for name in read), "Loader.load_data_with_path is no longer asked"
    assert "endpoints" not in read, "the endpoints of all services are read"


def test_botocore_still_reads_the_endpoints_where_we_answer_in_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_aws(monkeypatch)
    session, read = Session(), list[str]()
    loader: Any = session.get_component("data_loader")
    load = loader.load_data_with_path

    def noted(name: str) -> Any:
        read.append(name)
        return load(name)

    loader.load_data_with_path = noted
    session.create_client("sts", region_name="us-east-1")
    assert "endpoints" in read, "nothing is spared any more by Loader.load_data_with_path"


def test_a_loader_that_is_built_in_another_way_is_left_alone() -> None:
    loader: Any = SimpleNamespace()
    limit_to_our_services(loader)
    assert vars(loader) == {}


def test_a_loader_that_is_told_more_is_told_it_still(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_aws(monkeypatch)

    class Told(Loader):
        def load_data_with_path(self, name: str, *, cached: bool = True) -> Any:
            return super().load_data_with_path(name)

        def list_available_services(self, type_name: str, *, retired: bool = False) -> list[str]:
            return [*super().list_available_services(type_name), *["retired"] * retired]

    loader: Any = Told(Session().get_component("data_loader").search_paths)
    limit_to_our_services(loader)
    assert "sts" in loader.list_available_services("service-2", retired=True)
    assert "retired" in loader.list_available_services("service-2", retired=True)
    assert "retired" not in loader.list_available_services(type_name="service-2")
    assert loader.load_data_with_path("endpoints", cached=False)[0] == {"partitions": []}
    assert loader.load_data_with_path("partitions", cached=False)[0]["partitions"]


# -- awscrt, kept out


def test_botocore_says_whether_it_has_awscrt() -> None:
    assert hasattr(botocore.compat, "HAS_CRT"), "botocore.compat.HAS_CRT: awscrt is looked for in another place"


@pytest.mark.parametrize(
    "files",
    [{"botocore/compat.py": "import awscrt"}, {}],
    ids=["needs-awscrt", "without-the-module-that-looks-for-it"],
)
def test_a_botocore_that_cannot_do_without_awscrt_gets_it(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in {"botocore/__init__.py": "", "awscrt.py": "", **files}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    lines = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})",
        "from checkpoints.facts.crt import keep_awscrt_out",
        "keep_awscrt_out()",
        *(f"import {name[:-3].replace('/', '.')}" for name in files),
        "import awscrt; print(awscrt.__file__)",
    )
    told = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
    assert (told.stderr, told.stdout.strip()) == ("", str(tmp_path / "awscrt.py"))


KEEPS_OUT = "from checkpoints.facts.crt import keep_awscrt_out; keep_awscrt_out()"
TELLS = "import botocore.compat; print(botocore.compat.HAS_CRT)"


LATER = "import awscrt.auth; print(awscrt.__name__)"
PROCESSES: dict[str, tuple[tuple[str, ...], str]] = {
    "kept out": ((KEEPS_OUT, KEEPS_OUT, TELLS, LATER), "False\nawscrt\n"),  # whoever wants it later has it
    "botocore was there": (("import botocore.compat", KEEPS_OUT, TELLS), "True\n"),
    "awscrt was there": (("import awscrt.auth", KEEPS_OUT, TELLS), "True\n"),
}


@pytest.mark.parametrize(("lines", "told"), PROCESSES.values(), ids=PROCESSES)
def test_botocore_does_without_awscrt_where_it_is_kept_out(lines: tuple[str, ...], told: str) -> None:
    said = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert said.stdout == told


@pytest.mark.parametrize(
    ("config", "sign_in"),
    [
        ("[default]\nlogin_session = arn:aws:iam::111122223333:user/a\n", True),
        ("[default]\nregion = us-east-1\n[profile other]\nlogin_session = arn:aws:iam::111122223333:user/a\n", True),
        ("[default]\nsso_session = w\n", False),
        ("", False),
    ],
    ids=["default", "another-profile", "sso", "none"],
)
def test_a_machine_that_signs_in_by_aws_login_is_told(machine: Machine, config: str, sign_in: bool) -> None:
    machine.write("home/.aws/config", config)
    assert use_login(machine.look().files.profiles) is sign_in


# -- the credential chain


def test_botocore_s_role_provider_keeps_its_prompt_where_we_replace_it() -> None:
    providers = create_credential_resolver(Session()).providers
    (roles,) = (each for each in providers if isinstance(each, AssumeRoleProvider))
    assert hasattr(roles, "_prompter"), "AssumeRoleProvider._prompter: a run would wait for an MFA code"


def test_botocore_s_credentials_keep_their_end_where_we_read_it() -> None:
    credentials = RefreshableCredentials("a", "b", "c", datetime.now(timezone.utc), dict, "sso")
    assert hasattr(credentials, "_expiry_time"), "RefreshableCredentials._expiry_time: no report shows an end"


def test_a_chain_whose_role_provider_keeps_its_prompt_elsewhere_is_walked_all_the_same(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = AssumeRoleProvider.__init__

    def elsewhere(self: Any, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        self._prompt = self.__dict__.pop("_prompter")

    forget_aws(monkeypatch)
    monkeypatch.setattr(AssumeRoleProvider, "__init__", elsewhere)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    found = resolve_credentials(machine.look(**KEYS), "us-east-1").credentials
    assert (found.error, found.source, found.keys.kind) == ("", CredentialSource.ENVIRONMENT, KeyKind.LONG_TERM)


class NewProvider(botocore.credentials.CredentialProvider):
    """One that a newer botocore may have."""

    METHOD = "sso-v3"

    def load(self) -> Any:
        return botocore.credentials.Credentials(KEYS["AWS_ACCESS_KEY_ID"], SECRET, method=self.METHOD)


def test_credentials_of_a_provider_that_a_newer_botocore_adds_are_credentials(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_one_more(*given: Any, **named: Any) -> Any:
        chain = create_credential_resolver(*given, **named)
        chain.providers.insert(0, NewProvider())
        return chain

    forget_aws(monkeypatch)
    monkeypatch.setattr(botocore.credentials, "create_credential_resolver", with_one_more)
    environment = machine.look()
    found = resolve_credentials(environment, "us-east-1")
    assert found.session is not None
    assert (found.credentials.source, found.credentials.method, found.credentials.are_found) == (None, "sso-v3", True)
    chain = judge_chain(facts(account(), environment=environment, credentials=found.credentials))
    assert (told(chain), chain.detail.values["provider"]) == ("passed", "sso-v3")


# -- readers, which are given bounds


def test_botocore_still_reads_where_we_give_it_bounds() -> None:
    bound_botocore()
    connections: tuple[Any, ...] = (botocore.awsrequest.AWSHTTPConnection, botocore.awsrequest.AWSHTTPSConnection)
    for connection in connections:
        assert connection("localhost").response_class is BoundedResponse
    for name in ("ProcessProvider", "FileWebIdentityTokenLoader", "parse_key_val_file"):
        assert isinstance(vars(botocore.credentials)[name], partial), (
            f"botocore.credentials.{name}: read without bounds"
        )
    assert set(vars(botocore.loaders)["_JSON_OPEN_METHODS"]) == {".json", ".json.gz"}


def test_a_botocore_that_takes_no_bounds_goes_on_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(botocore.awsrequest, "AWSHTTPConnection")
    monkeypatch.setattr(botocore.credentials, "ProcessProvider", lambda name, load: None)
    monkeypatch.delattr(botocore.credentials, "FileWebIdentityTokenLoader")
    monkeypatch.delattr(botocore.configloader, "raw_config_parse")
    monkeypatch.delattr(botocore.httpsession, "get_cert_path")
    monkeypatch.delattr("botocore.loaders._JSON_OPEN_METHODS")
    bound_botocore.__wrapped__()
    assert not isinstance(vars(botocore.credentials)["ProcessProvider"], partial)
