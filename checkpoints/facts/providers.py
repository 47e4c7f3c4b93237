"""The credential providers of botocore's default chain, by its names, and what the contract calls their sources."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.guide.vocabulary import CredentialSource


class Provider:
    """The names."""

    ENVIRONMENT = "env"
    ASSUME_ROLE = "assume-role"
    WEB_IDENTITY = "assume-role-with-web-identity"
    SSO = "sso"
    SHARED_CREDENTIALS = "shared-credentials-file"
    LOGIN = "login"
    PROCESS = "custom-process"
    CONFIG_FILE = "config-file"
    CONTAINER = "container-role"
    INSTANCE = "iam-role"


OF_PROFILES = frozenset(
    {
        Provider.ASSUME_ROLE,
        Provider.WEB_IDENTITY,
        Provider.SSO,
        Provider.SHARED_CREDENTIALS,
        Provider.LOGIN,
        Provider.PROCESS,
        Provider.CONFIG_FILE,
    }
)
SOURCES: Mapping[str, CredentialSource] = {
    Provider.ENVIRONMENT: CredentialSource.ENVIRONMENT,
    Provider.ASSUME_ROLE: CredentialSource.ASSUME_ROLE,
    Provider.WEB_IDENTITY: CredentialSource.WEB_IDENTITY,
    Provider.SSO: CredentialSource.SSO,
    Provider.SHARED_CREDENTIALS: CredentialSource.SHARED_CREDENTIALS,
    Provider.LOGIN: CredentialSource.LOGIN,
    Provider.PROCESS: CredentialSource.CREDENTIAL_PROCESS,
    Provider.CONFIG_FILE: CredentialSource.CONFIG_FILE,
    # Files of tools before the AWS CLI; Claude Code does not know them.
    "ec2-credentials-file": CredentialSource.SHARED_CREDENTIALS,
    "boto-config": CredentialSource.SHARED_CREDENTIALS,
    Provider.CONTAINER: CredentialSource.CONTAINER_ROLE,
    Provider.INSTANCE: CredentialSource.INSTANCE_ROLE,
}


def name_provider(source: CredentialSource) -> str:
    """The provider that gives a source, the newer one of several; "" for an API key, which none gives."""
    return next((name for name, given in SOURCES.items() if given is source), "")
