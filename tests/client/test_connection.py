"""The proxy that Claude Code goes through, and the certificates that the AWS CLI trusts."""

from __future__ import annotations

import json

import pytest

from checkpoints.client.connection import find_aws_bundle, find_exemption, list_stores, name_host
from checkpoints.client.place import Place, Value
from tests.client.machine import MANAGED, PROJECT, USER, look

ONE, TWO = "http://one.example:8080", "http://two.example:8080"
# Variables of the shell, and the one that names the proxy.
PROXIES: dict[str, tuple[dict[str, str], str | None]] = {
    "none": ({}, None),
    "of HTTPS in small letters before capitals": ({"https_proxy": ONE, "HTTPS_PROXY": TWO}, "https_proxy"),
    "in capitals where the other one is empty": ({"https_proxy": "", "HTTPS_PROXY": TWO}, "HTTPS_PROXY"),
    "of HTTP where HTTPS has none": ({"HTTP_PROXY": ONE}, "HTTP_PROXY"),
    "of HTTPS before HTTP": ({"HTTPS_PROXY": ONE, "http_proxy": TWO}, "HTTPS_PROXY"),
    "of HTTP before everything": ({"HTTP_PROXY": ONE, "all_proxy": TWO}, "HTTP_PROXY"),
    "of everything": ({"ALL_PROXY": ONE}, "ALL_PROXY"),
    "of SOCKS for everything": ({"ALL_PROXY": "socks5://one.example:1080"}, None),
    "of SOCKS for HTTPS": ({"HTTPS_PROXY": "socks5://one.example:1080"}, "HTTPS_PROXY"),
}


@pytest.mark.parametrize(("variables", "name"), PROXIES.values(), ids=PROXIES)
def test_the_proxy_is_the_first_that_is_not_passed_over(variables: dict[str, str], name: str | None) -> None:
    found = look({}, **variables).proxy_setting
    assert (found.place.name if found else None) == name


@pytest.mark.parametrize(
    ("name", "text", "address"),
    [
        ("HTTPS_PROXY", " http://one.example:8080 ", ONE),
        ("HTTPS_PROXY", "one.example:8080", ONE),
        ("HTTP_PROXY", "one.example:8080", "one.example:8080"),
        ("ALL_PROXY", "one.example:8080", ONE),
        ("HTTPS_PROXY", "http:one.example:8080", ONE),
        ("HTTPS_PROXY", "HTTP://one.example:8080", ONE),
    ],
)
def test_the_address_of_a_proxy_is_trimmed_and_of_https_completed(name: str, text: str, address: str) -> None:
    assert look({}, **{name: text}).proxy == address


STARTS = [
    *((None, "HTTPS_PROXY", address) for address in (ONE, "one.example:8080", "http:one.example:8080", "127.0.0.1:80")),
    *((PROJECT, "HTTPS_PROXY", address) for address in (ONE, "one.example:8080")),
    *((None, name, address) for name, address in (("ALL_PROXY", "127.0.0.1:80"), ("HTTP_PROXY", ONE))),
    *((None, "HTTPS_PROXY", address) for address in ("socks5h://one.example:1080", "http://u:p@one.example:8080")),
    *((file, "HTTPS_PROXY", ONE) for file in (USER, MANAGED)),
]
DOES_NOT_START = [
    *((None, "HTTPS_PROXY", address) for address in ("127.0.0.1", "//127.0.0.1:80", f"{ONE} x", f'"{ONE}"')),
    *((file, "HTTPS_PROXY", "one.example:8080") for file in (USER, MANAGED)),
    (USER, "HTTPS_PROXY", "127.0.0.1:80"),
    (None, "HTTP_PROXY", "127.0.0.1:80"),
]


@pytest.mark.parametrize(
    ("file", "name", "address", "refused"),
    [*((*each, False) for each in STARTS), *((*each, True) for each in DOES_NOT_START)],
)
def test_claude_code_does_not_start_with_what_it_does_not_take_for_a_proxy(
    file: str | None, name: str, address: str, refused: bool
) -> None:
    view = look({file: json.dumps({"env": {name: address}})}) if file else look({}, **{name: address})
    assert view.refused_proxy == (view.proxy_setting if refused else None)


def test_a_project_that_names_another_proxy_comes_too_late_for_one_that_is_refused() -> None:
    view = look({PROJECT: json.dumps({"env": {"HTTPS_PROXY": ONE}})}, HTTPS_PROXY="no address")
    assert view.proxy == ONE
    assert view.refused_proxy
    assert view.refused_proxy.place == Place("HTTPS_PROXY")


def test_local_settings_of_the_repository_around_a_project_name_a_proxy_as_the_project_s_do() -> None:
    above = {"/home/.git/HEAD": "", "/home/.claude/settings.local.json": '{"env": {"HTTPS_PROXY": "one.example:8080"}}'}
    assert look(above).refused_proxy is None


def test_settings_may_name_the_proxy() -> None:
    found = look({USER: '{"env": {"HTTP_PROXY": "http://one.example:8080"}}'}).proxy_setting
    assert found == Value(ONE, Place("HTTP_PROXY", "~/.claude/settings.json", 1))


HOST = name_host("us-east-1")
EXEMPT = [
    *("*", "localhost, *", "amazonaws.com", ".amazonaws.com", "*.AMAZONAWS.com", "amazonaws.com.", "com"),
    *(HOST, f"localhost {HOST}", f"{HOST}:443", "us-east-1.amazonaws.com:443"),
]
NOT_EXEMPT = [
    *("", "localhost;.amazonaws.com", "east-1.amazonaws.com", "*amazonaws.com", "bedrock-runtime.*.amazonaws.com"),
    *(f"{HOST}:8443", ".com:80", "0.0.0.0/0"),
]


@pytest.mark.parametrize("entries", EXEMPT)
def test_a_host_is_exempt_by_its_name_or_the_end_of_it(entries: str) -> None:
    found = find_exemption(look({}, NO_PROXY=entries).variables, HOST)
    assert found == Value(entries, Place("NO_PROXY"))


@pytest.mark.parametrize("entries", NOT_EXEMPT)
def test_what_claude_code_does_not_understand_exempts_no_host(entries: str) -> None:
    assert find_exemption(look({}, no_proxy=entries).variables, HOST) is None


PROFILE = {"ca_bundle": Value("/profile.pem", Place("ca_bundle"))}


@pytest.mark.parametrize(
    ("shell", "name"),
    [
        ({"AWS_CA_BUNDLE": "/shell.pem", "REQUESTS_CA_BUNDLE": "/requests.pem"}, "AWS_CA_BUNDLE"),
        ({"AWS_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": "/requests.pem"}, "ca_bundle"),
    ],
)
def test_aws_tools_trust_the_variable_s_file_before_the_profile_s(shell: dict[str, str], name: str) -> None:
    found = find_aws_bundle(shell, PROFILE)
    assert found is not None
    assert found.place.name == name


def test_without_either_aws_tools_trust_what_requests_does() -> None:
    found = find_aws_bundle({"REQUESTS_CA_BUNDLE": "/requests.pem"}, {})
    assert found is not None
    assert found.text == "/requests.pem"
    assert find_aws_bundle({}, {}) is None


@pytest.mark.parametrize(
    ("named", "stores"),
    [
        ("bundled", ["bundled"]),
        (" BUNDLED ", ["bundled"]),
        ("bundled,junk", ["bundled"]),
        ("system", ["system"]),
        *((both, ["bundled", "system"]) for both in ("", "system, bundled", "junk", "bundled system")),
    ],
)
def test_root_certificates_come_from_the_stores_that_are_named(named: str, stores: list[str]) -> None:
    assert list(list_stores(look({}, CLAUDE_CODE_CERT_STORE=named).variables)) == stores
