"""Step 3 as Claude Code sees it: files that it reads differently, settings that defeat the set-up, pinned models."""

from __future__ import annotations

import json
from dataclasses import replace

from checkpoints.offline.model_list import LEGACY_SONNET
from checkpoints.offline.scenarios.baseline import (
    KEY_ID,
    SECRET,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    Baseline,
)
from checkpoints.offline.world import Machine, Scenario, World
from checkpoints.refusals import model_access

_SETTINGS = ".claude/settings.json"
_KEYS = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
_LINES = f"aws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n"
_IN_CAPITALS = f"[default]\nAWS_ACCESS_KEY_ID = {KEY_ID}\nAWS_SECRET_ACCESS_KEY = {SECRET}\n"
_PRINTS = '"<python>" "<home>/export.py"'


def _set(**env: str) -> dict[str, str]:
    """A file of Claude Code's settings that sets these variables."""
    return {_SETTINGS: json.dumps({"env": env}, indent=2) + "\n"}


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    exported, region = base.exported_region, base.region
    old_profile = base.catalogue.profile(base.edition.profile_prefixes[0], LEGACY_SONNET)
    ended = base.with_models(replace(LEGACY_SONNET, refusal=model_access.END_OF_LIFE))

    def with_file(name: str, content: str, **variables: str) -> Machine:
        return Machine({**exported, **variables}, {name: content})

    def at_home_with(settings: dict[str, str], world: World = base.account) -> tuple[World, Machine]:
        return world, replace(base.at_home, home={**base.at_home.home, **settings})

    exporting = {_SETTINGS: json.dumps({"awsCredentialExport": _PRINTS}), "export.py": _print_keys()}
    return (
        Scenario("keys-in-capitals", base.account, with_file(".aws/credentials", _IN_CAPITALS)),
        Scenario(
            "keys-behind-colons", base.account, with_file(".aws/credentials", f"[default]\n{_LINES.replace(' =', ':')}")
        ),
        Scenario(
            "profile-with-two-spaces",
            base.account,
            with_file(".aws/config", f"[profile  workshop]\nregion = {region}\n{_LINES}", AWS_PROFILE="workshop"),
        ),
        Scenario(
            "session-token-under-its-old-name",
            replace(base.role_account, sessions=(SESSION,)),
            Machine({**base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET), "AWS_SECURITY_TOKEN": SESSION_TOKEN}),
        ),
        Scenario("bedrock-switched-off", *at_home_with(_set(CLAUDE_CODE_USE_BEDROCK="0"))),
        Scenario("requests-unsigned", *at_home_with(_set(CLAUDE_CODE_SKIP_BEDROCK_AUTH="1"))),
        Scenario("other-base-url", *at_home_with(_set(ANTHROPIC_BEDROCK_BASE_URL="https://gateway.example"))),
        Scenario("pinned-model-ended", *at_home_with(_set(ANTHROPIC_MODEL=old_profile.id), ended)),
        Scenario("pinned-base-model", *at_home_with(_set(ANTHROPIC_DEFAULT_SONNET_MODEL=base.catalogue.sonnet.id))),
        Scenario(
            "command-of-a-project",
            base.account,
            replace(base.at_home, project={_SETTINGS: json.dumps({"awsCredentialExport": "print-credentials"})}),
        ),
        Scenario("keys-in-settings-alone", base.account, Machine(exported, _set(**_KEYS))),
        Scenario("credential-export", replace(base.role_account, sessions=(SESSION,)), Machine(exported, exporting)),
    )


def _print_keys() -> str:
    """A program that prints what `aws sts` prints."""
    printed = {"AccessKeyId": TEMPORARY_KEY_ID, "SecretAccessKey": TEMPORARY_SECRET, "SessionToken": SESSION_TOKEN}
    return f"print({json.dumps({'Credentials': printed})!r})\n"
