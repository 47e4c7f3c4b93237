"""What scenarios are made of: keys, principals, policies, machines and the account in which all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.guide.edition import Edition
from checkpoints.offline.catalogue import Catalogue
from checkpoints.offline.world import (
    ACCOUNT_ID,
    FoundationModel,
    Key,
    Machine,
    NamedPolicy,
    Role,
    Scenario,
    Session,
    SystemProfile,
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

KEY = Key(KEY_ID, SECRET, USER_NAME)
SESSION = Session(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN, ROLE_NAME, SESSION_NAME)


class Baseline:
    """The account in which an edition of the guide was followed, and ways to change it.

    exported: the variables of step 4; guide_policy: as the guide prints it; without_marketplace: its first statement
    alone; attendee, role: with the guide's policy. account: in which all is well; role_account: with the role as well;
    both_unsubscribed: in which nobody has called the guide's models yet. at_home: the machine of the guide's
    recommended option, done as it says.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.region = edition.region
        self.catalogue = Catalogue(edition)
        self.exported_region = {"AWS_REGION": edition.region}
        self.guide_policy = NamedPolicy(edition.policy.name, edition.policy.document)
        self.without_marketplace = NamedPolicy(edition.policy.name, _WITHOUT_MARKETPLACE)
        self.attendee = User(USER_NAME, attached=(self.guide_policy,))
        self.role = Role(ROLE_NAME, ON_EC2, attached=(self.guide_policy,), instance_profile=True)
        self.account = World(
            region=edition.region,
            models=self.catalogue.models,
            profiles={
                edition.region: self.catalogue.profiles,
                self.catalogue.elsewhere: self.catalogue.profiles_elsewhere,
            },
            users=(self.attendee,),
            keys=(KEY,),
        )
        self.role_account = replace(self.account, roles=(self.role,))
        self.both_unsubscribed = self.with_models(
            replace(self.catalogue.sonnet, subscribed=False), replace(self.catalogue.haiku, subscribed=False)
        )
        self.at_home = Machine(variables=self.exported_region, home=self.configure())

    def played_at_home(self, name: str, world: World, invoke: str | None = None) -> Scenario:
        """The scenario of a world on the machine of the guide's recommended option."""
        return Scenario(name, world, self.at_home, invoke)

    def with_policies(self, *attached: NamedPolicy, world: World | None = None) -> World:
        """A world whose attendee has exactly these policies attached."""
        return self.with_user(User(USER_NAME, attached=attached), world)

    def with_user(self, user: User, world: World | None = None) -> World:
        """A world whose only user is this one, with the attendee's key."""
        return replace(world or self.account, users=(user,))

    def with_models(self, *changed: FoundationModel, world: World | None = None) -> World:
        """A world in which some models are as told; unknown ones are added."""
        world = world or self.account
        by_id = {model.id: model for model in (*world.models, *changed)}
        return replace(world, models=tuple(by_id.values()))

    def with_profiles(self, *profiles: SystemProfile, world: World | None = None) -> World:
        """A world in which the guide's Region lists exactly these profiles."""
        world = world or self.account
        return replace(world, profiles={**world.profiles, self.region: profiles})

    def machine(self, home: Mapping[str, str] | None = None, **variables: str) -> Machine:
        """A machine with files in its home; its shell exports the Region, and these variables."""
        return Machine({**self.exported_region, **variables}, home or {})

    def configure(self, key_id: str = KEY_ID, secret: str = SECRET, region: str | None = None) -> dict[str, str]:
        """The files that `aws configure` writes; region: the guide's where none is named."""
        config = f"[default]\nregion = {region or self.region}\n"
        return {**write_credentials(key_id, secret), ".aws/config": config}

    def export(self, key_id: str = KEY_ID, secret: str = SECRET, token: str | None = None) -> dict[str, str]:
        """The variables of option B, with the Region."""
        session = {} if token is None else {"AWS_SESSION_TOKEN": token}
        keys = {"AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret}
        return {**self.exported_region, **keys, **session}


def write_credentials(key_id: str = KEY_ID, secret: str = SECRET) -> dict[str, str]:
    """The credentials file that `aws configure` writes, without the Region's."""
    return {".aws/credentials": f"[default]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n"}


EVERY_PROFILE_AND_MODEL = [
    "arn:aws:bedrock:*:*:inference-profile/*",
    "arn:aws:bedrock:*:*:application-inference-profile/*",
    "arn:aws:bedrock:*:*:foundation-model/*",
]
_WITHOUT_MARKETPLACE = document(
    statement("Allow", [*policy.MODEL_ACTIONS, policy.LIST], EVERY_PROFILE_AND_MODEL),
)
