"""What scenarios are made of: keys, principals, policies, machines and the account in which all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.guide.models import REGION
from checkpoints.offline import catalogue
from checkpoints.offline.catalogue import SEOUL
from checkpoints.offline.world import ACCOUNT_ID, Key, Machine, Model, NamedPolicy, Profile, Role, User, World

# Well-shaped, and obviously nobody's: letters of the alphabet in which AWS writes key ids.
KEY_ID = "AKIAREHEARSALKEYAAAA"
SECRET = "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"
TEMPORARY_KEY_ID = "ASIAREHEARSALKEYTTTT"
TEMPORARY_SECRET = "Rehearsal/Temporary/Secret/Of/Nobody+ATT"
SESSION_TOKEN = "IQoJRehearsalSessionTokenOfNobodyAtAll+++" * 4 + "=="

USER_NAME = "attendee"
ROLE_NAME = "WorkshopRole"
EXPORTED = {"AWS_REGION": REGION}

GUIDE_POLICY = NamedPolicy(policy.NAME, policy.DOCUMENT)
ADMINISTRATOR = NamedPolicy(
    "AdministratorAccess",
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
    of_aws=True,
)
BEARER_POLICY = NamedPolicy(
    "AllowBedrockApiKeys",
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "bedrock:CallWithBearerToken", "Resource": "*"}],
    },
)


def statement(
    effect: str, actions: Sequence[str], resources: Sequence[str] = ("*",), **more: object
) -> dict[str, object]:
    """One statement of a policy; more: `Condition`, `Sid`."""
    return {"Effect": effect, "Action": list(actions), "Resource": list(resources), **more}


def document(*statements: Mapping[str, object]) -> dict[str, object]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(service: str) -> dict[str, object]:
    """A trust policy for a service such as `ec2.amazonaws.com`."""
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    }


ON_EC2 = trust("ec2.amazonaws.com")
IN_ACCOUNT: dict[str, object] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT_ID}:root"},
            "Action": "sts:AssumeRole",
        }
    ],
}

ATTENDEE = User(USER_NAME, attached=(GUIDE_POLICY,))
ROLE = Role(ROLE_NAME, ON_EC2, attached=(GUIDE_POLICY,), instance_profile=True)
KEY = Key(KEY_ID, SECRET, USER_NAME)

ACCOUNT = World(
    models=catalogue.MODELS,
    profiles={REGION: catalogue.PROFILES, SEOUL: catalogue.SEOUL_PROFILES},
    users=(ATTENDEE,),
    keys=(KEY,),
)


def with_user(user: User, world: World = ACCOUNT) -> World:
    """A world whose only user is this one, with the attendee's key."""
    return replace(world, users=(user,))


def with_models(*changed: Model, world: World = ACCOUNT) -> World:
    """A world in which some models are as told; unknown ones are added."""
    by_id = {model.id: model for model in (*world.models, *changed)}
    return replace(world, models=tuple(by_id.values()))


def listing(world: World, *profiles: Profile) -> World:
    """A world in which us-east-1 lists exactly these profiles."""
    return replace(world, profiles={**world.profiles, REGION: profiles})


def configured(key_id: str = KEY_ID, secret: str = SECRET, region: str = REGION) -> dict[str, str]:
    """The files that `aws configure` writes."""
    return {
        ".aws/credentials": f"[default]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n",
        ".aws/config": f"[default]\nregion = {region}\n",
    }


def exported(key_id: str = KEY_ID, secret: str = SECRET, token: str | None = None) -> dict[str, str]:
    """The variables of option B, with the Region."""
    session = {} if token is None else {"AWS_SESSION_TOKEN": token}
    return {**EXPORTED, "AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret, **session}


# The guide's recommended option, done as it says.
AT_HOME = Machine(variables=EXPORTED, home=configured())
