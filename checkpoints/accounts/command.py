"""`checkpoints accounts`: look at many accounts without their attendees, and say how ready they are."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from checkpoints.accounts import page, tables
from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.exported_credentials import BadLine, ExportedAccount, read_exported_accounts
from checkpoints.accounts.look import Look, LookOrder, Shared
from checkpoints.accounts.named_principal import parse_named_principal
from checkpoints.accounts.named_sources import (
    list_profile_sources,
    make_exported_source,
    match_profiles,
    read_profiles,
)
from checkpoints.accounts.passes import act_on_all, look_at_all
from checkpoints.accounts.same_accounts import merge_same_accounts
from checkpoints.accounts.source import Source, make_names_unique
from checkpoints.accounts.summary import write_summary
from checkpoints.accounts.survey import Survey
from checkpoints.accounts.warm_up import ask, can_ask, warm_up_lines
from checkpoints.classroom.class_files import (
    Pieces,
    add_output_options,
    check_paths,
    find_outputs,
    print_written,
    write_pieces,
)
from checkpoints.classroom.progress import ReadingProgress
from checkpoints.guide.command_error import CommandError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.run_values import mask_account
from checkpoints.report.scrub import Scrubber

LIMIT_S = 300.0
ACCOUNT_LIMIT_S = 45.0  # a service that does not answer is given up much sooner
# Their warnings and debug logs hold addresses, and at worst signed requests.
_LOGGERS = ("boto3", "botocore", "urllib3", "awscrt")


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""

    def help_text(argument: str, **values: str) -> str:
        return say(f"command.accounts.{argument}", language, values)

    parser.add_argument("--profiles", action="extend", nargs="+", metavar="PATTERN", help=help_text("profiles"))
    parser.add_argument("--principal", metavar="role/NAME", help=help_text("principal"))
    add_output_options(parser, help_text)
    limit = str(round(LIMIT_S))
    parser.add_argument(
        "--time-limit", type=float, metavar="SECONDS", default=LIMIT_S, help=help_text("limit", limit=limit)
    )
    parser.add_argument("--warm-up", action="store_true", help=help_text("warm-up"))
    parser.add_argument("--yes", action="store_true", help=help_text("yes"))
    parser.epilog = help_text("exit")


def run_accounts(arguments: argparse.Namespace, language: str) -> int:
    """Look at the accounts, write the outputs and print the summary.

    Exit code 0: every account is ready; 1: some account is not; 2: none could be looked at. Raises CommandError.
    """
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    outputs = find_outputs(arguments)
    principal = parse_named_principal(arguments.principal) if arguments.principal is not None else None
    if not arguments.time_limit >= 1:
        raise CommandError("accounts.bad-limit")
    check_paths([], outputs, None, language)
    if arguments.warm_up and not arguments.yes and not can_ask():
        raise CommandError("accounts.warm-up.no-terminal")
    patterns = arguments.profiles
    sources, bad_lines = (_find_profiles(patterns), []) if patterns else _read_standard_input()
    looks = _make_looks(sources, LookOrder(WORKSHOP, ACCOUNT_LIMIT_S, principal), language)
    with _make_progress(language) as progress:
        results = look_at_all(looks, arguments.time_limit, progress.show)
    looks, results = merge_same_accounts(looks, results)
    if arguments.warm_up:
        results = _warm_up(looks, results, arguments, language)
    survey = Survey(results, bad_lines, principal)
    _write_outputs(survey, outputs, language)
    _print_survey(survey, outputs, language)
    return survey.exit_code


def _print_survey(survey: Survey, outputs: dict[str, Path], language: str) -> None:
    """Write the summary and what was written to the terminal, without the accounts' secrets."""
    shown = language_on(sys.stdout, language)
    for line in write_summary(survey, shown):
        write_line(sys.stdout, survey.scrubber.scrub_text(line))
    print_written(outputs, shown)


def _find_profiles(patterns: Sequence[str]) -> list[Source]:
    files = read_profiles()
    names, without = match_profiles(files, patterns)
    if without:
        raise CommandError("accounts.no-profile", pattern=without[0])
    return list_profile_sources(files, names, WORKSHOP.region)


def _read_standard_input() -> tuple[list[Source], list[BadLine]]:
    """The accounts to look at, and the lines that could not be read."""
    if sys.stdin is None or sys.stdin.isatty():
        raise CommandError("accounts.no-input")
    read = list(read_exported_accounts(sys.stdin.buffer))
    sources = [make_exported_source(each) for each in read if isinstance(each, ExportedAccount)]
    bad_lines = [each for each in read if isinstance(each, BadLine)]
    if not sources and not bad_lines:
        raise CommandError("accounts.empty-input")
    return sources, bad_lines


def _make_looks(sources: Sequence[Source], order: LookOrder, language: str) -> list[Look]:
    shared = Shared()
    names = make_names_unique((_name(each), _place(each, language)) for each in sources)
    return [Look(source, name, order, shared) for source, name in zip(sources, names, strict=True)]


def _make_progress(language: str) -> ReadingProgress:
    return ReadingProgress(sys.stderr, language, text="accounts.progress")


def _warm_up(
    looks: Sequence[Look], results: Sequence[AccountResult], arguments: argparse.Namespace, language: str
) -> list[AccountResult]:
    """The accounts after the calls that complete subscriptions, where there are any and somebody agrees."""
    shown = language_on(sys.stderr, language)
    cold = {place: each for place, each in enumerate(results) if each.cold}
    for line in warm_up_lines([*cold.values()], shown):
        write_line(sys.stderr, line)
    if not cold or not (arguments.yes or ask(say("accounts.warm-up.ask", shown))):
        return [*results]
    for place, each in cold.items():
        looks[place].adopt(each)
    again = [looks[place] for place in cold]
    with _make_progress(language) as progress:  # once: each of its calls is billed
        found = act_on_all(again, Look.warm_up, arguments.time_limit, progress.show)
    warmed = dict(zip(cold, found, strict=True))
    return [warmed.get(place, each) for place, each in enumerate(results)]


def _name(source: Source) -> str:
    return Scrubber(source.secrets).scrub_text(source.name)


def _place(source: Source, language: str) -> str:
    """Where a source is from, with as much of its account's id as reports show."""
    at = Scrubber(source.secrets).scrub_text(source.at)
    place = say(f"accounts.{source.kind}", language, {source.kind: at})
    account = mask_account(source.account)
    return f"{account} ({place})" if account else place


def _write_outputs(survey: Survey, outputs: dict[str, Path], language: str) -> None:
    now = datetime.now(timezone.utc)
    pieces: Pieces = {
        "html": page.render_accounts(survey, language, now),
        "csv": tables.write_table(survey, language),
        "json": tables.write_data(survey, now, language),
    }
    write_pieces(outputs, pieces, language)
