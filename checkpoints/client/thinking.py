"""How many tokens Claude Code leaves a model to think with, and the limit of output that leaves too few.

Seen with Claude Code 2.1.332: models of the fourth generation get a budget of at least 1,024 tokens, whatever the limit
is, and AWS refuses a request whose limit is not above the budget. Newer models get none, nor do older ones. A model
that is hidden behind a profile of one's own gets a budget where Claude Code may not look the profile up.
"""

from __future__ import annotations

import re

from checkpoints.client.javascript import read_number
from checkpoints.client.model_pins import name_model
from checkpoints.client.place import Value, Values, text_of
from checkpoints.client.switches import is_on

OUTPUT_LIMIT = "CLAUDE_CODE_MAX_OUTPUT_TOKENS"
_LEAST_BUDGET = 1024
_BUDGET, _NO_THINKING = "MAX_THINKING_TOKENS", "CLAUDE_CODE_DISABLE_THINKING"
_NO_ADAPTING = "CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING"
_WITH_BUDGET = re.compile(r"claude-(?:(?:sonnet|opus)-4|opus-4-1|(?:sonnet|opus|haiku)-4-5)|arn:.*")
_EITHER_WAY = ("claude-sonnet-4-6", "claude-opus-4-6")


def find_low_output_limit(variables: Values, model: str) -> Value | None:
    """The limit of output that is below what the model needs for its thinking. model: its id or ARN."""
    limit = variables.get(OUTPUT_LIMIT)
    tokens = read_number(limit.text) if limit else None
    is_low = tokens is not None and 1 <= tokens < _LEAST_BUDGET + 1
    return limit if is_low and _has_budget(variables, name_model(model)) else None


def _has_budget(variables: Values, model: str) -> bool:
    """Whether Claude Code gives the model a budget to think with."""
    budget = text_of(variables, _BUDGET)
    if is_on(text_of(variables, _NO_THINKING)) or (budget and (read_number(budget) or 0) < 1):
        return False
    if model in _EITHER_WAY:
        return is_on(text_of(variables, _NO_ADAPTING))
    return _WITH_BUDGET.fullmatch(model) is not None
