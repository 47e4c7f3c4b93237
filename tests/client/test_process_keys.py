"""What Claude Code takes for the keys of a credential process."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from checkpoints.client.process_keys import has_process_keys

NOW = datetime(2026, 11, 27, 12, tzinfo=timezone.utc)
KEYS = {"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "s"}
OUTPUTS: dict[str, tuple[str, bool]] = {
    "keys": (json.dumps(KEYS), True),
    "white space and a byte order mark around them": (f"\ufeff\n{json.dumps(KEYS)}\n", True),
    "a date to come": (json.dumps({**KEYS, "Expiration": "2026-11-27T12:00:01Z"}), True),
    "a date that has passed": (json.dumps({**KEYS, "Expiration": "2026-11-27T20:59:59+09:00"}), False),
    "a number that has passed": (json.dumps({**KEYS, "Expiration": 1796000000}), False),
    "no date": (json.dumps({**KEYS, "Expiration": "soon"}), True),
    "an empty date": (json.dumps({**KEYS, "Expiration": ""}), True),
    "the version as a text": (json.dumps({**KEYS, "Version": "1"}), False),
    "no version of a number": (json.dumps({**KEYS, "Version": True}), False),
    "half a pair": (json.dumps({"Version": 1, "AccessKeyId": "AKIA"}), False),
    "a list": ("[]", False),
    "words before them": (f"hello {json.dumps(KEYS)}", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("output", "is_taken"), OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_that_claude_code_takes(output: str, is_taken: bool) -> None:
    assert has_process_keys(output, NOW) is is_taken
