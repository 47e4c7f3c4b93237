"""Which scenarios each run has; the others differ from one of these in the spelling or in the account alone.

They are each cause's own scenario, each source of credentials, and each form of answer on the wire.
"""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.offline.scenarios.by_cause import name_scenario

OF_CAUSES = frozenset(map(name_scenario, Cause))
OF_SOURCES = {
    "ready": CredentialSource.SHARED_CREDENTIALS,
    "environment-keys": CredentialSource.ENVIRONMENT,
    "config-file-keys": CredentialSource.CONFIG_FILE,
    "sso": CredentialSource.SSO,
    "login": CredentialSource.LOGIN,
    "api-key": CredentialSource.BEDROCK_API_KEY,
    "instance-role": CredentialSource.INSTANCE_ROLE,
    "container-role": CredentialSource.CONTAINER_ROLE,
    "assume-role": CredentialSource.ASSUME_ROLE,
    "web-identity": CredentialSource.WEB_IDENTITY,
    "credential-process": CredentialSource.CREDENTIAL_PROCESS,
}
OF_WIRE_FORMS = (
    "admin",  # IAM's lists, in XML
    "policy-not-attached",  # a refusal in JSON
    "unknown-keys",  # a refusal in XML
    "api-key-rejected",  # a refusal over HTTPS
    "sso-role-not-assigned",  # a refusal of the SSO portal
    "assume-role-denied",  # a refusal of STS on the way to credentials
    "container-credentials-fail",  # a refusal of the container's endpoint
    "use-case-form-missing",  # 404 for a model
    "session-policy",  # a signed session token, and a denial that comes with it
    "throttled-once",  # 429, and an answer to the second try
    "service-error",  # 500
    "endpoint-unreachable",  # no answer, and none to be had
    "region-seoul",  # another Region in the signature
    "no-credentials",  # nothing is sent
)
OVER_HTTP = frozenset((*OF_SOURCES, *OF_WIRE_FORMS))
_REHEARSED = (
    "ready",
    "sso",  # the portal of IAM Identity Center
    "instance-role",  # and the metadata service, which a rehearsal plays in its own process
    "portal-page",  # what answers in AWS's place: a page,
    "portal-redirect",  # an address,
    "proxy-empty-answer",  # nothing,
    "proxy-forbids-in-json",  # and JSON
    "api-key-refused-in-new-words",  # a refusal that nobody knows
    "sonnet-legacy-newer-granted",  # a newer model that stands in
    "not-yet-subscribed",  # a subscription that is made by the first call
)
# What ends well is the same over HTTP.
REHEARSED = OF_CAUSES | frozenset((*OF_WIRE_FORMS, *_REHEARSED))
