"""The credentials of a run, as Claude Code resolves them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.client import locations
from checkpoints.client.credential_chain import STATIC_SOURCES
from checkpoints.client.identity import Identity
from checkpoints.client.place import Value
from checkpoints.client.switches import CHAIN_TIMEOUT
from checkpoints.client.view import ClientView
from checkpoints.facts import resolution
from checkpoints.facts.credentials import EXPORT, UNFINISHED, Credentials
from checkpoints.facts.disk import Disk, find_working_directory
from checkpoints.facts.environment import Environment
from checkpoints.facts.providers import Provider
from checkpoints.facts.resolution import Choice, Resolution
from checkpoints.guide.vocabulary import CredentialSource, Origin
from checkpoints.rules.credential_sources import identify_run_source
from checkpoints.rules.facts import ClaudeCode, HelperOutcome
from checkpoints.run.machine_facts import MachineFacts, read_machine

if TYPE_CHECKING:
    from checkpoints.client.helper_command import Helper
    from checkpoints.facts.client_connection import ConnectionRoute
    from checkpoints.run.route import Connection

_CHAIN_S = 20.0  # for a command of the settings and the chain together
_HIDING = (HelperOutcome.LEFT_ALONE, HelperOutcome.UNFINISHED)  # what Claude Code then uses is not known
# What is in Claude Code's hands before anything is asked.
_AT_HAND = (CredentialSource.BEDROCK_API_KEY, CredentialSource.ENVIRONMENT, *STATIC_SOURCES)
# What means nothing to sources of credentials, or something to AWS tools alone.
_NOT_OF_SOURCES = re.compile(
    r"(?:CLAUDE|ANTHROPIC|DISABLE)_|AWS_(?:CA_BUNDLE|DATA_PATH|DEFAULT_PROFILE)$|(?:HTTPS?|ALL)_PROXY$", re.IGNORECASE
)
_READ_DIFFERENTLY = {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_SECURITY_TOKEN"}


class Resolved(NamedTuple):
    """The credentials of a run, and what was learnt of Claude Code on the way.

    machine: on which they were found. renew: what Claude Code does once AWS refuses them, run `awsAuthRefresh` and look
    again; None where there is no such command, or it has been run. beneath: the default chain, where
    `awsCredentialExport` printed these credentials: as long as AWS accepts what it gives, Claude Code does not run
    `awsAuthRefresh`, whatever was printed.
    """

    machine: MachineFacts
    resolution: Resolution
    claude_code: ClaudeCode
    renew: Callable[[], Resolved] | None = None
    beneath: Callable[[], Resolution] | None = None


def resolve_credentials(
    machine: MachineFacts, region: str, connection: Connection, *, may_renew: bool = True
) -> Resolved:
    """The credentials that Claude Code would use where they can be known, else those of the default chain.

    connection: to AWS; its other route is taken once a certificate is not trusted. may_renew: whether a command of the
    settings that renews credentials may be run; then the machine is read again.
    """
    resolver = _Resolver(machine, region, connection, time.monotonic() + _CHAIN_S)
    resolved = resolver.resolve()
    if machine.environment.origin is not Origin.TERMINAL:
        from checkpoints.rules.unseen_terminal import is_source_open

        # A command that renews credentials may open a browser or ask: nobody is there.
        is_open = is_source_open(machine.environment, resolved.resolution.credentials)
        return Resolved(machine, Resolution(Credentials()), ClaudeCode(machine.view)) if is_open else resolved

    def renew() -> Resolved:
        if resolver.renew():
            return _Resolver(read_machine(machine.places), region, connection, resolver.ends_at).resolve()
        return Resolved(machine, resolved.resolution, resolver.claude_code)

    if not may_renew:
        return resolved
    if not resolved.resolution.credentials.are_found:
        return renew()
    is_hidden = resolved.claude_code.export in _HIDING
    refresh = machine.view.refresh
    return resolved._replace(renew=renew if refresh and refresh.may_run and not is_hidden else None)


class _Resolver:
    """One look at the chain.

    ends_at: when the last command or provider has to be done. claude_code: what was learnt until now.
    """

    def __init__(self, machine: MachineFacts, region: str, connection: Connection, ends_at: float) -> None:
        self._machine = machine
        self._environment = machine.environment
        self._region = region
        self._connection = connection
        self._home = str(machine.places.home) if machine.places.home else None
        self.ends_at = ends_at
        view, may_differ = machine.view, _may_differ(self._environment)
        self.claude_code = _compare_with_aws_cli(view, self._home) if may_differ else ClaudeCode(view)

    @property
    def _view(self) -> ClientView:
        return self.claude_code.view

    def resolve(self) -> Resolved:
        return self._exported() or self._found()

    def renew(self) -> bool:
        """Run `awsAuthRefresh`, as Claude Code does once credentials are missing or refused; whether it has ended.

        Whatever exit code it ends with, Claude Code looks at the machine again.
        """
        refresh = self._view.refresh
        if refresh is None or not refresh.may_run:
            return False
        self._run(refresh)
        return self.claude_code.slow_command != refresh.place

    def _run(self, command: Helper) -> str | None:
        """What a command of the settings writes; None where it fails or does not end in time, which is noted."""
        from checkpoints.facts import settings_command

        try:
            return settings_command.run_settings_command(command.command, self._view.environment, self._left_s())
        except settings_command.SettingsCommandTimeoutError:
            self._note(slow_command=command.place)
            return None

    def _left_s(self) -> float:
        return max(1.0, self.ends_at - time.monotonic())

    def _walk(self, choice: Choice | None = None) -> Resolution:
        """What a walk comes to, in the Region in which Claude Code assumes the role of a profile."""
        # Where its own command serves it, which is not known here, the role is the AWS CLI's alone.
        of_role = None if self.claude_code.export in _HIDING else self._view.role_region
        if of_role is None or of_role.text == self._region:
            return self._walk_in(self._region, choice)
        found = self._walk_in(of_role.text, choice)
        if not found.credentials.error:
            return found
        usual = self._walk_in(self._region, choice)
        if not usual.credentials.are_found:
            return usual
        self._note(role_region=of_role.place)
        return found

    def _walk_in(self, region: str, choice: Choice | None) -> Resolution:
        found = self._walk_by(self._connection.route, region, choice)
        other = self._connection.other_route if found.credentials.are_untrusted else None
        route = other.find() if other else None
        return self._walk_by(route, region, choice) if route else found

    def _walk_by(self, route: ConnectionRoute | None, region: str, choice: Choice | None) -> Resolution:
        needs_v2 = self._view.metadata_ban is not None
        return resolution.resolve_credentials(
            self._environment, region, self._left_s(), choice, needs_metadata_v2=needs_v2, route=route
        )

    def _exported(self) -> Resolved | None:
        """What `awsCredentialExport` prints; None where there is nothing, and the chain serves."""
        export = self._view.export
        if export is None:
            return None
        if not export.may_run:
            self._note(export=HelperOutcome.LEFT_ALONE)
            return None
        from checkpoints.facts.settings_command import read_exported_keys

        output = self._run(export)
        keys = read_exported_keys(output) if output else None
        if keys is None:
            is_late = self.claude_code.slow_command == export.place
            self._note(export=HelperOutcome.UNFINISHED if is_late else HelperOutcome.FAILED)
            return None
        self._note(export=HelperOutcome.USED)
        source = CredentialSource.CREDENTIAL_PROCESS
        choice = Choice(source, method=EXPORT, keys=keys, settings_file=export.place.file)
        found = self._walk_in(self._region, choice)
        return Resolved(self._machine, found, self.claude_code, beneath=self._walk)

    def _found(self) -> Resolved:
        """What the default chain finds, or what Claude Code finds in its place."""
        began = time.monotonic()
        found = self._walk()
        if CHAIN_TIMEOUT in self._view.variables:
            self._note(chain_s=time.monotonic() - began)
        self._leave_process(found.credentials)
        if found.credentials.source is CredentialSource.INSTANCE_ROLE:
            self._note(has_instance_role=True)
        elif not found.credentials.are_found and not found.credentials.error:
            self._note(has_instance_role=False)
        choice = None if self._is_claude_codes(found) else self._choice()
        used = self._compare(found, choice) if choice else found
        if used.credentials.are_found:
            self._look_at_sign_in()
        return Resolved(self._machine, used, self.claude_code)

    def _look_at_sign_in(self) -> None:
        """Whether Claude Code takes the token of the sign-in that both use, once a run may have renewed it."""
        signer, view = self._view.identity.signer, self._view
        if signer.source not in (CredentialSource.SSO, CredentialSource.LOGIN):
            return
        from checkpoints.client.sign_in_tokens import find_refused_token

        profile, disk = view.files.profiles[signer.profile or ""], Disk(find_working_directory())
        refused = find_refused_token(signer, profile, view.variables, self._home, disk, datetime.now(timezone.utc))
        self._note(refused_sign_in=refused)

    def _leave_process(self, found: Credentials) -> None:
        """Where a `credential_process` gives nothing, Claude Code goes on to the next source; the AWS CLI stops."""
        process, after = self._view.identity.process, self._view.after_process
        if found.method != Provider.PROCESS or found.error in ("", UNFINISHED) or process is None or after is None:
            return
        from checkpoints.client.process_keys import has_process_keys
        from checkpoints.facts import settings_command

        command = self._view.files.profiles[process.profile or ""]["credential_process"].text
        try:  # with a shell, as Claude Code does, where the AWS CLI has none
            output = settings_command.run_settings_command(command, self._view.environment, self._left_s())
        except settings_command.SettingsCommandTimeoutError:
            return
        if output is None or not has_process_keys(output, datetime.now(timezone.utc)):
            self._note(view=replace(self._view, identity=after))

    def _compare(self, found: Resolution, choice: Choice) -> Resolution:
        """What the run goes on with, of what the default chain found and what Claude Code would choose."""
        instead = self._walk(choice)
        has_any = instead.credentials.are_found
        if choice.source is CredentialSource.INSTANCE_ROLE:
            self._note(has_instance_role=has_any)
        keys = instead.credentials.keys.identity
        if keys and keys == found.credentials.keys.identity:
            self._note(has_same_keys=True)
        if not has_any and self._is_lost_to_claude_code(found, instead):
            return self._leave_source(found)
        if not has_any or not self._may_follow(found):
            return found
        if choice.variables and not self.claude_code.differences:
            self._note(has_same_keys=True)  # files that no variable of the shell names are not told apart by them
        return instead

    def _is_lost_to_claude_code(self, found: Resolution, instead: Resolution) -> bool:
        """Whether Claude Code has looked where the default chain has found credentials, and found none."""
        has_ended = instead.credentials.error != UNFINISHED
        return found.credentials.are_found and has_ended and self._is_same(found)

    def _leave_source(self, found: Resolution) -> Resolution:
        """By the variables of its settings Claude Code finds nothing at the source where the AWS CLI has found some."""
        after = self._view.after_process if self._view.identity.process else None
        self._note(view=replace(self._view, identity=after or Identity(None)))
        choice = self._choice()
        return self._compare(found, choice) if choice else found

    def _is_claude_codes(self, found: Resolution) -> bool:
        """Whether nothing else is to be looked for: Claude Code would use the same, or finds nothing."""
        theirs = self._view.identity
        is_hidden = self.claude_code.export in _HIDING
        if is_hidden or theirs.fingerprint is None:
            return True
        if self._variables_of_settings and theirs.source not in _AT_HAND:
            return False
        if not found.credentials.are_found and theirs.source is CredentialSource.INSTANCE_ROLE:
            return self.claude_code.has_instance_role is False
        # With keys in its hands Claude Code goes on where botocore stops at an expiry, say.
        return self._is_same(found) and (found.credentials.are_found or self._view.keys is None)

    def _is_same(self, found: Resolution) -> bool:
        """Whether Claude Code goes to the source that the default chain came to."""
        return identify_run_source(found.credentials, self._environment).identity == self._view.identity.fingerprint

    def _choice(self) -> Choice | None:
        theirs: Identity = self._view.identity
        if theirs.source is None:
            return None
        of_settings = theirs.place.file if theirs.place and theirs.profile is None else None
        if theirs.source is CredentialSource.BEDROCK_API_KEY:
            return Choice(theirs.source, api_key=self._view.api_key, settings_file=of_settings)
        variables = self._variables_of_settings
        return Choice(
            theirs.source, theirs.profile, keys=self._view.keys, settings_file=of_settings, variables=variables
        )

    @property
    def _variables_of_settings(self) -> dict[str, str]:
        """The variables that Claude Code's settings set or change, and that may matter to what gives credentials.

        The proxy and the home directory are set as botocore takes them.
        """
        proxy = self._view.proxy_setting
        found = {"https_proxy": self._view.proxy} if proxy and proxy.place.file else {}
        found |= {name: value.text for name, value in self._view.variables.items() if _is_set_by_settings(name, value)}
        if found.keys().isdisjoint(locations.HOME_VARIABLES):
            return found
        home = locations.find_home(self._view.variables, None)
        if home is not None:
            return {**found, "HOME": home, "USERPROFILE": home}
        # Where it is empty, Claude Code and the command of a profile stay in the home directory that they were started
        # with. Seen with 2.1.332.
        return {name: value for name, value in found.items() if name not in locations.HOME_VARIABLES}

    def _may_follow(self, found: Resolution) -> bool:
        """Whether the run goes on with what Claude Code finds.

        Where the default chain finds credentials as well, only a file that both read differently makes Claude Code's
        the ones to judge: two sources that are both meant are a conflict. A file with a fault of its own stays one.
        """
        if found.credentials.are_found:
            # Without the session token that Claude Code does not see, its keys are good for nothing.
            keys = found.credentials.keys
            loses_token = keys.has_token and not (self._view.keys or ("", "", ""))[2]
            # A comment behind a key is a flaw of the key, told as that.
            return bool(self.claude_code.differences) and not loses_token and not keys.commented
        files = (self._environment.files.config, self._environment.files.credentials)
        return all(file.broken is None or (file.repeated is not None and file.repeated.agrees) for file in files)

    def _note(self, **changes: object) -> None:
        self.claude_code = replace(self.claude_code, **changes)  # type: ignore[arg-type]


def _is_set_by_settings(name: str, value: Value) -> bool:
    """Whether a file gives a variable another value than the shell, and it may matter to what gives credentials."""
    is_changed = bool(value.place.file) and value.text != os.environ.get(name)
    return is_changed and not _NOT_OF_SOURCES.match(name)


def _may_differ(environment: Environment) -> bool:
    """Whether there is anything that the AWS CLI and Claude Code could read differently: a file, or a variable."""
    files = environment.files
    return files.config.exists or files.credentials.exists or not _READ_DIFFERENTLY.isdisjoint(environment.variables)


def _compare_with_aws_cli(view: ClientView, home: str | None) -> ClaudeCode:
    from checkpoints.client.cli_view import model_aws_cli
    from checkpoints.client.portability import find_differences

    cli = model_aws_cli(os.environ, home, Disk(find_working_directory()))
    return ClaudeCode(view, cli.identity, find_differences(cli, view))
