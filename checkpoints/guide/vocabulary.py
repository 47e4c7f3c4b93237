"""The words of the report contract: verdicts, causes, credential sources, and what a run may choose."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

SCHEMA_VERSION = 1  # of the report


class Verdict(str, Enum):
    """What a check, a step, a summary row or a box came to."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    BLOCKED = "blocked"
    UNVERIFIED = "unverified"
    NOT_RUN = "not_run"


class RunVerdict(str, Enum):
    """What a whole run came to."""

    READY = "ready"
    NOT_READY = "not_ready"
    UNPROVEN = "unproven"


class Cause(str, Enum):
    """The root of a verdict that is not `passed`, in one word of the contract."""

    # credentials
    NO_CREDENTIALS = "no-credentials"
    PARTIAL_CREDENTIALS = "partial-credentials"
    PLACEHOLDER_CREDENTIALS = "placeholder-credentials"
    INVALID_CREDENTIALS = "invalid-credentials"
    EXPIRED_CREDENTIALS = "expired-credentials"
    SESSION_TOKEN_MISSING = "session-token-missing"
    SESSION_TOKEN_STALE = "session-token-stale"
    PROFILE_NOT_FOUND = "profile-not-found"
    CONFIG_UNREADABLE = "config-unreadable"
    SSO_LOGIN_REQUIRED = "sso-login-required"
    LOGIN_REQUIRED = "login-required"
    CRT_MISSING = "crt-missing"
    CREDENTIAL_PROCESS_FAILED = "credential-process-failed"
    WEB_IDENTITY_TOKEN_MISSING = "web-identity-token-missing"
    CONTAINER_CREDENTIALS_FAILED = "container-credentials-failed"
    ASSUME_ROLE_FAILED = "assume-role-failed"
    SSO_ROLE_NOT_ASSIGNED = "sso-role-not-assigned"
    CONFIG_NOT_PORTABLE = "config-not-portable"  # the AWS CLI reads the file, Claude Code does not
    BEARER_TOKEN_EMPTY = "bearer-token-empty"
    BEARER_TOKEN_MALFORMED = "bearer-token-malformed"
    BEARER_TOKEN_REJECTED = "bearer-token-rejected"
    BEARER_TOKEN_EXPIRED = "bearer-token-expired"
    BEARER_TOKEN_WRONG_REGION = "bearer-token-wrong-region"
    CONFLICTING_SOURCES = "conflicting-sources"
    CLAUDE_CODE_BYPASSED = "claude-code-bypassed"  # Bedrock or signing switched off, or another endpoint
    MODEL_PIN_UNUSABLE = "model-pin-unusable"
    CLOCK_SKEW = "clock-skew"
    # Region
    REGION_MISSING = "region-missing"
    REGION_ONLY_IN_CONFIG = "region-only-in-config"
    REGION_ONLY_IN_DEFAULT_VARIABLE = "region-only-in-default-variable"
    REGION_ONLY_IN_DOTENV = "region-only-in-dotenv"
    REGION_MALFORMED = "region-malformed"
    REGION_NOT_GUIDE = "region-not-guide"
    # IAM
    POLICY_NOT_ATTACHED = "policy-not-attached"
    POLICY_INCOMPLETE = "policy-incomplete"
    STREAMING_NOT_ALLOWED = "streaming-not-allowed"
    DESTINATION_REGION_DENIED = "destination-region-denied"
    EXPLICIT_DENY = "explicit-deny"
    SCP_DENY = "scp-deny"
    PERMISSIONS_BOUNDARY = "permissions-boundary"
    SESSION_POLICY = "session-policy"
    RESOURCE_POLICY = "resource-policy"  # of a VPC endpoint or of a resource: not in IAM
    KEY_QUARANTINED = "key-quarantined"
    # model access
    MODEL_ACCESS_NOT_GRANTED = "model-access-not-granted"
    USE_CASE_FORM_MISSING = "use-case-form-missing"
    AGREEMENT_PENDING = "agreement-pending"
    AGREEMENT_ERROR = "agreement-error"
    MARKETPLACE_DENIED = "marketplace-denied"
    PAYMENT_INSTRUMENT = "payment-instrument"
    ACCOUNT_NOT_AUTHORIZED = "account-not-authorized"
    OPERATION_NOT_ALLOWED = "operation-not-allowed"
    UNSUPPORTED_COUNTRY = "unsupported-country"
    MODEL_LEGACY = "model-legacy"
    MODEL_RETIRED = "model-retired"
    MODEL_NOT_IN_REGION = "model-not-in-region"
    QUOTA_EXHAUSTED = "quota-exhausted"
    # profiles
    NO_PROFILES = "no-profiles"
    NO_CLAUDE_PROFILES = "no-claude-profiles"
    MODEL_PROFILE_MISSING = "model-profile-missing"
    # looking
    NOT_PERMITTED_TO_LOOK = "not-permitted-to-look"
    THROTTLED = "throttled"
    SERVICE_ERROR = "service-error"
    ENDPOINT_UNREACHABLE = "endpoint-unreachable"
    TIMEOUT = "timeout"
    TERMINAL_NOT_SEEN = "terminal-not-seen"  # the run was started from elsewhere
    # the suite
    INTERNAL_ERROR = "internal-error"


IAM_CAUSES = frozenset(
    {
        Cause.POLICY_NOT_ATTACHED,
        Cause.POLICY_INCOMPLETE,
        Cause.STREAMING_NOT_ALLOWED,
        Cause.DESTINATION_REGION_DENIED,
        Cause.EXPLICIT_DENY,
        Cause.SCP_DENY,
        Cause.PERMISSIONS_BOUNDARY,
        Cause.SESSION_POLICY,
        Cause.RESOURCE_POLICY,
        Cause.MARKETPLACE_DENIED,
        Cause.MODEL_PIN_UNUSABLE,
    }
)
"""What is, or may be, fixed in a policy: something is granted, or a statement is changed."""


class CredentialSource(str, Enum):
    """Where the default chain found credentials; guide options A-E and the roles."""

    SHARED_CREDENTIALS = "shared-credentials"
    CONFIG_FILE = "config-file"
    ENVIRONMENT = "environment"
    SSO = "sso"
    LOGIN = "login"
    BEDROCK_API_KEY = "bedrock-api-key"
    INSTANCE_ROLE = "instance-role"
    CONTAINER_ROLE = "container-role"
    ASSUME_ROLE = "assume-role"
    WEB_IDENTITY = "web-identity"
    CREDENTIAL_PROCESS = "credential-process"


class Invoke(str, Enum):
    """Whether a one-token model call may be made."""

    AUTO = "auto"  # where no free proof exists
    ALWAYS = "always"
    NEVER = "never"


class Origin(str, Enum):
    """Where a run was started."""

    TERMINAL = "terminal"  # the attendee's own, in which Claude Code will be started
    FLEET = "fleet"  # elsewhere: in a login shell that Systems Manager opened


class ModelMatching(str, Enum):
    """How a model that the guide names is held: `guide` keeps to the letter, `family` lets a newer one stand in."""

    FAMILY = "family"
    GUIDE = "guide"


_FIRST_THAT_APPLIES = (Verdict.FAILED, Verdict.BLOCKED, Verdict.UNVERIFIED, Verdict.NOT_RUN, Verdict.PASSED)
GREEN = frozenset({Verdict.PASSED, Verdict.NOT_APPLICABLE})


def combine_verdicts(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of a step, a summary row or a box, from its checks' verdicts (report contract, "Verdicts")."""
    found = set(verdicts)
    return next((verdict for verdict in _FIRST_THAT_APPLIES if verdict in found), Verdict.NOT_APPLICABLE)


def judge_verdicts(verdicts: Iterable[Verdict]) -> RunVerdict:
    """The verdict of a run, from the verdicts of every check and both boxes, deselected ones included."""
    found = set(verdicts)
    if found & {Verdict.FAILED, Verdict.BLOCKED}:
        return RunVerdict.NOT_READY
    return RunVerdict.READY if found <= GREEN else RunVerdict.UNPROVEN
