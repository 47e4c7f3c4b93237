"""The list of scenarios."""

from __future__ import annotations

import re
import subprocess
import sys

from checkpoints.guide.texts import list_texts
from checkpoints.offline.scenarios import DEFAULT, list_names, list_scenarios
from checkpoints.offline.world import Scenario

TEXTS = list_texts()

_OF_THE_FIRST_SLICE = {
    *("ready", "admin", "instance-role", "api-key", "temporary-keys", "no-credentials", "half-keys", "expired-token"),
    *("policy-not-attached", "explicit-deny", "streaming-not-allowed", "no-model-access", "haiku-not-granted"),
    *("use-case-form-missing", "region-missing", "region-only-in-config", "region-seoul", "no-claude-profiles"),
    "may-not-look-and-no-invoke",
}
# As AWS writes key ids: four letters, then sixteen of its base32.
_KEY_ID = re.compile(r"^(?:AKIA|ASIA)[A-Z2-7]{16}$")


def test_ready_is_the_default() -> None:
    assert DEFAULT == "ready"


def test_the_named_scenarios_are_there() -> None:
    assert set(list_names()) >= _OF_THE_FIRST_SLICE


def test_each_scenario_has_a_line_in_both_languages_and_no_line_is_left_over() -> None:
    told = [key.removeprefix("scenario.") for key in TEXTS if key.startswith("scenario.")]
    assert sorted(told) == sorted(list_names())
    for name in list_names():
        text = TEXTS[f"scenario.{name}"]
        for line in (text.ko, text.en):
            assert line
            assert "\n" not in line
        assert re.search("[가-힣]", text.ko), name
        assert text.en.isascii(), name


def test_names_are_words_for_a_command_line() -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{1,40}", name) for name in list_names())
    assert all(scenario.name == name for name, scenario in list_scenarios().items())


def _key_ids(scenario: Scenario) -> list[str]:
    world = scenario.world
    return [key.id for key in world.keys] + [session.id for session in world.sessions]


def test_keys_are_well_shaped_and_obviously_of_nobody() -> None:
    for scenario in list_scenarios().values():
        for key_id in _key_ids(scenario):
            assert _KEY_ID.match(key_id)
            assert "REHEARSAL" in key_id


def test_the_list_needs_neither_moto_nor_boto3() -> None:
    code = (
        "import sys, checkpoints.offline.scenarios, checkpoints.guide.texts.scenarios\n"
        "print(sorted({'moto', 'boto3', 'botocore', 'werkzeug'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
