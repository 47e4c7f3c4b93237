"""Live over HTTP ends as the rehearsal of the same world does: a few worlds in each run, all of them at length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.offline.scenarios import list_scenarios
from tests.lengths import at_length
from tests.offline.expectations import ENDINGS
from tests.offline.suite import Outcome
from tests.offline.verdicts import told

# A world for each source of credentials, and for what only the wire has: see the remark of each.
_SOURCES = {
    "ready": CredentialSource.SHARED_CREDENTIALS,
    "environment-keys": CredentialSource.ENVIRONMENT,
    "temporary-keys": CredentialSource.ENVIRONMENT,
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
_WIRE_FORMS = (
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
_EACH_RUN = (*_SOURCES, *_WIRE_FORMS)
# A defect of the suite is of no world.
_WORLDS = [name for name, scenario in list_scenarios().items() if scenario.defect is None]


@pytest.mark.parametrize("scenario", [name if name in _EACH_RUN else at_length(name) for name in _WORLDS])
def test_a_served_world_ends_as_its_rehearsal(scenario: str, lived: Callable[[str], Outcome]) -> None:
    outcome, expected = lived(scenario), ENDINGS[scenario]
    assert told(outcome) == expected.checks
    assert outcome.report is not None
    assert (outcome.report["verdict"], outcome.exit_code) == (expected.verdict.value, expected.exit_code)
    assert (outcome.report["mode"], outcome.report["scenario"]) == ("live", None)
    assert outcome.report["endpoint"] == "custom"
    assert "Traceback" not in outcome.printed
    if scenario in _SOURCES:
        assert outcome.report["attendee"]["credential_source"] == _SOURCES[scenario].value


def test_each_run_has_a_world_for_every_source_of_credentials() -> None:
    assert set(_SOURCES.values()) == set(CredentialSource)
    assert set(_EACH_RUN) <= set(_WORLDS)
