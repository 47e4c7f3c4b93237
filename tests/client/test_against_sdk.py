"""Our model of Claude Code and the AWS SDK for JavaScript that it is built on, on generated machines.

The SDK is `@aws-sdk/credential-provider-node` from npm (Apache-2.0), pinned in `sdk/package-lock.json`: a tool that
these tests run in a process of its own, and no part of what is shipped. `sdk/install` fetches it; without it, or
without Node.js, these tests fail. Leave them out with `-m "not simulator"`.

The two agree on every machine: there are no known differences.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checkpoints.client.credential_chain import profile_name
from checkpoints.client.identity import Identity, SourceProblem
from checkpoints.client.javascript import to_text
from checkpoints.client.view import ClientView, model_claude_code
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource
from tests.client.generated_machines import LOGINS, SESSIONS, URLS, Machine, machines, spellings
from tests.client.machine import FOLDERS, GivenFiles
from tests.lengths import lengths

pytestmark = pytest.mark.simulator

SDK = Path(__file__).parent / "sdk"


def ask_sdk(asked: list[Machine], values: list[object]) -> dict[str, Any]:
    """The SDK's answers, from one process."""
    node = shutil.which("node")
    assert node, "Node.js is not installed; leave the comparison out with -m 'not simulator'"
    assert (SDK / "node_modules").is_dir(), f"the SDK is not installed: run {SDK / 'install'}"
    tokens, logins = spellings((*SESSIONS, "three", *URLS)), spellings(LOGINS)
    question = {
        "machines": [
            {
                "variables": dict(each.variables),
                "files": {path: base64.b64encode(content).decode() for path, content in each.files.items()},
                "tokens": tokens,
                "logins": logins,
            }
            for each in asked
        ],
        "values": values,
    }
    done = subprocess.run(
        [node, str(SDK / "resolve.mjs")],
        input=json.dumps(question),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def look(machine: Machine) -> ClientView:
    return model_claude_code(machine.variables, FOLDERS, GivenFiles(machine.files))


# What the AWS CLI alone is stopped by, what shows only when a command has been run, and what does not count where the
# address of the metadata service is given, as it is to the SDK here.
NOT_IN_FILES = {
    SourceProblem.FILE_UNREADABLE,
    SourceProblem.ROLE_SOURCES,
    SourceProblem.PROCESS_FAILED,
    SourceProblem.METADATA_MODE_UNKNOWN,
}
STATIC = (CredentialSource.SHARED_CREDENTIALS, CredentialSource.CONFIG_FILE)
KINDS = {
    "role": CredentialSource.ASSUME_ROLE,
    "web": CredentialSource.WEB_IDENTITY,
    "process": CredentialSource.CREDENTIAL_PROCESS,
    "sso": CredentialSource.SSO,
    "login": CredentialSource.LOGIN,
    "container": CredentialSource.CONTAINER_ROLE,
    "instance": CredentialSource.INSTANCE_ROLE,
}


def same(ours: Identity, found: dict[str, Any] | None) -> bool:
    """Whether the SDK found the same identity; the stand-ins of `sdk/resolve.mjs` say in the key id what they are."""
    if found is None:
        return ours.source is None
    kind, _, rest = found["keys"][0].partition(" ")
    if kind not in KINDS:
        of_environment = "CREDENTIALS_ENV_VARS" in found["features"]
        sources = [CredentialSource.ENVIRONMENT] if of_environment else [*STATIC]
        return ours.source in sources and ours.fingerprint == fingerprint.of_keys(*found["keys"])
    if ours.source is not KINDS[kind]:
        return False
    if kind == "role":
        role, via = json.loads(rest)
        return ours.fingerprint == fingerprint.of_role(role) and ours.via is not None and same(ours.via, via)
    return ours.fingerprint in _fingerprints(kind, rest)


def _fingerprints(kind: str, rest: str) -> set[str]:
    if kind == "sso":  # the address is not in the request for the role's credentials
        account, role = json.loads(rest)
        return {fingerprint.of_sso(url, account, role) for url in spellings(URLS)}
    if kind == "web":
        return {fingerprint.of_role(json.loads(rest)[0])}
    if kind == "process":
        return {fingerprint.of_process(rest)}
    return {fingerprint.of_login(rest) if kind == "login" else kind}


def region_of_profile(view: ClientView) -> str | None:
    keys = view.files.profiles.get(profile_name(view.variables), {})
    return keys["region"].text if "region" in keys else None


@pytest.mark.parametrize(("seed", "count"), lengths(1, 200, 3000))
def test_generated_machines_are_read_alike(seed: int, count: int) -> None:
    asked = machines(seed, count)
    answers = ask_sdk(asked, [])["answers"]
    views = [look(each) for each in asked]
    differing = [
        (machine, view.identity, answer)
        for machine, view, answer in zip(asked, views, answers, strict=True)
        if not same(view.identity, answer.get("found")) or region_of_profile(view) != answer.get("region")
    ]
    assert differing == []
    counts = Counter(view.credential_source for view in views)
    assert counts.keys() == {None, "environment", *(each.value for each in (*STATIC, *KINDS.values()))}
    assert min(counts.values()) >= count // 100
    problems = Counter(each.problem for view in views for each in view.identity.passed_over)
    assert problems.keys() == set(SourceProblem) - NOT_IN_FILES


def test_values_of_json_are_written_alike() -> None:
    values: list[object] = [
        None,
        True,
        False,
        0,
        5,
        -1,
        1.0,
        1.5,
        10**20,
        1e16,
        "",
        " x ",
        [],
        ["us-west-2"],
        ["a", "b"],
        [[1], None],
        {},
    ]
    assert ask_sdk([], values)["values"] == [to_text(value) for value in values]
