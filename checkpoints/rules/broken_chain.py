"""Step 3: what broke the default chain, by mistakes that can be named with their place, else by the exception."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from difflib import get_close_matches

from checkpoints.client.cli_commands import (
    START_ANEW,
    choose_command,
    configure_command,
    set_command,
    set_up_command,
)
from checkpoints.client.credential_chain import CONTAINER, ROLE_ARN, TOKEN_FILE
from checkpoints.client.locations import CONFIG_FILE, CREDENTIALS_FILE
from checkpoints.client.obstacle import Obstacle
from checkpoints.client.place import write_removal
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.config_files import FileDefect, SharedFile
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.facts.providers import Provider
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.chain_errors import name_cause
from checkpoints.refusals.diagnosis import diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.rules.credential_sources import renew_command
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import (
    INSPECTION,
    OWN_TRUST,
    Evidence,
    Finding,
    Message,
    build_rule,
    failed,
    message,
    unverified,
)

# -- the exception


LARGE = "large"  # the case of a file that a run has no time to read, and others have
_UNPREFIXED = "credentials.profile-unprefixed"
_PROVES_NOTHING = (Cause.THROTTLED, Cause.SERVICE_ERROR)


def judge_broken_chain(facts: Facts) -> Finding | None:
    """The finding for a chain that an exception broke; None where none did."""
    found = facts.credentials
    if not found.error:
        return None
    cause = _cause_of_refusal(found) if found.error_code else name_cause(found.method, found.error)
    detail = _detail(facts, cause)
    # The exception's words may hold anything, what a credential process printed included: they are not shown.
    shown = Evidence(
        found.error, message("credentials.broke", provider=found.method or "-", code=found.error_code or "-")
    )
    judge = unverified if _is_open(facts, cause) else failed
    return judge(CREDENTIALS_RESOLVE, cause, detail, shown, case=_choose_case(facts, cause, detail))


def _is_open(facts: Facts, cause: Cause) -> bool:
    """Whether Claude Code may have credentials where this run has none."""
    if facts.credentials.are_untrusted:
        return _may_be_trusted(facts)
    return cause in _PROVES_NOTHING or _is_too_large(facts, cause) or _may_still_come(facts)


def _choose_case(facts: Facts, cause: Cause, detail: Message) -> str:
    """The special case of a cause whose advice fits, "" for the cause's own."""
    if facts.credentials.are_untrusted:
        return OWN_TRUST if _may_be_trusted(facts) else INSPECTION
    if detail.key == _UNPREFIXED:
        return "section"
    if cause is Cause.TIMEOUT:
        return _SILENT.get(facts.credentials.method, "")
    return LARGE if _is_too_large(facts, cause) else ""


def _may_be_trusted(facts: Facts) -> bool:
    """Whether only Claude Code can tell if it trusts the certificate of a service."""
    other = facts.claude_code.other_route
    return other is not None and other.is_unknown


def _is_too_large(facts: Facts, cause: Cause) -> bool:
    files = facts.environment.files
    defect = files.config.broken or files.credentials.broken
    return cause is Cause.CONFIG_UNREADABLE and defect is FileDefect.SIZE


def _may_still_come(facts: Facts) -> bool:
    """Whether a command hands out the credentials, which Claude Code waits for a minute: longer than a run."""
    return facts.credentials.error == UNFINISHED and facts.claude_code.view.identity.process is not None


def _cause_of_refusal(found: Credentials) -> Cause:
    """AWS refused a source profile's keys, or the role itself."""
    from checkpoints.refusals.sso import NOT_ASSIGNED_CODES

    refusal = Answer("", Outcome.REFUSED, found.error_status, found.error_code, found.error_text)
    diagnosis = diagnose(refusal)
    if diagnosis.cause and diagnosis.kind in (Kind.CREDENTIALS, Kind.LOOKING):
        return diagnosis.cause
    if found.method == Provider.SSO and found.error_code in NOT_ASSIGNED_CODES:
        return Cause.SSO_ROLE_NOT_ASSIGNED
    return Cause.LOGIN_REQUIRED if found.method == Provider.LOGIN else Cause.ASSUME_ROLE_FAILED


# What keeps silent and is not AWS, with advice of its own.
_SILENT: Mapping[str, str] = {
    Provider.PROCESS: "command",
    Provider.CONTAINER: "container",
    Provider.INSTANCE: "metadata",
}
_SENTENCES_BY_ERROR = {
    "LoginInsufficientPermissions": "credentials.login-not-allowed",
    "MfaCodeNeededError": "credentials.mfa-needed",
    UNFINISHED: "credentials.unfinished",
}


def _detail(facts: Facts, cause: Cause) -> Message:
    machine, found = facts.environment, facts.credentials
    profile = found.profile or machine.profile_name or "default"
    if cause in _DETAILS:
        return _DETAILS[cause](facts, profile)
    if cause is Cause.TIMEOUT and found.method == Provider.INSTANCE:
        return message("credentials.metadata-silent")
    if found.error in _SENTENCES_BY_ERROR:
        return message(_SENTENCES_BY_ERROR[found.error], profile=profile)
    remedy = _leave_source(machine, _VARIABLES_OF[cause]) if cause in _VARIABLES_OF else renew_command(facts)
    if found.error_code:
        return message("credentials.refused-on-the-way", profile=profile, code=found.error_code, remedy=remedy)
    return message(f"credentials.{cause.value}", profile=profile, remedy=remedy)


def _no_profile(facts: Facts, profile: str) -> Message:
    machine = facts.environment
    name = machine.profile_name or ""
    values = {
        # Characters that do not show are escaped.
        "profile": name if name == name.strip() and name.isprintable() else repr(name),
        "profiles": ", ".join(sorted(machine.files.profiles)) or "-",
        "variable": machine.profile_variable,
        "file": machine.files.config.shown,
        "remedy": _find_profile(facts, name),
    }
    if not name:
        return Message("credentials.profile-empty", values)
    if name in machine.files.unprefixed:
        return Message(_UNPREFIXED, {**values, "remedy": _prefix(machine, name)})
    return Message("credentials.profile-unknown", values)


def _find_profile(facts: Facts, name: str) -> str:
    """The command that leads to credentials: to the profile that is meant, or to what is found without one."""
    machine, known = facts.environment, facts.claude_code.view.files.profiles
    profiles = [each for each in machine.files.list_usable_profiles() if each in known]
    meant = get_close_matches(name, profiles, cutoff=0.75)
    if meant:
        return choose_command(machine, meant[0])
    if not name.strip() or not name.isprintable() or _has_credentials_without_profile(machine):
        return f"unset {machine.profile_variable}"
    return choose_command(machine, profiles[0]) if len(profiles) == 1 else set_up_command(machine, name)


def _has_credentials_without_profile(machine: Environment) -> bool:
    return any(machine.variables.get(each) for each in CONTAINER) or _has_other_credentials(machine, "default")


def _has_other_credentials(machine: Environment, profile: str, beside: str = "") -> bool:
    """Whether there are keys in variables, a profile's credentials, or an instance that may have a role.

    beside: the provider of the profile that is to be left.
    """
    known = machine.files.profiles.get(profile)
    return machine.keys.is_complete or machine.is_on_ec2 or bool(known and known.providers.keys() - {beside})


# Sources that variables alone name, and that may be there by mistake.
_VARIABLES_OF = {
    Cause.WEB_IDENTITY_TOKEN_MISSING: (TOKEN_FILE, ROLE_ARN),
    Cause.CONTAINER_CREDENTIALS_FAILED: CONTAINER,
}


def _leave_source(machine: Environment, names: tuple[str, ...]) -> str:
    """The command that leaves a source, and sets up another one where there is none."""
    unset = f"unset {' '.join(names)}"
    return unset if _has_other_credentials(machine, machine.profile_name or "default") else f"{unset} && aws configure"


def _prefix(machine: Environment, name: str) -> str:
    """The command that turns `[name]` into `[profile name]`, or asks for the profile anew where a name is not plain."""
    if name.replace("-", "").replace("_", "").isalnum() and name.isascii():
        return shlex.join(("sed", "-i.bak", f"s/^\\[{name}\\]/[profile {name}]/", machine.files.config.path))
    return set_up_command(machine, name)


def _half(facts: Facts, profile: str) -> Message:
    machine, found = facts.environment, facts.credentials
    if found.method == Provider.ENVIRONMENT:
        return describe_half_in_environment(machine, found.missing)
    return describe_half_in_file(machine.files.choose_key_file(found.method), profile, found.missing)


def describe_half_in_environment(machine: Environment, missing: str) -> Message:
    """Half a pair of keys in variables. missing: the name of the other half."""
    given = ", ".join(name for name in KEY_VARIABLES if machine.variables.get(name))
    return message("credentials.half-environment", place=given, missing=missing, remedy=START_ANEW)


def describe_half_in_file(file: SharedFile, profile: str, missing: str) -> Message:
    """Half a pair of keys in a profile of a file. missing: the name of the other half."""
    place, remedy = f"{file.shown} [{profile}]", configure_command(profile)
    return message("credentials.half-file", place=place, missing=missing, remedy=remedy)


_REASONS = {
    FileDefect.BYTE_ORDER_MARK: "credentials.config-marked",
    FileDefect.ENCODING: "credentials.config-encoding",
    FileDefect.SIZE: "credentials.config-large",
}


def _unreadable(facts: Facts, profile: str) -> Message:
    machine = facts.environment
    for file in (machine.files.config, machine.files.credentials):
        if file.broken:
            return message(_REASONS.get(file.broken, "credentials.config-broken"), file=file.shown)
    return message("credentials.config-incomplete", file=machine.files.config.shown, profile=profile)


_DETAILS = {
    Cause.PROFILE_NOT_FOUND: _no_profile,
    Cause.PARTIAL_CREDENTIALS: _half,
    Cause.CONFIG_UNREADABLE: _unreadable,
}


# -- mistakes in variables and files

_FILES = (CONFIG_FILE, CREDENTIALS_FILE)
# What a path that leads nowhere comes to, and the variables that may hold it, by the error; "": nothing found.
_LOST_FILES: Mapping[str, tuple[Cause, tuple[str, ...]]] = {
    "ProfileNotFound": (Cause.PROFILE_NOT_FOUND, _FILES),
    "FileNotFoundError": (Cause.WEB_IDENTITY_TOKEN_MISSING, (TOKEN_FILE,)),
    "": (Cause.NO_CREDENTIALS, _FILES),
}


def find_mistake(facts: Facts) -> Finding | None:
    """The mistake that broke the chain or left it without credentials; None where none can be named."""
    return None if facts.credentials.are_found else _find(facts)


def _windows_path(facts: Facts) -> Finding | None:
    """A path of Windows in a shell that is not Windows's leads nowhere."""
    found, paths = facts.credentials, facts.environment.windows_paths
    if found.error == "FileNotFoundError" and found.method != Provider.WEB_IDENTITY:
        return None  # a program
    cause, variables = _LOST_FILES.get(found.error, (None, ()))
    name = next((each for each in variables if each in paths), None)
    if cause is None or name is None:
        return None
    # The value cannot be shown: whatever stands in the variable may be a person's name.
    values = {"variable": name, "profiles": "-", "remedy": f"wslpath {name}"}
    return _report(cause, "windows-path", Message("credentials.windows-path", values), name)


def _forbidden_file(facts: Facts) -> Finding | None:
    """A file that this user may not read, as one that `sudo aws configure` has written: botocore takes it for none."""
    files = facts.environment.files
    closed = next((file for file in (files.credentials, files.config) if file.broken is FileDefect.UNREADABLE), None)
    if closed is None or facts.credentials.error not in ("", "ProfileNotFound"):
        return None
    detail = message("credentials.config-forbidden", file=closed.shown)
    return _report(Cause.CONFIG_UNREADABLE, "forbidden", detail, closed.shown)


def _repeated(facts: Facts) -> Finding | None:
    """A section or key stands twice, which makes the file unreadable."""
    if facts.credentials.error != "ConfigParseError":
        return None
    files = facts.environment.files
    for file in (files.config, files.credentials):
        if file.repeated:
            twice = file.repeated
            values = {"file": file.shown, "name": twice.name, "line": twice.line, "first_line": twice.first_line}
            detail = message("credentials.repeated", **values)
            return _report(Cause.CONFIG_UNREADABLE, "repeated", detail, f"{file.shown}:{twice.line}")
    return None


def _commented(facts: Facts) -> Finding | None:
    """Comments after values of the profile that broke the chain: the AWS CLI alone takes them for a part of these."""
    if facts.credentials.profile is None:  # what broke it stands elsewhere, as half a pair of keys in the shell
        return None
    places = [each.place for each in facts.claude_code.differences if each.obstacle is Obstacle.COMMENT]
    if not places:
        return None
    shown = ", ".join(place.shown for place in places)
    detail = message("portability.comment", place=shown, name=", ".join(place.name for place in places))
    return _report(Cause.CONFIG_UNREADABLE, "comment", detail, shown)


def _sso_session(facts: Facts) -> Finding | None:
    """The SSO profile names a session whose section is missing or misspelt."""
    found, files = facts.credentials, facts.environment.files
    profile = files.profiles.get(found.profile or "default")
    if (
        found.method != Provider.SSO
        or profile is None
        or not profile.sso_session
        or profile.sso_session in files.sso_sessions
    ):
        return None
    values = {
        "file": files.config.shown,
        "profile": profile.name,
        "session": profile.sso_session,
        "near": _find_misspelt(files.config, profile.sso_session, files.sso_sessions),
        "remedy": shlex.join(("aws", "configure", "sso", "--profile", profile.name)),
    }
    key = "credentials.sso-session-misspelt" if values["near"] else "credentials.sso-session-missing"
    return _report(Cause.CONFIG_UNREADABLE, "sso-session", Message(key, values), files.config.shown)


def _find_misspelt(config: SharedFile, session: str, sessions: tuple[str, ...]) -> str:
    """The section that is meant for a session: of nearly its name, or of nearly the word `sso-session`."""
    close = get_close_matches(session, sessions)
    if close:
        return _show(config, f"sso-session {close[0]}")
    titles = [title for title, _ in config.lines if title.split()[-1:] == [session]]
    meant = (title for title in titles if re.match(r"sso|session", title, re.IGNORECASE) or title == session)
    return next((_show(config, title) for title in meant), "")


def _show(config: SharedFile, title: str) -> str:
    return f"[{title}] ({config.shown}:{config.lines.get((title, ''), '-')})"


def _shell_process(facts: Facts) -> Finding | None:
    """A credential process is started without a shell, and its command is written for one."""
    found, machine = facts.credentials, facts.environment
    name = found.profile or "default"
    profile = machine.files.profiles.get(name)
    if found.method != Provider.PROCESS or profile is None or not profile.shell_syntax:
        return None
    values = {"profile": name, "syntax": profile.shell_syntax, "place": _place(machine, name, "credential_process")}
    detail = message("credentials.needs-shell", **values)
    return _report(Cause.CREDENTIAL_PROCESS_FAILED, "shell", detail, values["place"])


def _place(machine: Environment, profile: str, key: str) -> str:
    """File, line and name of a profile's key; contents never."""
    files = machine.files
    for file in (files.credentials, files.config):
        for line in files.find_lines(file, profile, (key,)).values():
            return f"{file.shown}:{line} {key}"
    return f"{files.config.shown} {key}"


def _role_region(facts: Facts) -> Finding | None:
    """Claude Code assumes the role in the Region of its profile, which does not give it; the guide's Region does."""
    place = facts.claude_code.role_region
    if place is None:
        return None
    profile = facts.credentials.profile or "default"
    remedy = set_command("region", facts.edition.region, profile)
    values = {"profile": profile, "place": place.shown, "remedy": remedy}
    return _report(Cause.ASSUME_ROLE_FAILED, "region", Message("credentials.role-region", values), place.shown)


def _web_identity_of_profile(facts: Facts) -> Finding | None:
    """A profile names a file with a token that cannot be read, or no role for it."""
    found, machine = facts.credentials, facts.environment
    if found.method != Provider.WEB_IDENTITY or found.profile is None or found.error_code:
        return None  # of variables, or AWS refused the token
    if name_cause(found.method, found.error) is not Cause.WEB_IDENTITY_TOKEN_MISSING:
        return None
    files, profile = machine.files, found.profile
    keys = ("web_identity_token_file", "role_arn")
    file = files.credentials if files.find_lines(files.credentials, profile, keys[:1]) else files.config
    remedy = write_removal(keys, file.path, files.name_section(file, profile))
    if not _has_other_credentials(machine, profile, Provider.WEB_IDENTITY):
        remedy = f"{remedy} && {configure_command(profile)}"
    place = _place(machine, profile, keys[0])
    detail = message("credentials.web-identity-of-profile", profile=profile, place=place, remedy=remedy)
    return _report(Cause.WEB_IDENTITY_TOKEN_MISSING, "profile", detail, place)


def _expired_process(facts: Facts) -> Finding | None:
    """A credential process handed out keys whose time was over."""
    found = facts.credentials
    if (found.method, found.error) != (Provider.PROCESS, "RuntimeError"):
        return None
    name = found.profile or "default"
    place = _place(facts.environment, name, "credential_process")
    detail = message("credentials.expired-process", profile=name, place=place)
    return _report(Cause.EXPIRED_CREDENTIALS, "process", detail, place)


def _report(cause: Cause, case: str, detail: Message, place: str) -> Finding:
    return failed(CREDENTIALS_RESOLVE, cause, detail, Evidence(place, detail), case=case)


_find = build_rule(
    _commented,
    *(_role_region, _repeated, _windows_path, _forbidden_file, _sso_session, _web_identity_of_profile),
    *(_expired_process, _shell_process),
)
