"""Step 3: whether AWS accepts the credentials, by what they show themselves and by what AWS answers.

STS and Bedrock both count for an access key; an Amazon Bedrock API key is Bedrock's alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from checkpoints.client.place import write_removal, write_removals
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.api_key import ApiKey, ApiKeyTrouble
from checkpoints.facts.config_files import SharedFile
from checkpoints.facts.environment import BEARER, KEY_VARIABLES
from checkpoints.facts.key_pair import KeyKind, Part
from checkpoints.facts.providers import Provider
from checkpoints.guide.requirements import CREDENTIALS_VALID
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.refusals.diagnosis import CLOCK_TOLERANCE_S, diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.rules.credential_sources import clear_variables, list_settings_places, renew_command
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    Message,
    Reply,
    build_rule,
    failed,
    format_instant,
    judge_unanswered,
    message,
    passed,
    quote_message,
    show_answer,
    unverified,
)

# Providers whose keys a person typed or pasted; those of all others come whole from AWS.
_PASTED = (Provider.ENVIRONMENT, Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE)
_VARIABLES = {Part.ID: "AWS_ACCESS_KEY_ID", Part.SECRET: "AWS_SECRET_ACCESS_KEY", Part.TOKEN: "AWS_SESSION_TOKEN"}
_PRINTED = {Part.ID: "AccessKeyId", Part.SECRET: "SecretAccessKey", Part.TOKEN: "SessionToken"}


def find_flaw(facts: Facts) -> Finding | None:
    """What can be seen wrong with the credentials before AWS is asked; None where nothing can."""
    found = facts.credentials
    if found.source is CredentialSource.BEDROCK_API_KEY:
        return _find_api_key_flaw(facts, found.api_key) if found.api_key else None
    return _find_key_pair_flaw(facts) if found.method in _PASTED else None


# -- an access key


def _placeholder(facts: Facts) -> Finding | None:
    parts = facts.credentials.keys.placeholders
    return _flaw(facts, Cause.PLACEHOLDER_CREDENTIALS, "credentials.placeholder", parts)


def _commented(facts: Facts) -> Finding | None:
    """A comment stands behind a value: the AWS CLI takes it for a part of the value."""
    parts = facts.credentials.keys.commented
    if parts and list_settings_places(facts, _name_parts(facts, parts)):
        # No command of a shell edits a value of JSON: the keys are entered anew.
        return _flaw(facts, Cause.INVALID_CREDENTIALS, "credentials.commented-in-settings", parts)
    cut = _cut_comments(facts, parts)
    case = "comment" if cut else ""
    return _flaw(facts, Cause.INVALID_CREDENTIALS, "credentials.commented", parts, cut or None, case)


def _bracketed(facts: Facts) -> Finding | None:
    """A value was put between the brackets of a template."""
    parts = facts.credentials.keys.bracketed
    return _flaw(facts, Cause.INVALID_CREDENTIALS, "credentials.bracketed", parts, case="brackets")


def _wrapped(facts: Facts) -> Finding | None:
    """Quotes, white space or control characters came along with a value."""
    return _flaw(facts, Cause.INVALID_CREDENTIALS, "credentials.wrapped", facts.credentials.keys.wrapped)


def _token_missing(facts: Facts) -> Finding | None:
    keys = facts.credentials.keys
    if keys.kind is not KeyKind.TEMPORARY or keys.has_token:
        return None
    return _flaw(facts, Cause.SESSION_TOKEN_MISSING, "credentials.token-missing", frozenset({Part.TOKEN}))


def _token_stale(facts: Facts) -> Finding | None:
    keys = facts.credentials.keys
    if keys.kind is not KeyKind.LONG_TERM or not keys.has_token:
        return None
    return _flaw(facts, Cause.SESSION_TOKEN_STALE, "credentials.token-stale", frozenset({Part.TOKEN}))


_find_key_pair_flaw = build_rule(_placeholder, _commented, _bracketed, _wrapped, _token_missing, _token_stale)


def _flaw(
    facts: Facts, cause: Cause, key: str, parts: frozenset[Part], remedy: str | None = None, case: str = ""
) -> Finding | None:
    """The finding of a flaw that some parts have; None where none has it. key: of its text."""
    if not parts:
        return None
    if remedy is None:
        # Only a token beside a long-term key is to go; a temporary key needs its own.
        is_left_over = parts == {Part.TOKEN} and facts.credentials.keys.kind is KeyKind.LONG_TERM
        remedy = _remove_token(facts) if is_left_over else renew_command(facts)
    names = ", ".join(_name_parts(facts, parts))
    evidence = Evidence(names, message(f"{key}.seen"))
    detail = message(key, names=names, place=_locate(facts, parts), remedy=remedy)
    return failed(CREDENTIALS_VALID, cause, detail, evidence, case=case)


def _name_parts(facts: Facts, parts: frozenset[Part]) -> list[str]:
    """What the parts are called where they stand: by variables, by keys of a file, or as a command prints them."""
    if facts.credentials.method not in _PASTED:
        return [_PRINTED[part] for part in Part if part in parts]
    names = [_VARIABLES[part] for part in Part if part in parts]
    return names if facts.credentials.method == Provider.ENVIRONMENT else [name.lower() for name in names]


def _find_lines(facts: Facts, parts: frozenset[Part]) -> tuple[SharedFile, dict[str, int]]:
    """The file that the parts stand in, and the line of each in it as far as it is known.

    Claude Code takes parts of one pair from both files, which the AWS CLI does not.
    """
    found, files = facts.credentials, facts.environment.files
    file, name = files.choose_key_file(found.method), found.profile or "default"
    profile = files.profiles.get(name)
    if (
        profile is not None
        and not parts & profile.credentials_file_keys.present
        and parts <= profile.config_file_keys.present
    ):
        file = files.config
    return file, files.find_lines(file, name, _name_parts(facts, parts))


def _locate(facts: Facts, parts: frozenset[Part]) -> str:
    """Where the parts stand: variables, or the lines of a file."""
    if facts.credentials.method == Provider.ENVIRONMENT:
        names = _name_parts(facts, parts)
        shown = {place.name: f"{place.shown} {place.name}" for place in list_settings_places(facts, names)}
        return ", ".join(shown.get(name, name) for name in names)
    if facts.credentials.method not in _PASTED:
        return ", ".join(_name_parts(facts, parts))
    file, lines = _find_lines(facts, parts)
    places = [f"{file.shown}:{line} {name}" for name, line in lines.items()]
    return ", ".join(places) or f"{file.shown} {', '.join(_name_parts(facts, parts))}"


def _cut_comments(facts: Facts, parts: frozenset[Part]) -> str:
    """The command that cuts the comments off and leaves the values as they are; "" where a line is not known."""
    if facts.credentials.method == Provider.ENVIRONMENT:
        return " ".join(["trim", *_name_parts(facts, parts)])
    file, lines = _find_lines(facts, parts)
    if len(lines) < len(parts):
        return ""
    cuts = "; ".join(f"{line}s/[[:space:]]+[#;].*//" for line in lines.values())
    return shlex.join(("sed", "-i.bak", "-E", cuts, file.path))


def _remove_token(facts: Facts) -> str:
    """The command that removes a session token that does not belong to the keys."""
    if facts.credentials.method == Provider.ENVIRONMENT:
        return clear_variables(facts, ("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"))
    file, _ = _find_lines(facts, frozenset({Part.TOKEN}))
    title = facts.environment.files.name_section(file, facts.credentials.profile or "default")
    return write_removal(("aws_session_token", "aws_security_token"), file.path, title)


# -- an API key


def _placeholder_api_key(facts: Facts, key: ApiKey) -> Finding | None:
    if key.trouble is not ApiKeyTrouble.PLACEHOLDER:
        return None
    detail = message("credentials.placeholder", place=BEARER, remedy=_enter_api_key(facts))
    shown = Evidence(BEARER, message("credentials.placeholder.seen"))
    return failed(CREDENTIALS_VALID, Cause.PLACEHOLDER_CREDENTIALS, detail, shown)


def _malformed_api_key(facts: Facts, key: ApiKey) -> Finding | None:
    if key.trouble is None:
        return None
    trouble = key.trouble.value.replace(" ", "-")
    return _api_key_flaw(facts, Cause.BEARER_TOKEN_MALFORMED, message(f"credentials.api-key-{trouble}"))


def _expired_api_key(facts: Facts, key: ApiKey) -> Finding | None:
    if key.expires_at is None or key.expires_at > facts.now:
        return None
    detail = message("credentials.api-key-expired", at=format_instant(key.expires_at))
    return _api_key_flaw(facts, Cause.BEARER_TOKEN_EXPIRED, detail)


def _api_key_of_another_region(facts: Facts, key: ApiKey) -> Finding | None:
    if key.region in (None, facts.edition.region):
        return None
    detail = message("credentials.api-key-elsewhere", region=key.region)
    return _api_key_flaw(facts, Cause.BEARER_TOKEN_WRONG_REGION, detail)


_find_api_key_flaw = build_rule(_placeholder_api_key, _malformed_api_key, _expired_api_key, _api_key_of_another_region)


def _api_key_flaw(facts: Facts, cause: Cause | None, detail: Message, shown: Evidence | None = None) -> Finding:
    """The finding against an API key, which is to be entered anew. shown: default the detail itself."""
    found = failed(CREDENTIALS_VALID, cause, detail, shown or Evidence(BEARER, detail))
    if cause is Cause.CLOCK_SKEW or not list_settings_places(facts, (BEARER,)):
        return found
    return found.with_(case="settings", values={"remedy": _enter_api_key(facts)})


def _enter_api_key(facts: Facts) -> str:
    """The shell asks for the key without showing it or keeping it in its history; one in settings would come before."""
    in_settings = write_removals(list_settings_places(facts, (BEARER,)))
    return " && ".join(filter(None, (in_settings, f"ask {BEARER}")))


# -- what AWS answers

# What a refusal means for access keys, it means for an API key.
_OF_API_KEYS: Mapping[Cause | None, Cause] = {
    Cause.INVALID_CREDENTIALS: Cause.BEARER_TOKEN_REJECTED,
    Cause.EXPIRED_CREDENTIALS: Cause.BEARER_TOKEN_EXPIRED,
    Cause.BEARER_TOKEN_EMPTY: Cause.BEARER_TOKEN_REJECTED,
}


def judge_answers(facts: Facts) -> Finding:
    """Whether AWS accepts the credentials, by what STS and Bedrock answer."""
    if facts.credentials.source is CredentialSource.BEDROCK_API_KEY:
        return _judge_api_key(facts)
    return _judge_access_key(facts)


def _api_key_refused(facts: Facts) -> Finding | None:
    answer, key = facts.account.inference_profiles, facts.credentials.api_key
    if diagnose(answer).kind is not Kind.CREDENTIALS:
        return None
    cause = diagnose(answer).cause
    cause = _OF_API_KEYS.get(cause, cause)
    if cause is Cause.BEARER_TOKEN_REJECTED and key is not None and not key.is_base64:
        cause = Cause.BEARER_TOKEN_MALFORMED
    detail = message("credentials.refused", operation=answer.operation, code=answer.code)
    return _api_key_flaw(facts, cause, detail, show_answer(answer))


def _api_key_accepted(facts: Facts) -> Finding | None:
    profiles = facts.account.inference_profiles
    if not _proves_acceptance(profiles):
        return None
    return _accepted(facts, message("credentials.api-key-accepted"), profiles)


def _keys_refused(facts: Facts) -> Finding | None:
    answers = (facts.account.identity, facts.account.inference_profiles)
    answer = next((each for each in answers if diagnose(each).kind is Kind.CREDENTIALS), None)
    if answer is None:
        return None
    cause, remedy = diagnose(answer).cause, renew_command(facts)
    if cause is Cause.INVALID_CREDENTIALS and facts.credentials.keys.is_example:
        detail = message("credentials.example-key", remedy=remedy)
        return failed(CREDENTIALS_VALID, Cause.PLACEHOLDER_CREDENTIALS, detail, show_answer(answer))
    case = ""
    if cause is Cause.INVALID_CREDENTIALS and _may_hide_role(facts):
        case, remedy = "instance", clear_variables(facts, KEY_VARIABLES)
    detail = message("credentials.refused", operation=answer.operation, code=answer.code, remedy=remedy)
    found = failed(CREDENTIALS_VALID, cause, detail, show_answer(answer), case=case)
    return found.with_(notes=_clock(facts)) if cause is Cause.CLOCK_SKEW else found


def _may_hide_role(facts: Facts) -> bool:
    """Whether the keys stand in variables of an instance, whose own role they keep from being used."""
    return facts.credentials.method == Provider.ENVIRONMENT and facts.environment.is_on_ec2


def _accepted_by_sts(facts: Facts) -> Finding | None:
    identity = facts.account.identity
    if not identity.answered:
        return None
    # Only the resource part, so that the account's number is not shown.
    principal = str(identity.body["arn"]).split(":", 5)[-1]
    return _accepted(facts, message("credentials.accepted", principal=principal), identity)


def _accepted_by_bedrock(facts: Facts) -> Finding | None:
    identity, profiles = facts.account.identity, facts.account.inference_profiles
    if not _proves_acceptance(profiles):
        return None
    found = _accepted(facts, message("credentials.accepted-by-bedrock"), profiles, identity)
    return found.with_(notes=(message("credentials.sts-silent"), *found.notes))


def _nobody_named(facts: Facts) -> Finding | None:
    """A refusal by IAM that names no principal, or one in unknown words beside an STS that has not answered.

    Either proves the credentials neither good nor bad.
    """
    identity, profiles = facts.account.identity, facts.account.inference_profiles
    refusal, silence = diagnose(profiles).kind, diagnose(identity)
    cause = silence.cause if silence.kind is Kind.LOOKING else None
    is_unknown = refusal is Kind.UNKNOWN and profiles.outcome is Outcome.REFUSED
    if refusal is not Kind.IAM and not (is_unknown and cause):
        return None
    values = {"operation": profiles.operation, "code": profiles.code, "message": quote_message(profiles)}
    shown = (show_answer(each) for each in (identity, profiles) if each.outcome is not Outcome.NOT_ASKED)
    case = "" if cause else "called"  # calling the models again shows no more
    detail = message("looking.refused", **values)
    return unverified(CREDENTIALS_VALID, cause or Cause.NOT_PERMITTED_TO_LOOK, detail, *shown, case=case)


def _unsendable(facts: Facts) -> Finding | None:
    """A line end in what a command or service gave: no request can be sent with it."""
    return _wrapped(facts) if facts.account.inference_profiles.outcome is Outcome.NOT_SENT else None


def _misconfigured(facts: Facts) -> Finding | None:
    """A setting of the profile with which AWS tools send nothing, as `services` that names no section."""
    answer = facts.account.inference_profiles
    if answer.outcome is not Outcome.NOT_SENT or answer.code != "InvalidConfigError":
        return None
    profile = facts.credentials.profile or facts.environment.profile_name or "default"
    detail = message("credentials.config-incomplete", profile=profile, file=facts.environment.files.config.shown)
    return failed(CREDENTIALS_VALID, Cause.CONFIG_UNREADABLE, detail, show_answer(answer))


def _no_answer(facts: Facts) -> Finding:
    return judge_unanswered(CREDENTIALS_VALID, Reply(facts.account.inference_profiles))


def _nobody_answered(facts: Facts) -> Finding:
    identity, profiles = facts.account.identity, facts.account.inference_profiles
    return _no_answer(facts).with_(evidence=(show_answer(identity), show_answer(profiles)))


_judge_api_key = build_rule(_api_key_refused, _api_key_accepted, _nobody_named, _misconfigured, otherwise=_no_answer)
_judge_access_key = build_rule(
    *(_keys_refused, _accepted_by_sts, _accepted_by_bedrock, _nobody_named, _misconfigured, _unsendable),
    otherwise=_nobody_answered,
)


def _proves_acceptance(answer: Answer) -> bool:
    """Whether Bedrock accepted the signature or key: it answered, a policy denied a principal, or the account was told.

    A refusal in words that no row knows proves nothing, whatever its code.
    """
    diagnosis = diagnose(answer)
    if diagnosis.kind is Kind.IAM:
        return diagnosis.denial is not None and bool(diagnosis.denial.principal)
    return diagnosis.kind in (Kind.NONE, Kind.ACCOUNT)


def _accepted(facts: Facts, detail: Message, *answers: Answer) -> Finding:
    shown = (show_answer(answer) for answer in answers)
    return passed(CREDENTIALS_VALID, detail, *shown).with_(notes=(*_clock(facts), *_padding(facts)))


def _padding(facts: Facts) -> tuple[Message, ...]:
    """A note where the AWS CLI sends white space around a value that Claude Code leaves out."""
    found = facts.credentials
    is_padded = found.api_key.is_padded if found.api_key else found.keys.is_token_padded
    if not is_padded or found.of_claude_code:
        return ()
    place = BEARER if found.api_key else _locate(facts, frozenset({Part.TOKEN}))
    return (message("credentials.padded", place=place),)


def _clock(facts: Facts) -> tuple[Message, ...]:
    """A note where this machine's clock is off, by the `Date` of the answers."""
    stamped = [answer.skew_s for answer in (facts.account.identity, facts.account.inference_profiles)]
    skew_s = next((skew for skew in stamped if skew is not None), 0.0)
    if abs(skew_s) <= CLOCK_TOLERANCE_S:
        return ()
    key = "credentials.clock-ahead" if skew_s > 0 else "credentials.clock-behind"
    return (message(key, minutes=round(abs(skew_s) / 60)),)
