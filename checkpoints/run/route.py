"""The way to AWS: whether Claude Code has one of its own on this machine, and whether it leads there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.client.connection import (
    BUNDLED_STORE,
    EXTRA_CERTIFICATES,
    SYSTEM_STORE,
    find_aws_bundle,
    find_exemption,
    list_stores,
    name_host,
    read_address,
)
from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Place, text_of
from checkpoints.facts.other_route import OtherRoute
from checkpoints.run.machine_facts import MachineFacts

if TYPE_CHECKING:
    from checkpoints.client.view import ClientView
    from checkpoints.facts.client_connection import ConnectionOutcome, ConnectionRoute


class Connection(NamedTuple):
    """A connection to AWS as Claude Code makes it.

    outcome: what came of it, None where Claude Code reaches AWS by the same proxy and certificates as AWS tools. route:
    its way, None unless it leads to AWS. own_proxy: the variable of the proxy on that way which AWS tools do not use.
    other_route: for once AWS tools do not trust AWS's certificate; None where Claude Code trusts no others.
    """

    outcome: ConnectionOutcome | None = None
    route: ConnectionRoute | None = None
    own_proxy: Place | None = None
    other_route: OtherRoute | None = None


def connect_as_claude_code(machine: MachineFacts, region: str) -> Connection:
    """Connect to AWS as Claude Code does, where AWS tools take another proxy or trust other certificates.

    What the system trusts beside public certificates no variable shows: that is tried once it matters.
    """
    view = machine.view
    if _is_served_here(machine.environment.variables) or view.gateway:
        return Connection()
    if view.refused_proxy is not None:
        from checkpoints.facts.client_connection import ConnectionOutcome

        return Connection(ConnectionOutcome.UNREACHED)
    host, trust = name_host(region), _read_trust(machine)
    proxy = _read_proxy(view, host)
    connect = partial(_connect, host, proxy.address, trust)
    if trust.is_own or proxy.is_own:
        return _connect_in_its_own_way(connect, proxy, trust)
    return Connection(other_route=OtherRoute(connect) if trust.of_system or trust.is_blind else None)


def _connect_in_its_own_way(
    connect: Callable[[], tuple[ConnectionOutcome, ConnectionRoute | None]], proxy: _Proxy, trust: _Trust
) -> Connection:
    """Connect where variables show that Claude Code takes another way than AWS tools."""
    outcome, route = connect()
    if route:
        return Connection(outcome, route, proxy.place if proxy.is_own else None)
    is_told = trust.may_lack_certificates or proxy.is_own
    return Connection(outcome if is_told else None, other_route=OtherRoute(lambda: (outcome, None)))


class _Proxy(NamedTuple):
    """The proxy through which Claude Code reaches AWS. address: "" for none. is_own: whether AWS tools take another."""

    address: str
    place: Place | None
    is_own: bool


def _read_proxy(view: ClientView, host: str) -> _Proxy:
    of_aws_tools = _find_proxy_of_aws_tools(host)
    setting = view.proxy_setting
    if setting is None or find_exemption(view.variables, host):
        return _Proxy("", None, is_own=of_aws_tools != "")
    return _Proxy(read_address(setting), setting.place, is_own=setting.text != of_aws_tools)


class _Trust(NamedTuple):
    """The certificates that are trusted.

    extra, of_aws_tools: the files that Claude Code and AWS tools alone take. stores: those of Claude Code. is_blind:
    whether it looks at no certificate at all, which this run does not imitate.
    """

    extra: str
    of_aws_tools: str
    stores: tuple[str, ...]
    is_blind: bool

    @property
    def is_own(self) -> bool:
        """Whether variables show that Claude Code trusts others than AWS tools."""
        return not self.is_blind and (self.of_aws_tools != self.extra or not self.of_public_roots)

    @property
    def may_lack_certificates(self) -> bool:
        """Whether AWS tools may trust what Claude Code does not: what it trusts besides takes nothing from it."""
        return bool(self.of_aws_tools) or not self.of_public_roots

    @property
    def of_public_roots(self) -> bool:
        return BUNDLED_STORE in self.stores

    @property
    def of_system(self) -> bool:
        return SYSTEM_STORE in self.stores


def _read_trust(machine: MachineFacts) -> _Trust:
    view = machine.view
    bundle = find_aws_bundle(machine.environment.variables, view.profile_keys)
    return _Trust(
        trim_text(text_of(view.variables, EXTRA_CERTIFICATES)),
        bundle.text if bundle else "",
        list_stores(view.variables),
        text_of(view.variables, "NODE_TLS_REJECT_UNAUTHORIZED") == "0",
    )


def _connect(host: str, proxy: str, trust: _Trust) -> tuple[ConnectionOutcome, ConnectionRoute | None]:
    from checkpoints.facts.client_connection import (
        ConnectionOutcome,
        ConnectionRoute,
        join_bundles,
        try_client_connection,
    )

    trusts = {"trusts_bundled": trust.of_public_roots, "trusts_system": trust.of_system}
    outcome = try_client_connection(host, proxy, trust.extra, **trusts)
    if outcome is ConnectionOutcome.REACHED:
        try:
            return outcome, ConnectionRoute(proxy, join_bundles(trust.extra, trust.of_aws_tools))
        except OSError:  # no folder for temporary files, or no room: botocore cannot take that way
            return ConnectionOutcome.UNKNOWN, None
    if outcome is ConnectionOutcome.UNTRUSTED and trust.is_blind:
        return ConnectionOutcome.UNKNOWN, None
    return outcome, None


def _is_served_here(variables: Mapping[str, str]) -> bool:
    """Whether this machine takes AWS's place, as in a rehearsal; any other address moves no model for Claude Code."""
    addresses = [value for name, value in variables.items() if name.startswith("AWS_ENDPOINT_URL")]
    return any(re.match(r"https?://(?:127\.|localhost|\[::1\])", address) for address in addresses)


def _find_proxy_of_aws_tools(host: str) -> str:
    """The proxy through which AWS tools reach a host, as far as variables name one, else ""."""
    from urllib import request  # as botocore does

    is_exempt = request.proxy_bypass_environment(host)  # type: ignore[attr-defined]
    return "" if is_exempt else request.getproxies_environment().get("https", "")
