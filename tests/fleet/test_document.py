"""The document and the policies, as AWS and a shell read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from checkpoints.fleet import document, envelope
from tests.fleet.conftest import RunFleet
from tests.fleet.fake_run_command import FakeFleet

DOCUMENT: dict[str, Any] = json.loads(document.read_document())
SCRIPT = "\n".join(DOCUMENT["mainSteps"][0]["inputs"]["runCommand"])


def test_the_document_is_printed_as_it_is_created(run_fleet: RunFleet) -> None:
    outcome = run_fleet(FakeFleet([]), "document")
    assert (outcome.code, json.loads(outcome.printed)) == (0, DOCUMENT)
    assert DOCUMENT["schemaVersion"] == "2.2"
    assert [step["action"] for step in DOCUMENT["mainSteps"]] == ["aws:runShellScript"]


def test_every_parameter_is_used_and_has_a_pattern_that_its_default_fits() -> None:
    used = set(re.findall(r"\{\{ (\w+) \}\}", document.read_document()))
    assert used == DOCUMENT["parameters"].keys()
    for each in DOCUMENT["parameters"].values():
        assert re.fullmatch(each["allowedPattern"], each["default"])


HOSTILE = ["a'b", "a b", "a;b", "$(id)", "`id`", 'a"b', "a\nb", "a\n", "-l", "a|b", "{{ x }}"]


@pytest.mark.parametrize("name", ["user", "place", "folder", "invoke", "language", "runTimeout", "executionTimeout"])
def test_no_parameter_takes_what_a_shell_would_read(name: str) -> None:
    taken = [each for each in HOSTILE if re.fullmatch(DOCUMENT["parameters"][name]["allowedPattern"], each)]
    assert taken == (["-l"] if name == "folder" else [])


def test_the_script_is_clean(tmp_path: Path) -> None:
    shellcheck = shutil.which("shellcheck", path=sysconfig.get_path("scripts")) or shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("shellcheck comes with the extra [lint]")
    path = tmp_path / "script.sh"
    path.write_text(SCRIPT + "\n")
    checked = subprocess.run([shellcheck, "-s", "sh", path], capture_output=True, text=True, check=False)
    assert checked.stdout == ""


def test_the_states_that_the_script_tells_are_known() -> None:
    assert set(re.findall(r"tell ([a-z-]+)", SCRIPT)) <= set(envelope.STATES)


def test_policies_name_the_bucket_the_tag_and_the_document(run_fleet: RunFleet) -> None:
    given = ("--policies", "--bucket", "s3://b-ucket/of/class", "--tag", "workshop=2026-11", "--document", "Mine")
    outcome = run_fleet(FakeFleet([]), "document", *given)
    policies = json.loads(outcome.printed)
    assert (outcome.code, policies.keys()) == (0, {"instances", "facilitator"})
    statements = {each["Sid"]: each for each in policies["facilitator"]["document"]["Statement"]}
    assert statements["ReadLongOutputs"]["Resource"] == "arn:aws:s3:::b-ucket/of/class/*"
    assert statements["ToTheWorkshopsInstances"]["Condition"] == {"StringLike": {"ssm:resourceTag/workshop": "2026-11"}}
    assert statements["SendTheDocument"]["Resource"] == "arn:aws:ssm:*:*:document/Mine"
    (keep,) = policies["instances"]["document"]["Statement"]
    assert (keep["Action"], keep["Resource"]) == ("s3:PutObject", "arn:aws:s3:::b-ucket/of/class/*")
    assert policies["instances"]["attach"].endswith("policy/AmazonSSMManagedInstanceCore")


def test_every_permission_that_the_commands_ask_for_is_in_the_policies() -> None:
    policies = document.write_policies(document.NAME)
    actions = {
        action
        for each in policies["facilitator"]["document"]["Statement"]
        for action in ([each["Action"]] if isinstance(each["Action"], str) else each["Action"])
    }
    room = Path(document.__file__).parent
    asked = {name for path in room.glob("*.py") for name in re.findall(r'"((?:ssm|ec2|s3):\w+)"', path.read_text())}
    assert asked <= actions
