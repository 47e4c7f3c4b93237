"""What keeps Claude Code from reading a file as the AWS CLI reads it."""

from __future__ import annotations

from enum import Enum


class Obstacle(str, Enum):
    """Why Claude Code does not read what the AWS CLI reads."""

    LETTER_CASE = "a key that is not in small letters"
    COLON = "a colon instead of an equals sign"
    COMMENT = "a comment behind a value"
    INDENTATION = "an indented line"
    INHERITED = "a key of [DEFAULT]"
    TOKEN_NAME = "the old name of the session token"
    SECTION_LINE = "something behind the brackets"
    SECTION_SPACES = "other white space than one space in a section's name"
    SECTION_NAME = "a name with other characters than Claude Code knows"
    PREFIX = "the word `profile` in the credentials file"
    PATH = "a path that each of them expands in its own way"
    TWO_FILES = "a key pair with parts in both files"
    REPEATED = "a section under two spellings"
    SPECIAL_DEFAULT = "[default] beside [profile default]"
    OTHER = "other"
