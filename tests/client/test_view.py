"""What callers ask of the whole view: the keys, and the secrets."""

from __future__ import annotations

import json

from tests.client.machine import CONFIG, CREDENTIALS, KEY, OTHER, SECRET, USER, keys, look

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": OTHER, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_SESSION_TOKEN": "token"}


def test_static_keys_are_at_hand_for_whoever_tests_them() -> None:
    assert look({CREDENTIALS: f"[default]\n{keys()}[default]\n{keys()}"}).keys == (KEY, SECRET, "")
    assert look({}, **ENVIRONMENT).keys == (OTHER, SECRET, "token")
    assert look({CONFIG: "[default]\ncredential_process = x\n"}).keys is None
    assert look({}, **ENVIRONMENT, AWS_BEARER_TOKEN_BEDROCK="key").keys is None


def test_every_key_of_files_settings_and_variables_is_a_secret() -> None:
    files = {
        CREDENTIALS: f"[default]\n{keys()}AWS_SECRET_ACCESS_KEY = in-capitals\n[ws]\naws_security_token = old\n",
        USER: json.dumps({"env": {"AWS_BEARER_TOKEN_BEDROCK": " bearer "}}),
    }
    found = look(files, **ENVIRONMENT).secrets
    assert found == {KEY, SECRET, "in-capitals", "old", "bearer", OTHER, "token"}
    assert look({CREDENTIALS: "[default]\naws_access_key_id = YOUR_ACCESS_KEY\n"}).secrets == frozenset()


def test_the_commands_of_claude_code_see_bedrock_switched_on_which_only_the_next_section_of_the_guide_does() -> None:
    switch = "CLAUDE_CODE_USE_BEDROCK"
    assert look({}, OTHER="x").environment == {"HOME": "/home/kim", "OTHER": "x", switch: "1"}
    assert look({}, **{switch: "0"}).environment[switch] == "1"
    assert look({USER: json.dumps({"env": {switch: "true"}})}).environment[switch] == "true"
