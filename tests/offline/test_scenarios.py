"""The list of scenarios."""

from __future__ import annotations

import re
import subprocess
import sys

from checkpoints.guide.texts import list_texts
from checkpoints.offline.scenarios import list_names, list_scenarios

TEXTS = list_texts()

# As AWS writes key ids: four letters, then sixteen of its base32.
_KEY_ID = re.compile(r"^(?:AKIA|ASIA)[A-Z2-7]{16}$")


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


def test_keys_are_well_shaped_and_obviously_of_nobody() -> None:
    for scenario in list_scenarios().values():
        ids = [key.id for key in scenario.world.keys] + [session.id for session in scenario.world.sessions]
        assert all(_KEY_ID.match(each) and "REHEARSAL" in each for each in ids)


def test_the_list_needs_neither_moto_nor_boto3() -> None:
    code = (
        "import sys, checkpoints.offline.scenarios, checkpoints.guide.texts.scenarios\n"
        "print(sorted({'moto', 'boto3', 'botocore', 'werkzeug'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
