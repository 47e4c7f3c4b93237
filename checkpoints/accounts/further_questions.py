"""What a look at an account asks besides a run's questions: the role of an instance profile."""

from __future__ import annotations

from typing import Any

from checkpoints.facts.answer import Answer
from checkpoints.facts.questions import Questions
from checkpoints.facts.sending import make_client_config


def ask_instance_profile(session: Any, region: str, name: str, within_s: float) -> Answer:
    """`iam:GetInstanceProfile`. Body: {"roles": [name, ...]}; IAM allows one at most."""

    def ask() -> dict[str, Any]:
        client = session.create_client("iam", region_name=region, config=make_client_config("v4"))
        got = client.get_instance_profile(InstanceProfileName=name)
        roles = [str(each["RoleName"]) for each in got["InstanceProfile"].get("Roles", ())]
        return {"roles": roles, "ResponseMetadata": got["ResponseMetadata"]}

    return Questions(within_s).ask("iam", "iam:GetInstanceProfile", ask, name)
