"""What tells whether two identities are one, without keeping either."""

from __future__ import annotations

from hashlib import sha256


def fingerprint(*values: str) -> str:
    """A hash to compare identities by, without keeping their values: 16 hexadecimal digits."""
    return sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def of_keys(access_key_id: str, secret_access_key: str, session_token: str = "") -> str:
    """The fingerprint of an access key pair."""
    return fingerprint(access_key_id, secret_access_key, session_token)


def of_role(role_arn: str) -> str:
    """The fingerprint of a role that is assumed."""
    return fingerprint("role", role_arn)


def of_sso(start_url: str, account_id: str, role_name: str) -> str:
    """The fingerprint of an IAM Identity Center role; a `/` or `#` that ends the address makes no other one."""
    return fingerprint("sso", *(part.rstrip("/#") for part in (start_url, account_id, role_name)))


def of_login(session: str) -> str:
    """The fingerprint of an `aws login` session."""
    return fingerprint("login", session)


def of_process(command: str) -> str:
    """The fingerprint of a credential process."""
    return fingerprint("process", command)


def of_api_key(key: str) -> str:
    """The fingerprint of an Amazon Bedrock API key."""
    return fingerprint(key)


CONTAINER = "container"  # the role of the container that the client runs in
INSTANCE = "instance"  # the role of the EC2 instance that the client runs on
