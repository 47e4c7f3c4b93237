"""The proxy that Claude Code goes through, and the certificates that the AWS CLI trusts and Claude Code does not know.

Seen with Claude Code 2.1.332: the first of its variables that is not empty counts, in small letters before capitals,
and `HTTP_PROXY` and `ALL_PROXY` lead requests over HTTPS as well where nothing comes before them. botocore goes by
`https_proxy` and `HTTPS_PROXY` alone; an empty one in small letters switches the other one off there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, Value, Values, text_of

_HOST_AND_PORT = r"[\w.-]+:\d+/?"
_EXEMPTIONS = ("no_proxy", "NO_PROXY")
_PROXIES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
# The certificate that it shows to servers, and its key.
CLIENT_CERTIFICATE = ("CLAUDE_CODE_CLIENT_CERT", "CLAUDE_CODE_CLIENT_KEY")
CLIENT_PASSPHRASE = "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE"
EXTRA_CERTIFICATES, _STORES_VARIABLE = "NODE_EXTRA_CA_CERTS", "CLAUDE_CODE_CERT_STORE"
# Where Claude Code finds root certificates: its own, those of Mozilla, and the system's.
BUNDLED_STORE, SYSTEM_STORE = "bundled", "system"
_STORES = (BUNDLED_STORE, SYSTEM_STORE)
_BUNDLE, _BUNDLE_OF_REQUESTS, _BUNDLE_OF_PROFILE = "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "ca_bundle"


def find_proxy(variables: Values) -> Value | None:
    """The variable that names the proxy, None where requests go without one."""
    return next((variables[name] for name in _PROXIES if _counts(name, text_of(variables, name))), None)


def read_address(proxy: Value) -> str:
    """The address as Claude Code takes it: one without a scheme is one of HTTP, unless `HTTP_PROXY` names it."""
    address = trim_text(proxy.text)
    scheme = re.match(r"(https?):/*(?=[^/])", address, re.IGNORECASE)
    address = f"{scheme[1].lower()}://{address[scheme.end() :]}" if scheme else address
    has_scheme = "://" in address or proxy.place.name.lower() == "http_proxy"
    return address if has_scheme else f"http://{address}"


def is_refused(proxy: Value) -> bool:
    """Whether Claude Code does not start with an address: one that it cannot take for an address of a proxy.

    Without a scheme it takes `HOST:PORT` of the shell and of a project's settings, but not of the user's settings or an
    administrator's, nor of `HTTP_PROXY`.
    """
    address, file = trim_text(proxy.text), proxy.place.file
    if re.match(r"[a-z][a-z\d]*:(?!\d+/?$)", address, re.IGNORECASE):
        return re.search(r"\s", address) is not None
    needs_scheme = file is not None and not re.match(r"(?:\.\./)*\.claude/", file)
    return (
        needs_scheme or proxy.place.name.lower() == "http_proxy" or not re.fullmatch(_HOST_AND_PORT, address, re.ASCII)
    )


def _counts(name: str, address: str) -> bool:
    """Whether a variable is not passed over: an empty one is, and one for everything that names a SOCKS proxy."""
    return bool(address) and not (name.lower() == "all_proxy" and address.lower().startswith("socks"))


def name_host(region: str) -> str:
    """The host that answers for models in a Region."""
    return f"bedrock-runtime.{region}.amazonaws.com"


def find_cancelled_proxy(variables: Values) -> Value | None:
    """The variable that settings leave empty where no other one names a proxy; None where one is named."""
    if find_proxy(variables):
        return None
    given = (variables[name] for name in _PROXIES if name in variables)
    return next((value for value in given if value.place.file and not value.text), None)


def find_exemption(variables: Values, host: str) -> Value | None:
    """The variable that keeps requests to a host away from the proxy, None where they go through it.

    Seen with Claude Code 2.1.332: entries end at commas and white space; `*` alone is for every host, and `.NAME`,
    `*.NAME` and `NAME` are for a host of this name and those below it; a port has to be that of HTTPS.
    """
    named = next((variables[name] for name in _EXEMPTIONS if text_of(variables, name)), None)
    entries = re.split(r"[,\s]+", named.text.lower()) if named else ()
    return named if any(_exempts(entry, host) for entry in entries) else None


def _exempts(entry: str, host: str) -> bool:
    name = re.sub(r"^\*?\.|\.?(?::443)?$", "", entry)
    return entry == "*" or (bool(name) and f".{host}".endswith(f".{name}"))


def list_stores(variables: Values) -> tuple[str, ...]:
    """The stores of root certificates that Claude Code trusts: of the two those that its variable names, else both."""
    named = [trim_text(each).lower() for each in text_of(variables, _STORES_VARIABLE).split(",")]
    return tuple(each for each in _STORES if each in named) or _STORES


def find_store_limit(variables: Values) -> Value | None:
    """The variable that keeps Claude Code from trusting public certificates; None where it trusts them."""
    return None if BUNDLED_STORE in list_stores(variables) else variables.get(_STORES_VARIABLE)


def find_aws_bundle(shell: Mapping[str, str], profile: Values) -> Value | None:
    """The file of certificates that the AWS CLI and boto3 trust instead of public ones; None where they name none.

    profile: the keys of the profile in use. The order is botocore's.
    """
    of_shell = {name: Value(shell[name], Place(name)) for name in (_BUNDLE, _BUNDLE_OF_REQUESTS) if shell.get(name)}
    return of_shell.get(_BUNDLE) or profile.get(_BUNDLE_OF_PROFILE) or of_shell.get(_BUNDLE_OF_REQUESTS)
