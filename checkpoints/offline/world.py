"""One rehearsal, written down: the account's IAM and Bedrock sides, and the attendee's machine.

Nothing here needs moto, so that scenarios can be listed at once.

Values of variables and contents of files may hold stand-ins for what is only known once a rehearsal runs:
`<home>`, `<project>`, `<metadata>` (the metadata service's URL), `<closed>` and `<silent>` (URLs on 127.0.0.1 that
refuse and that never answer), `<short-term-key>` (a Bedrock API key minted from the world's
`ShortTermKey`) and `<python>` (this interpreter).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkpoints.guide.vocabulary import Origin
from checkpoints.refusals.refusal import ErrorReply

ACCOUNT_ID = "123456789012"

Document = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy with its name; of_aws: one that AWS manages (`arn:aws:iam::aws:policy/…`)."""

    name: str
    document: Document
    of_aws: bool = False

    @property
    def arn(self) -> str:
        """The ARN of the managed policy."""
        return f"arn:aws:iam::{'aws' if self.of_aws else ACCOUNT_ID}:policy/{self.name}"


@dataclass(frozen=True, slots=True)
class Group:
    """An IAM group."""

    name: str
    attached: tuple[NamedPolicy, ...] = ()
    inline: tuple[NamedPolicy, ...] = ()


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user. Policies as IAM keeps them."""

    name: str
    attached: tuple[NamedPolicy, ...] = ()
    inline: tuple[NamedPolicy, ...] = ()
    groups: tuple[Group, ...] = ()
    boundary: NamedPolicy | None = None
    path: str = "/"


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role. trust: who may assume it; instance_profile: whether an instance profile of its name holds it."""

    name: str
    trust: Document
    attached: tuple[NamedPolicy, ...] = ()
    inline: tuple[NamedPolicy, ...] = ()
    boundary: NamedPolicy | None = None
    path: str = "/"
    instance_profile: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A long-term access key of a user."""

    id: str
    secret: str
    user: str


@dataclass(frozen=True, slots=True)
class Session:
    """Temporary credentials of a role, or of a user under its own name (`role` is "" then).

    name: of the session, or of the user. expires_in_s: from the start of the rehearsal. policy: a session policy.
    issued_at: RFC 3339, None for the start of the rehearsal.
    """

    id: str
    secret: str
    token: str
    role: str
    name: str
    policy: Document | None = None
    expires_in_s: float = 3600.0
    issued_at: str | None = None


@dataclass(frozen=True, slots=True)
class LongTermKey:
    """A Bedrock API key that Bedrock knows, of an IAM user."""

    token: str
    user: str


@dataclass(frozen=True, slots=True)
class ShortTermKey:
    """A Bedrock API key signed by an access key when the rehearsal starts, `age_s` seconds ago."""

    signed_by: str
    region: str
    age_s: int = 0
    lifetime_s: int = 43200


@dataclass(frozen=True, slots=True)
class Gates:
    """What GetFoundationModelAvailability tells of a model."""

    agreement: str = "AVAILABLE"
    authorization: str = "AUTHORIZED"
    entitlement: str = "AVAILABLE"
    region: str = "AVAILABLE"
    agreement_error: str = ""


OPEN = Gates()
NOT_SUBSCRIBED = Gates(agreement="NOT_AVAILABLE", entitlement="NOT_AVAILABLE")


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Where a model stands in its life; dates aware, UTC."""

    status: str = "ACTIVE"
    legacy: datetime | None = None
    end_of_life: datetime | None = None


@dataclass(frozen=True, slots=True)
class FoundationModel:
    """A foundation model as the account sees it.

    refusal: what an invocation gets once IAM has agreed; None where the model answers.
    subscribed: False where the first caller still has to subscribe through Marketplace.
    on_demand: whether the model answers by its own id, without a profile.
    """

    id: str
    name: str
    provider: str = "Anthropic"
    gates: Gates = OPEN
    lifecycle: Lifecycle = Lifecycle()
    refusal: ErrorReply | None = None
    subscribed: bool = True
    on_demand: bool = False


@dataclass(frozen=True, slots=True)
class SystemProfile:
    """A system inference profile. destinations: Regions of its model ARNs, "" for the one without a Region."""

    prefix: str
    model: str
    name: str
    destinations: tuple[str, ...]

    @property
    def id(self) -> str:
        """The profile's id: prefix and model id."""
        return f"{self.prefix}.{self.model}"

    @property
    def model_arns(self) -> tuple[str, ...]:
        """The foundation models that it routes to."""
        return tuple(f"arn:aws:bedrock:{region}::foundation-model/{self.model}" for region in self.destinations)

    def arn(self, region: str) -> str:
        """The profile's ARN in the Region that it is called from."""
        return f"arn:aws:bedrock:{region}:{ACCOUNT_ID}:inference-profile/{self.id}"


@dataclass(frozen=True, slots=True)
class Fault:
    """AWS answers an operation with an error before it looks at anything.

    operation: as IAM writes it, `*` for all and `bedrock:*` for all of a service; times: how often, None for ever.
    """

    operation: str
    refusal: ErrorReply
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a proxy or portal answers in AWS's place, whatever is asked."""

    status: int
    body: str
    content_type: str = "text/html"


@dataclass(frozen=True, slots=True)
class World:
    """An account. region: the guide's, in which instances are and an API key is used.

    profiles: by the Region that they are called from; page_size: of ListInferenceProfiles.
    scps: service control policies of the organization, none where the account has none.
    sso_roles: names of roles that the SSO portal hands out for a cached SSO token, "" where none is assigned.
    use_case_form_inherited: the form is the organization's: none is found in the account itself.
    vpc_endpoint_policy: of the endpoint through which Bedrock is called, None where there is none.
    answered_in: the Region that profiles route every call to, and in which alone the models are authorized; None where
    they are in all Regions of the profile.
    clock_ahead_s: AWS's clock minus the machine's. in_the_way: what answers instead of AWS.
    """

    region: str
    models: tuple[FoundationModel, ...]
    profiles: Mapping[str, tuple[SystemProfile, ...]]
    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    keys: tuple[Key, ...] = ()
    sessions: tuple[Session, ...] = ()
    long_term_keys: tuple[LongTermKey, ...] = ()
    short_term_key: ShortTermKey | None = None
    scps: tuple[NamedPolicy, ...] = ()
    use_case_form: bool = True
    use_case_form_inherited: bool = False
    vpc_endpoint_policy: Document | None = None
    answered_in: str | None = None
    page_size: int = 12
    faults: tuple[Fault, ...] = ()
    instance_role: str | None = None
    container_role: str | None = None
    sso_roles: Mapping[str, str] = field(default_factory=dict)
    web_identity_token: str | None = None
    clock_ahead_s: float = 0.0
    in_the_way: Page | None = None

    @property
    def regions(self) -> tuple[str, ...]:
        """Every Region from which profiles are called, or to which they route."""
        routed = (place for each in self.profiles.values() for profile in each for place in profile.destinations)
        return tuple(sorted({*self.profiles, *routed} - {""}))


@dataclass(frozen=True, slots=True)
class Machine:
    """The attendee's machine. variables: of the shell; home and project: files by their path, with their contents."""

    variables: Mapping[str, str] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)
    project: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One rehearsal by its name.

    invoke: `never` where the scenario is about a run that may not call a model. defect: dotted name of a rule
    that breaks, where the scenario is about a defect of the suite itself. origin: where the run is started.
    """

    name: str
    world: World
    machine: Machine
    invoke: str | None = None
    defect: str | None = None
    origin: Origin = Origin.TERMINAL
