"""The proxy that Claude Code goes through, and the certificates that the AWS CLI trusts and Claude Code does not know.

Seen with Claude Code 2.1.332: the first of its variables that is not empty counts, in small letters before capitals,
and `HTTP_PROXY` and `ALL_PROXY` lead requests over HTTPS as well where nothing comes before them. botocore goes by
`https_proxy` and `HTTPS_PROXY` alone; an empty one in small letters switches the other one off there.
"""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values, text_of

_PROXIES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
# The certificate that it shows to servers, and its key.
CLIENT_CERTIFICATE = ("CLAUDE_CODE_CLIENT_CERT", "CLAUDE_CODE_CLIENT_KEY")
CLIENT_PASSPHRASE = "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE"
_BUNDLE, _BUNDLE_OF_REQUESTS, _BUNDLE_OF_PROFILE = "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "ca_bundle"


def find_proxy(variables: Values) -> Value | None:
    """The variable that names the proxy, None where requests go without one."""
    return next((variables[name] for name in _PROXIES if _counts(name, text_of(variables, name))), None)


def read_address(proxy: Value) -> str:
    """The address as Claude Code takes it: of HTTPS alone, one without a scheme is one of HTTP."""
    address = trim_text(proxy.text)
    has_scheme = "://" in address or proxy.place.name.lower() != "https_proxy"
    return address if has_scheme else f"http://{address}"


def _counts(name: str, address: str) -> bool:
    """Whether a variable is not passed over: an empty one is, and one for everything that names a SOCKS proxy."""
    return bool(address) and not (name.lower() == "all_proxy" and address.lower().startswith("socks"))


def find_aws_bundle(shell: Mapping[str, str], profile: Values) -> Value | None:
    """The file of certificates that the AWS CLI and boto3 trust instead of public ones; None where they name none.

    profile: the keys of the profile in use. The order is botocore's.
    """
    of_shell = {name: Value(shell[name], Place(name)) for name in (_BUNDLE, _BUNDLE_OF_REQUESTS) if shell.get(name)}
    return of_shell.get(_BUNDLE) or profile.get(_BUNDLE_OF_PROFILE) or of_shell.get(_BUNDLE_OF_REQUESTS)
