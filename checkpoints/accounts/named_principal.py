"""The user, role or instance profile that a facilitator names: whom attendees will be in each account."""

from __future__ import annotations

import re
from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.facts.principal import Principal
from checkpoints.facts.questions import Questions
from checkpoints.facts.sending import make_client_config
from checkpoints.guide.command_error import CommandError

_NAMED = re.compile(r"(?P<kind>role|user|instance-profile)/(?P<name>[\w+=,.@/-]{1,512})", re.ASCII)


def parse_named_principal(text: str) -> Principal:
    """What `role/NAME`, `user/NAME` or `instance-profile/NAME` names, with or without a path, of whichever account.

    Raises CommandError.
    """
    match = _NAMED.fullmatch(text)
    if match is None or text.endswith("/"):
        raise CommandError("accounts.bad-principal")
    return Principal(match["kind"], match["name"].rsplit("/", 1)[-1], None)


def ask_instance_profile(session: Any, region: str, name: str, within_s: float) -> Answer:
    """`iam:GetInstanceProfile`. Body: {"roles": [name, ...]}; IAM allows one at most."""

    def ask() -> dict[str, Any]:
        client = session.create_client("iam", region_name=region, config=make_client_config("v4"))
        got = client.get_instance_profile(InstanceProfileName=name)
        roles = [str(each["RoleName"]) for each in got["InstanceProfile"].get("Roles", ())]
        return {"roles": roles, "ResponseMetadata": got["ResponseMetadata"]}

    return Questions(within_s).ask("iam", "iam:GetInstanceProfile", ask, name)
