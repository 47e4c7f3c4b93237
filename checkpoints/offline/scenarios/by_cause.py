"""The scenario that rehearses each cause."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause

# The others are rehearsed by the scenario of their own name.
_BY_ANOTHER_NAME = {
    Cause.PARTIAL_CREDENTIALS: "half-keys",
    Cause.PLACEHOLDER_CREDENTIALS: "placeholder-keys",
    Cause.INVALID_CREDENTIALS: "unknown-keys",
    Cause.EXPIRED_CREDENTIALS: "expired-token",
    Cause.PROFILE_NOT_FOUND: "profile-unknown",
    Cause.CONFIG_UNREADABLE: "config-broken",
    Cause.SSO_LOGIN_REQUIRED: "sso-expired",
    Cause.LOGIN_REQUIRED: "login-needed",
    Cause.CREDENTIAL_PROCESS_FAILED: "credential-process-fails",
    Cause.CONTAINER_CREDENTIALS_FAILED: "container-credentials-fail",
    Cause.ASSUME_ROLE_FAILED: "assume-role-denied",
    Cause.CONFIG_NOT_PORTABLE: "keys-in-capitals",
    Cause.BEARER_TOKEN_EMPTY: "api-key-empty",
    Cause.BEARER_TOKEN_MALFORMED: "api-key-malformed",
    Cause.BEARER_TOKEN_REJECTED: "api-key-rejected",
    Cause.BEARER_TOKEN_EXPIRED: "api-key-expired",
    Cause.BEARER_TOKEN_WRONG_REGION: "api-key-other-region",
    Cause.CONFLICTING_SOURCES: "two-identities",
    Cause.CLAUDE_CODE_BYPASSED: "bedrock-switched-off",
    Cause.MODEL_PIN_UNUSABLE: "pinned-model-ended",
    Cause.CLOCK_SKEW: "clock-behind",
    Cause.REGION_NOT_GUIDE: "region-seoul",
    Cause.POLICY_INCOMPLETE: "policy-for-one-model",
    Cause.RESOURCE_POLICY: "endpoint-policy",
    Cause.MODEL_ACCESS_NOT_GRANTED: "no-model-access",
    Cause.MODEL_LEGACY: "sonnet-legacy",
    Cause.MODEL_RETIRED: "sonnet-retired",
    Cause.MODEL_PROFILE_MISSING: "haiku-profile-missing",
    Cause.NOT_PERMITTED_TO_LOOK: "may-not-look-and-no-invoke",
    Cause.INTERNAL_ERROR: "check-breaks",
}


def name_scenario(cause: Cause) -> str:
    """The name of the scenario in which a cause is the root."""
    return _BY_ANOTHER_NAME.get(cause, cause.value)
