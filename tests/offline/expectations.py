"""What each scenario ends in: a verdict and a cause for every check, and for what is blocked its root.

Written down from the guide and the report contract, by hand: one root cause is one failure, what depends on it is
blocked and carries its cause, and a box is what its rows are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checkpoints.guide.requirements import (
    BOX_ROWS,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_PERMISSIONS,
    MODEL_PROFILES,
    POLICY_ATTACHED,
    PROFILES_LISTED,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    REQUIREMENTS,
    SINGLE_SOURCE,
    SONNET_ACCESS,
    USE_CASE,
    Requirement,
)
from checkpoints.guide.vocabulary import GREEN, Cause, RunVerdict, Verdict, combine_verdicts, judge_verdicts


@dataclass(frozen=True, slots=True)
class Expected:
    """What one check ends in. root: of a blocked one, the id of the check to fix."""

    verdict: Verdict
    cause: Cause | None = None
    root: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """What a whole run ends in."""

    checks: Mapping[str, Expected]

    @property
    def verdict(self) -> RunVerdict:
        """Of the run, by the contract."""
        return judge_verdicts(each.verdict for each in self.checks.values())

    @property
    def exit_code(self) -> int:
        """By the contract: 0, 1, or 7 where nothing failed and something could not be verified."""
        verdicts = {each.verdict for each in self.checks.values()}
        if verdicts <= GREEN:
            return 0
        return 1 if verdicts & {Verdict.FAILED, Verdict.BLOCKED} else 7


_PASSED = Expected(Verdict.PASSED)
_SKIPPED = Expected(Verdict.NOT_APPLICABLE)
_STEP1 = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE)
_STEP2 = (POLICY_ATTACHED, MODEL_PERMISSIONS, MARKETPLACE_PERMISSIONS)
_PROFILES = (PROFILES_LISTED, MODEL_PROFILES)

Changes = Mapping[Requirement, Expected]


def _ending(*changes: Changes) -> Ending:
    """An attendee whose run is ready, but for what changes. IAM may not be read, and both models answer."""
    checks = {row.id: _PASSED for row in REQUIREMENTS} | {MARKETPLACE_PERMISSIONS.id: _SKIPPED}
    for change in changes:
        checks |= {row.id: expected for row, expected in change.items()}
    for box, rows in BOX_ROWS.items():
        checks[box.id] = _box(tuple(checks[row.id] for row in rows))
    return Ending(checks)


def _box(rows: tuple[Expected, ...]) -> Expected:
    verdict = combine_verdicts(row.verdict for row in rows)
    return _PASSED if verdict in GREEN else next(row for row in rows if row.verdict is verdict)


def _fails(row: Requirement, cause: Cause | None, *, blocks: Iterable[Requirement] = ()) -> Changes:
    """One failure, and what cannot be tried because of it."""
    stopped = Expected(Verdict.BLOCKED, cause, row.id)
    return {row: Expected(Verdict.FAILED, cause), **dict.fromkeys(blocks, stopped)}


def _unverified(cause: Cause, *rows: Requirement) -> Changes:
    return dict.fromkeys(rows, Expected(Verdict.UNVERIFIED, cause))


_UNSEEN = _unverified(Cause.NOT_PERMITTED_TO_LOOK, MARKETPLACE_PERMISSIONS)
_READABLE: Changes = {MARKETPLACE_PERMISSIONS: _PASSED}
_ON_AWS = (*_STEP1, *_STEP2, *_PROFILES)


def _unresolved(cause: Cause) -> Ending:
    return _ending(_fails(CREDENTIALS_RESOLVE, cause, blocks=(*_ON_AWS, CREDENTIALS_VALID, SINGLE_SOURCE)))


def _unaccepted(cause: Cause | None) -> Ending:
    return _ending(_fails(CREDENTIALS_VALID, cause, blocks=_ON_AWS))


def _unexported(cause: Cause) -> Ending:
    return _ending(_fails(REGION_EXPORTED, cause, blocks=(REGION_IS_GUIDE,)))


def _elsewhere(cause: Cause) -> Ending:
    return _ending(_fails(REGION_IS_GUIDE, cause))


def _not_used(cause: Cause) -> Ending:
    return _ending(_fails(SINGLE_SOURCE, cause))


def _without_policy(cause: Cause) -> Ending:
    blocked = (*_STEP1, MODEL_PERMISSIONS, MARKETPLACE_PERMISSIONS, *_PROFILES)
    return _ending(_fails(POLICY_ATTACHED, cause, blocks=blocked))


def _without_profiles(cause: Cause) -> Ending:
    return _ending(_fails(PROFILES_LISTED, cause, blocks=(*_STEP1, *_STEP2, MODEL_PROFILES)))


def _short(cause: Cause, *blocked: Requirement) -> Ending:
    return _ending(_fails(MODEL_PERMISSIONS, cause, blocks=(POLICY_ATTACHED, *blocked)))


def _refused(cause: Cause, *rows: Requirement) -> Ending:
    """Models refuse; with neither answering, nothing shows the form."""
    unseen = _unverified(Cause.NOT_PERMITTED_TO_LOOK, USE_CASE) if len(rows) == 2 else {}
    return _ending(*(_fails(row, cause) for row in rows), unseen, _UNSEEN)


_BOTH = (SONNET_ACCESS, HAIKU_ACCESS)
_READY = _ending()
_READY_AND_READ = _ending(_READABLE)
_NO_FORM = _ending(_fails(USE_CASE, Cause.USE_CASE_FORM_MISSING, blocks=(*_BOTH, MARKETPLACE_PERMISSIONS)))

ENDINGS: dict[str, Ending] = {
    # -- all is well
    "ready": _READY,
    "admin": _READY_AND_READ,
    "environment-keys": _READY,
    "config-file-keys": _READY,
    "temporary-keys": _READY,
    "sso": _READY,
    "login": _READY,
    "api-key": _READY,
    "api-key-short-term": _READY,
    "instance-role": _READY,
    "container-role": _READY,
    "assume-role": _READY,
    "web-identity": _READY,
    "credential-process": _READY,
    "group-policy": _READY_AND_READ,
    "inline-policy": _READY_AND_READ,
    "equivalent-policies": _READY_AND_READ,
    "may-look": _READY,
    "not-yet-subscribed": _READY,
    "not-yet-subscribed-may-look": _READY,
    "form-of-the-organisation": _READY,
    "throttled-once": _READY,
    "sonnet-retired-newer-granted": _READY,
    "sonnet-legacy-newer-granted": _READY,
    "sonnet-unlisted-newer-granted": _READY,
    # -- step 3
    "no-credentials": _unresolved(Cause.NO_CREDENTIALS),
    "half-keys": _unresolved(Cause.PARTIAL_CREDENTIALS),
    "half-keys-in-file": _unresolved(Cause.PARTIAL_CREDENTIALS),
    "placeholder-keys": _unaccepted(Cause.PLACEHOLDER_CREDENTIALS),
    "secret-with-comment": _ending(
        _fails(CREDENTIALS_VALID, Cause.INVALID_CREDENTIALS, blocks=(*_ON_AWS, SINGLE_SOURCE))
    ),
    "keys-in-brackets": _unaccepted(Cause.INVALID_CREDENTIALS),
    "unknown-keys": _unaccepted(Cause.INVALID_CREDENTIALS),
    "wrong-secret": _unaccepted(Cause.INVALID_CREDENTIALS),
    "expired-token": _unaccepted(Cause.EXPIRED_CREDENTIALS),
    "session-token-missing": _unaccepted(Cause.SESSION_TOKEN_MISSING),
    "session-token-stale": _unaccepted(Cause.SESSION_TOKEN_STALE),
    "profile-unknown": _unresolved(Cause.PROFILE_NOT_FOUND),
    "profile-section-misnamed": _unresolved(Cause.PROFILE_NOT_FOUND),
    "config-broken": _unresolved(Cause.CONFIG_UNREADABLE),
    "config-section-twice": _unresolved(Cause.CONFIG_UNREADABLE),
    "several-profiles": _unresolved(Cause.NO_CREDENTIALS),
    "misspelt-key-variables": _unresolved(Cause.NO_CREDENTIALS),
    "windows-path": _unresolved(Cause.NO_CREDENTIALS),
    "metadata-disabled": _unresolved(Cause.NO_CREDENTIALS),
    "sso-session-misspelt": _unresolved(Cause.CONFIG_UNREADABLE),
    "sso-never-logged-in": _unresolved(Cause.SSO_LOGIN_REQUIRED),
    "sso-expired": _unresolved(Cause.SSO_LOGIN_REQUIRED),
    "sso-role-not-assigned": _unresolved(Cause.SSO_ROLE_NOT_ASSIGNED),
    "sso-account-unknown": _unresolved(Cause.SSO_ROLE_NOT_ASSIGNED),
    "login-needed": _unresolved(Cause.LOGIN_REQUIRED),
    "crt-missing": _unresolved(Cause.CRT_MISSING),
    "credential-process-fails": _unresolved(Cause.CREDENTIAL_PROCESS_FAILED),
    "credential-process-needs-shell": _unresolved(Cause.CREDENTIAL_PROCESS_FAILED),
    "credential-process-expired": _unresolved(Cause.EXPIRED_CREDENTIALS),
    "web-identity-token-missing": _unresolved(Cause.WEB_IDENTITY_TOKEN_MISSING),
    "container-credentials-fail": _unresolved(Cause.CONTAINER_CREDENTIALS_FAILED),
    "assume-role-denied": _unresolved(Cause.ASSUME_ROLE_FAILED),
    "api-key-empty": _not_used(Cause.BEARER_TOKEN_EMPTY),
    "api-key-malformed": _unaccepted(Cause.BEARER_TOKEN_MALFORMED),
    "api-key-rejected": _unaccepted(Cause.BEARER_TOKEN_REJECTED),
    "api-key-refused-in-new-words": _unaccepted(None),
    "api-key-expired": _unaccepted(Cause.BEARER_TOKEN_EXPIRED),
    "api-key-other-region": _unaccepted(Cause.BEARER_TOKEN_WRONG_REGION),
    "two-identities": _not_used(Cause.CONFLICTING_SOURCES),
    "keys-shadow-instance-role": _unaccepted(Cause.INVALID_CREDENTIALS),
    "claude-code-other-profile": _not_used(Cause.CONFLICTING_SOURCES),
    "clock-behind": _unaccepted(Cause.CLOCK_SKEW),
    # -- as Claude Code sees it
    "keys-in-capitals": _not_used(Cause.CONFIG_NOT_PORTABLE),
    "keys-behind-colons": _not_used(Cause.CONFIG_NOT_PORTABLE),
    "profile-with-two-spaces": _not_used(Cause.CONFIG_NOT_PORTABLE),
    "session-token-under-its-old-name": _not_used(Cause.CONFIG_NOT_PORTABLE),
    "bedrock-switched-off": _not_used(Cause.CLAUDE_CODE_BYPASSED),
    "requests-unsigned": _not_used(Cause.CLAUDE_CODE_BYPASSED),
    "other-base-url": _not_used(Cause.CLAUDE_CODE_BYPASSED),
    "pinned-model-ended": _not_used(Cause.MODEL_PIN_UNUSABLE),
    "pinned-base-model": _not_used(Cause.MODEL_PIN_UNUSABLE),
    "command-of-a-project": _ending(_unverified(Cause.NOT_PERMITTED_TO_LOOK, SINGLE_SOURCE)),
    "keys-in-settings-alone": _READY,
    "credential-export": _READY,
    # -- step 4
    "region-missing": _unexported(Cause.REGION_MISSING),
    "region-only-in-config": _unexported(Cause.REGION_ONLY_IN_CONFIG),
    "region-only-in-default-variable": _unexported(Cause.REGION_ONLY_IN_DEFAULT_VARIABLE),
    "region-only-in-dotenv": _unexported(Cause.REGION_ONLY_IN_DOTENV),
    "region-misspelt-variable": _unexported(Cause.REGION_MISSING),
    "region-malformed": _elsewhere(Cause.REGION_MALFORMED),
    "region-zone": _elsewhere(Cause.REGION_MALFORMED),
    "region-seoul": _elsewhere(Cause.REGION_NOT_GUIDE),
    "region-overridden-by-claude-code": _elsewhere(Cause.REGION_NOT_GUIDE),
    # -- step 2
    "policy-not-attached": _without_policy(Cause.POLICY_NOT_ATTACHED),
    "policy-with-wrong-prefix": _without_policy(Cause.POLICY_INCOMPLETE),
    "policy-without-listing": _short(Cause.POLICY_INCOMPLETE, *_PROFILES),
    "policy-for-one-model": _short(Cause.POLICY_INCOMPLETE, HAIKU_ACCESS, MARKETPLACE_PERMISSIONS),
    "streaming-not-allowed": _short(Cause.STREAMING_NOT_ALLOWED),
    "destination-region-denied": _short(Cause.DESTINATION_REGION_DENIED, *_STEP1, MARKETPLACE_PERMISSIONS),
    "explicit-deny": _short(Cause.EXPLICIT_DENY, HAIKU_ACCESS, MARKETPLACE_PERMISSIONS),
    "scp-deny": _short(Cause.SCP_DENY, *_STEP1, MARKETPLACE_PERMISSIONS),
    "permissions-boundary": _short(Cause.PERMISSIONS_BOUNDARY, *_STEP1, MARKETPLACE_PERMISSIONS, *_PROFILES),
    "session-policy": _short(Cause.SESSION_POLICY, HAIKU_ACCESS, MARKETPLACE_PERMISSIONS),
    # The administrator may use the simulator.
    "scp-deny-elsewhere": _ending(_READABLE, _fails(MODEL_PERMISSIONS, Cause.SCP_DENY)),
    "guardrail-required": _ending(_READABLE, _fails(MODEL_PERMISSIONS, Cause.EXPLICIT_DENY, blocks=_STEP1)),
    "endpoint-policy": _short(Cause.RESOURCE_POLICY, *_STEP1, MARKETPLACE_PERMISSIONS),
    "key-quarantined": _ending(_READABLE, _fails(MODEL_PERMISSIONS, Cause.KEY_QUARANTINED, blocks=_STEP1)),
    "session-revoked": _short(Cause.EXPLICIT_DENY, *_STEP1, MARKETPLACE_PERMISSIONS, *_PROFILES),
    "permission-set-without-policy": _without_policy(Cause.POLICY_NOT_ATTACHED),
    "marketplace-denied-explicitly": _ending(_fails(MARKETPLACE_PERMISSIONS, Cause.EXPLICIT_DENY, blocks=_STEP1)),
    "marketplace-outside-boundary": _ending(_fails(MARKETPLACE_PERMISSIONS, Cause.PERMISSIONS_BOUNDARY, blocks=_STEP1)),
    "marketplace-denied": _ending(_fails(MARKETPLACE_PERMISSIONS, Cause.MARKETPLACE_DENIED, blocks=_STEP1)),
    # Both models answer: there is nothing left to subscribe to.
    "marketplace-statement-missing": _READY,
    "api-key-not-permitted": _short(Cause.POLICY_INCOMPLETE, *_STEP1, MARKETPLACE_PERMISSIONS, *_PROFILES),
    # -- step 1
    "no-model-access": _refused(Cause.MODEL_ACCESS_NOT_GRANTED, *_BOTH),
    "haiku-not-granted": _refused(Cause.MODEL_ACCESS_NOT_GRANTED, HAIKU_ACCESS),
    "gates-shut": _refused(Cause.MODEL_ACCESS_NOT_GRANTED, HAIKU_ACCESS),
    "gates-open-but-refused": _refused(Cause.ACCOUNT_NOT_AUTHORIZED, HAIKU_ACCESS),
    "use-case-form-missing": _NO_FORM,
    "use-case-form-missing-may-look": _NO_FORM,
    "agreement-pending": _refused(Cause.AGREEMENT_PENDING, *_BOTH),
    # This caller may look at the form.
    "agreement-error": _ending(*(_fails(row, Cause.AGREEMENT_ERROR) for row in _BOTH), _UNSEEN),
    "payment-instrument": _refused(Cause.PAYMENT_INSTRUMENT, *_BOTH),
    "account-not-authorized": _refused(Cause.ACCOUNT_NOT_AUTHORIZED, *_BOTH),
    "operation-not-allowed": _refused(Cause.OPERATION_NOT_ALLOWED, *_BOTH),
    "unsupported-country": _refused(Cause.UNSUPPORTED_COUNTRY, *_BOTH),
    "sonnet-legacy": _refused(Cause.MODEL_LEGACY, SONNET_ACCESS),
    "sonnet-retired": _refused(Cause.MODEL_RETIRED, SONNET_ACCESS),
    "sonnet-retired-newer-not-granted": _refused(Cause.MODEL_ACCESS_NOT_GRANTED, SONNET_ACCESS),
    "sonnet-retired-newest-answers": _refused(Cause.ACCOUNT_NOT_AUTHORIZED, SONNET_ACCESS),
    "model-not-in-region": _ending(
        _fails(HAIKU_ACCESS, Cause.MODEL_NOT_IN_REGION, blocks=(MODEL_PERMISSIONS,)), _UNSEEN
    ),
    "quota-exhausted": _refused(Cause.QUOTA_EXHAUSTED, *_BOTH),
    # -- profiles
    "no-profiles": _without_profiles(Cause.NO_PROFILES),
    "no-claude-profiles": _without_profiles(Cause.NO_CLAUDE_PROFILES),
    "haiku-profile-missing": _ending(
        _fails(
            MODEL_PROFILES,
            Cause.MODEL_PROFILE_MISSING,
            blocks=(HAIKU_ACCESS, MODEL_PERMISSIONS, MARKETPLACE_PERMISSIONS),
        )
    ),
    # -- looking, and the suite itself
    "may-not-look-and-no-invoke": _ending(_unverified(Cause.NOT_PERMITTED_TO_LOOK, *_STEP1, MARKETPLACE_PERMISSIONS)),
    "throttled": _ending(_unverified(Cause.THROTTLED, *_ON_AWS)),
    "service-error": _ending(_unverified(Cause.SERVICE_ERROR, *_ON_AWS)),
    "endpoint-unreachable": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "portal-page": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "portal-redirect": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "proxy-empty-answer": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "proxy-forbids": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "proxy-forbids-in-json": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "proxy-wants-a-login": _unaccepted(Cause.ENDPOINT_UNREACHABLE),
    "timeout": _unaccepted(Cause.TIMEOUT),
    "terminal-not-seen": _ending(_unverified(Cause.TERMINAL_NOT_SEEN, REGION_EXPORTED, REGION_IS_GUIDE)),
    "check-breaks": _ending(_fails(MARKETPLACE_PERMISSIONS, Cause.INTERNAL_ERROR)),
}
