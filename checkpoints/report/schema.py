"""The JSON schema of a report, from the contract's types and the guide's rows.

`python -m checkpoints.report.schema > checkpoints/report/schema.json` writes the one that is shipped.
"""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from checkpoints.guide.requirements import CHECKPOINTS, Requirement, list_step_rows
from checkpoints.guide.vocabulary import SCHEMA_VERSION
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.contract import Box, Check, Report, Step
from checkpoints.report.shape import list_words

Json = dict[str, Any]

_LINE = 120

_PLAIN: dict[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    object: {},
}
_FORMATS: dict[str, Json] = {
    "words": {"type": "string", "minLength": 1},
    "cause": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "check-id": {"type": "string", "pattern": "^(step[1-4]|checkpoint)\\.[a-z-]+$"},
    "masked-account": {"type": "string", "pattern": "^\\*{8}\\d{4}$"},
    "moment": {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$"},
    "seconds": {"type": "number", "minimum": 0},
    "count": {"type": "integer", "minimum": 0},
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
# What holds between the fields of a result, and between mode and scenario.
_RESULT_RULES: list[Json] = [
    {
        "if": {"properties": {"verdict": {"const": "failed"}}},
        "then": {"properties": {"fix": {"type": "string", "minLength": 1}}},
    },
    {
        "if": {"properties": {"verdict": {"const": "blocked"}}},
        "then": {"properties": {"blocked_by": {"minItems": 1}}},
        "else": {"properties": {"blocked_by": {"maxItems": 0}}},
    },
    {
        "if": {"properties": {"verdict": {"enum": ["passed", "not_applicable", "not_run"]}}},
        "then": {"properties": {"cause": {"type": "null"}, "fix": {"type": "null"}}},
    },
]
_REPORT_RULES: list[Json] = [
    {
        "if": {"properties": {"mode": {"const": "offline"}}},
        "then": {"properties": {"scenario": {"type": "string"}}},
        "else": {"properties": {"scenario": {"type": "null"}}},
    }
]


def build_schema() -> Json:
    """The schema of what this release writes."""
    definitions = {name: dict(schema) for name, schema in _FORMATS.items()}
    report = _record(Report, definitions)
    for name in (Check.__name__, Box.__name__):
        definitions[name]["allOf"] = _RESULT_RULES
    report["properties"] |= {
        "schema_version": {"const": SCHEMA_VERSION},
        "guide": {
            **_reference("GuideSection"),
            "properties": {"section": {"const": WORKSHOP.section}, "title": {"const": WORKSHOP.title}},
        },
        "steps": _sequence([_step(step) for step in WORKSHOP.steps]),
        "summary": {
            **report["properties"]["summary"],
            "minItems": len(WORKSHOP.steps),
            "maxItems": len(WORKSHOP.steps),
        },
        "checkpoints": _rows(Box, CHECKPOINTS),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bedrock-workshop-checkpoints:report:{SCHEMA_VERSION}",
        "title": "Checkpoint report",
        "description": (
            "What one run of the checkpoints came to. Fields may be added; none is renamed or dropped without a new "
            "schema_version."
        ),
        **{name: report[name] for name in ("type", "required", "properties")},
        "allOf": _REPORT_RULES,
        "$defs": definitions,
    }


def _step(step: int) -> Json:
    return {
        **_reference(Step.__name__),
        "properties": {"step": {"const": step}, "checks": _rows(Check, list_step_rows(step))},
    }


def _rows(kind: type, rows: tuple[Requirement, ...]) -> Json:
    return _sequence([{**_reference(kind.__name__), "properties": {"id": {"const": row.id}}} for row in rows])


def _sequence(items: list[Json]) -> Json:
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _reference(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _record(kind: Any, definitions: dict[str, Json]) -> Json:
    hints = get_type_hints(kind, include_extras=True)
    return {
        "description": " ".join(kind.__doc__.split()),
        "type": "object",
        "required": [name for name in hints if name in kind.__required_keys__],
        "properties": {name: _schema_of(hint, definitions) for name, hint in hints.items()},
    }


def _schema_of(kind: Any, definitions: dict[str, Json]) -> Json:
    """The schema of a type of the contract; records are put among the definitions, and referred to."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = _record(kind, definitions)
        return _reference(kind.__name__)
    if origin is Annotated:
        annotation = kind.__metadata__[0]
        return _reference(annotation) if isinstance(annotation, str) else {"enum": list_words(annotation)}
    if origin in (Union, UnionType):
        return _either([_schema_of(each, definitions) for each in arguments if each is not NoneType])
    if origin is list:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema_of(arguments[1], definitions)}
    return dict(_PLAIN[kind])


def _either(kinds: list[Json]) -> Json:
    """One of several kinds, or null."""
    if len(kinds) == 1 and "enum" in kinds[0]:
        return {"enum": [*kinds[0]["enum"], None]}
    if all(each.keys() == {"type"} for each in kinds):
        return {"type": [*(each["type"] for each in kinds), "null"]}
    return {"anyOf": [*kinds, {"type": "null"}]}


def write_schema(schema: Any, indent: str = "") -> str:
    """The schema as it is shipped: what fits a line stands on one."""
    line = json.dumps(schema, ensure_ascii=False)
    if len(indent) + len(line) <= _LINE or not isinstance(schema, (dict, list)):
        return line
    deeper = indent + "  "
    if isinstance(schema, dict):
        parts = [f"{json.dumps(name)}: {write_schema(value, deeper)}" for name, value in schema.items()]
        return "{\n" + ",\n".join(deeper + part for part in parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + write_schema(value, deeper) for value in schema) + f"\n{indent}]"


if __name__ == "__main__":
    print(write_schema(build_schema()))
