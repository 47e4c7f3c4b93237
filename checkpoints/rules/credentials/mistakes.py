"""Step 3: mistakes in variables and files that can be named with their place, and keep the chain from credentials."""

from __future__ import annotations

import re
from difflib import get_close_matches

from checkpoints.facts.config_files import PROCESS, SSO, SharedFile
from checkpoints.facts.environment import Environment
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, build_rule, failed, message

_NO_FILE = ("ProfileNotFound", "FileNotFoundError", "")  # what a path that leads nowhere comes to; "": nothing found
_CAUSES_OF_NO_FILE = {
    "ProfileNotFound": Cause.PROFILE_NOT_FOUND,
    "FileNotFoundError": Cause.WEB_IDENTITY_TOKEN_MISSING,
    "": Cause.NO_CREDENTIALS,
}


def find_mistake(facts: Facts) -> Finding | None:
    """The mistake that broke the chain or left it without credentials; None where none can be named."""
    return None if facts.credentials.source is not None else _find(facts)


def _windows_path(facts: Facts) -> Finding | None:
    """A path of Windows in a shell that is not Windows's leads nowhere."""
    names, error = facts.environment.windows_paths, facts.credentials.error
    if not names or error not in _NO_FILE:
        return None
    name = names[0]
    # The value cannot be shown: whatever stands in the variable may be a person's name.
    values = {"variable": name, "profile": "-", "profiles": "-", "remedy": f'export {name}="$(wslpath "${name}")"'}
    return _tell(_CAUSES_OF_NO_FILE[error], "windows-path", Message("credentials.windows-path", values), name)


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
            return _tell(Cause.CONFIG_UNREADABLE, "repeated", detail, f"{file.shown}:{twice.line}")
    return None


def _sso_session(facts: Facts) -> Finding | None:
    """The SSO profile names a session whose section is missing or misspelt."""
    found, files = facts.credentials, facts.environment.files
    profile = files.profiles.get(found.profile or "default")
    if found.method != SSO or profile is None or not profile.sso_session or profile.sso_session in files.sso_sessions:
        return None
    values = {
        "file": files.config.shown,
        "profile": profile.name,
        "session": profile.sso_session,
        "near": _find_misspelt(files.config, profile.sso_session, files.sso_sessions),
        "remedy": f"aws configure sso --profile {profile.name}",
    }
    key = "credentials.sso-session-misspelt" if values["near"] else "credentials.sso-session-missing"
    return _tell(Cause.CONFIG_UNREADABLE, "sso-session", Message(key, values), files.config.shown)


def _find_misspelt(config: SharedFile, session: str, sessions: tuple[str, ...]) -> str:
    """The section that is meant for a session: of nearly its name, or of nearly the word `sso-session`."""
    close = get_close_matches(session, sessions, n=1)
    if close:
        return _show(config, f"sso-session {close[0]}")
    titles = [title for title, key in config.lines if not key and title.split()[-1:] == [session]]
    meant = (title for title in titles if re.match(r"sso|session", title, re.IGNORECASE) or title == session)
    return next((_show(config, title) for title in meant), "")


def _show(config: SharedFile, title: str) -> str:
    return f"[{title}] ({config.shown}:{config.lines.get((title, ''), '-')})"


def _shell_process(facts: Facts) -> Finding | None:
    """A credential process is started without a shell, and its command is written for one."""
    found, machine = facts.credentials, facts.environment
    name = found.profile or "default"
    profile = machine.files.profiles.get(name)
    if found.method != PROCESS or profile is None or not profile.shell_syntax:
        return None
    values = {"profile": name, "syntax": profile.shell_syntax, "place": _place(machine, name, "credential_process")}
    detail = message("credentials.needs-shell", **values)
    return _tell(Cause.CREDENTIAL_PROCESS_FAILED, "shell", detail, values["place"])


def _place(machine: Environment, profile: str, key: str) -> str:
    """File, line and name of a profile's key; contents never."""
    files = machine.files
    for file, titles in ((files.credentials, (profile,)), (files.config, (profile, f"profile {profile}"))):
        for title in titles:
            if (title, key) in file.lines:
                return f"{file.shown}:{file.lines[title, key]} {key}"
    return f"{files.config.shown} {key}"


def _expired_process(facts: Facts) -> Finding | None:
    """A credential process handed out keys whose time was over."""
    found = facts.credentials
    if (found.method, found.error) != (PROCESS, "RuntimeError"):
        return None
    name = found.profile or "default"
    place = _place(facts.environment, name, "credential_process")
    detail = message("credentials.expired-process", profile=name, place=place)
    return _tell(Cause.EXPIRED_CREDENTIALS, "process", detail, place)


def _tell(cause: Cause, case: str, detail: Message, place: str) -> Finding:
    return failed(CREDENTIALS_RESOLVE, cause, detail, Evidence(place, detail)).with_(case=case)


_find = build_rule(_repeated, _windows_path, _sso_session, _expired_process, _shell_process)
