"""What scenarios are made of: keys, principals, policies, machines and the account in which all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.guide.models import REGION
from checkpoints.offline import catalogue
from checkpoints.offline.catalogue import SEOUL
from checkpoints.offline.world import (
    ACCOUNT_ID,
    Key,
    Machine,
    Model,
    NamedPolicy,
    Profile,
    Role,
    Session,
    User,
    World,
)

# Well-shaped, and obviously nobody's: letters and digits of the alphabet in which AWS writes key ids.
KEY_ID = "AKIAREHEARSALKEYAAAA"
SECRET = "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"
OTHER_KEY_ID = "AKIAREHEARSALKEYZZZZ"
OTHER_SECRET = "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"
TEMPORARY_KEY_ID = "ASIAREHEARSALKEYTTTT"
TEMPORARY_SECRET = "Rehearsal/Temporary/Secret/Of/Nobody+ATT"
SESSION_TOKEN = "IQoJRehearsalSessionTokenOfNobodyAtAll+++" * 4 + "=="

USER_NAME = "attendee"
ROLE_NAME = "WorkshopRole"
SESSION_NAME = "rehearsal"
EXPORTED = {"AWS_REGION": REGION}


def statement(
    effect: str, actions: Sequence[str], resources: Sequence[str] = ("*",), **more: object
) -> dict[str, object]:
    """One statement of a policy; more: `Condition`, `Sid`."""
    return {"Effect": effect, "Action": list(actions), "Resource": list(resources), **more}


def document(*statements: Mapping[str, object]) -> dict[str, object]:
    """A policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trusting(**principal: str) -> dict[str, object]:
    """A trust policy: `Service`, `AWS` or `Federated` and who may take the role."""
    action = "sts:AssumeRoleWithWebIdentity" if "Federated" in principal else "sts:AssumeRole"
    return document({"Effect": "Allow", "Principal": principal, "Action": action})


GUIDE_POLICY = NamedPolicy(policy.NAME, policy.DOCUMENT)
ADMINISTRATOR = NamedPolicy("AdministratorAccess", document(statement("Allow", ["*"])), of_aws=True)
# What of IAMReadOnlyAccess a reader of policies needs.
IAM_READER = NamedPolicy("IAMReadOnlyAccess", document(statement("Allow", ["iam:Get*", "iam:List*"])), of_aws=True)
LOOK_AT_ACCESS = NamedPolicy(
    "LookAtModelAccess",
    document(
        statement(
            "Allow",
            [
                "bedrock:GetFoundationModelAvailability",
                "bedrock:GetUseCaseForModelAccess",
                "bedrock:GetFoundationModel",
            ],
        )
    ),
)
# What AWS attaches to the user behind a long-term API key, as far as it matters here.
LIMITED_ACCESS = NamedPolicy(
    "AmazonBedrockLimitedAccess",
    document(statement("Allow", ["bedrock:Get*", "bedrock:List*", "bedrock:CallWithBearerToken"])),
    of_aws=True,
)
ON_EC2 = trusting(Service="ec2.amazonaws.com")
IN_ACCOUNT = trusting(AWS=f"arn:aws:iam::{ACCOUNT_ID}:root")

ATTENDEE = User(USER_NAME, attached=(GUIDE_POLICY,))
ROLE = Role(ROLE_NAME, ON_EC2, attached=(GUIDE_POLICY,), instance_profile=True)
KEY = Key(KEY_ID, SECRET, USER_NAME)
SESSION = Session(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN, ROLE_NAME, SESSION_NAME)

ACCOUNT = World(
    models=catalogue.MODELS,
    profiles={REGION: catalogue.PROFILES, SEOUL: catalogue.SEOUL_PROFILES},
    users=(ATTENDEE,),
    keys=(KEY,),
)
ROLE_ACCOUNT = replace(ACCOUNT, roles=(ROLE,))


def with_policies(*attached: NamedPolicy, world: World = ACCOUNT) -> World:
    """A world whose attendee has exactly these policies attached."""
    return with_user(User(USER_NAME, attached=attached), world)


def with_user(user: User, world: World = ACCOUNT) -> World:
    """A world whose only user is this one, with the attendee's key."""
    return replace(world, users=(user,))


def with_models(*changed: Model, world: World = ACCOUNT) -> World:
    """A world in which some models are as told; unknown ones are added."""
    by_id = {model.id: model for model in (*world.models, *changed)}
    return replace(world, models=tuple(by_id.values()))


def listing(*profiles: Profile, world: World = ACCOUNT) -> World:
    """A world in which us-east-1 lists exactly these profiles."""
    return replace(world, profiles={**world.profiles, REGION: profiles})


def configured(key_id: str = KEY_ID, secret: str = SECRET, region: str | None = REGION) -> dict[str, str]:
    """The files that `aws configure` writes; without a Region where none was answered."""
    config = {} if region is None else {".aws/config": f"[default]\nregion = {region}\n"}
    return {
        ".aws/credentials": f"[default]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n",
        **config,
    }


def exported(key_id: str = KEY_ID, secret: str = SECRET, token: str | None = None) -> dict[str, str]:
    """The variables of option B, with the Region."""
    session = {} if token is None else {"AWS_SESSION_TOKEN": token}
    return {**EXPORTED, "AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret, **session}


# Nobody has called the guide's models in this account yet.
BOTH_UNSUBSCRIBED = with_models(
    replace(catalogue.SONNET_4, subscribed=False), replace(catalogue.HAIKU_45, subscribed=False)
)
# The guide's first statement alone.
WITHOUT_MARKETPLACE = NamedPolicy(
    policy.NAME,
    document(
        statement(
            "Allow",
            [*policy.MODEL_ACTIONS, policy.LIST],
            [
                "arn:aws:bedrock:*:*:inference-profile/*",
                "arn:aws:bedrock:*:*:application-inference-profile/*",
                "arn:aws:bedrock:*:*:foundation-model/*",
            ],
        )
    ),
)
# The guide's recommended option, done as it says.
AT_HOME = Machine(variables=EXPORTED, home=configured())
