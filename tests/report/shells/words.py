"""Words that a shell could take for something else, and machines on which they are typed."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.report.shells.reader import KeptVariable, Reader, Shell, System

# Each is to arrive as it stands.
WORDS = (
    *("plain", "--profile=work", "--profile=my.team", "-x.y", "a b", "워크숍 프로필", "it's", "‘curly’"),
    *("$HOME", "${PATH}", "`whoami`", "$(whoami)", "100%", "a!b!c", "a&b|c<d>e^f", "(a);b,c", "@at", "#hash"),
    *("*", "[a-z]?", "back\\slash", "C:\\Users\\kim\\", "~kim", "a~/b", "{1,2}", "boto3[crt]", "=x"),
)
WINDOWS_POWERSHELL = Reader(Shell.POWERSHELL, System.WINDOWS)
PROMPT = Reader(Shell.CMD, System.WINDOWS)


def keeping(reader: Reader, *kept: KeptVariable) -> Reader:
    """The same machine, whose new terminals set these."""
    return replace(reader, kept=kept)
