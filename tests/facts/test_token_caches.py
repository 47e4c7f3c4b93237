"""Tokens on disk, known so that no report shows them."""

from __future__ import annotations

import json

from checkpoints.facts.token_caches import read_cached_tokens
from tests.machine import Machine


def test_tokens_of_every_cache_are_known(machine: Machine) -> None:
    machine.write("home/.aws/sso/cache/a.json", json.dumps({"accessToken": "sso-access", "clientSecret": "sso-client"}))
    pem = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIcanarycanarycanary\n-----END EC PRIVATE KEY-----"
    login = {
        "accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "login-secret"},
        "dpopKey": pem,
        "clientId": "c",
    }
    machine.write("home/.aws/login/cache/b.json", json.dumps(login))
    machine.write(
        "home/.aws/cli/cache/c.json", json.dumps([{"Credentials": {"SessionToken": "cli-token", "Expires": 5}}])
    )
    assert read_cached_tokens({}, machine.home) == {
        "sso-access",
        "sso-client",
        "ASIALOGIN",
        "login-secret",
        "cli-token",
        pem,
        "MHcCAQEEIcanarycanarycanary",
    }


def test_a_variable_moves_the_login_cache(machine: Machine) -> None:
    machine.write("moved/b.json", '{"refreshToken": "moved"}')
    assert read_cached_tokens({"AWS_LOGIN_CACHE_DIRECTORY": str(machine.root / "moved")}, None) == {"moved"}


def test_broken_caches_hold_nothing(machine: Machine) -> None:
    machine.write("home/.aws/sso/cache/a.json", "{")
    machine.write("home/.aws/sso/cache/b.json", b"\xff")
    machine.write("home/.aws/sso/cache/c.json", '{"accessToken": ""}')
    machine.write("home/.aws/sso/cache/d.json", "[" * 100_000)
    machine.write("home/.aws/login/cache", "a file")
    assert read_cached_tokens({}, machine.home) == frozenset()
