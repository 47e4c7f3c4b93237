"""Policy documents as IAM returns them."""

import json
from urllib.parse import quote

import pytest

from checkpoints.rules.iam import PolicySyntaxError, parse_document

DOCUMENT = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "a%20+b 한글"}]}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(DOCUMENT),
        json.dumps(DOCUMENT, indent=2, ensure_ascii=False),
        "\n  " + json.dumps(DOCUMENT),
        "\ufeff" + json.dumps(DOCUMENT),
        quote(json.dumps(DOCUMENT), safe=""),
        quote(json.dumps(DOCUMENT, ensure_ascii=False)),
        quote("\n" + json.dumps(DOCUMENT)),
    ],
)
def test_plain_and_percent_encoded_documents_read_the_same(text: str) -> None:
    assert parse_document(text) == DOCUMENT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the policy document is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("{", "the policy document is not JSON: Expecting property name enclosed in double quotes"),
        ("%7B", "the policy document is not JSON: Expecting property name enclosed in double quotes"),
        ('{"Statement": NaN}', "the policy document is not JSON: NaN is no value"),
        ("X{}", "the policy document is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[]", "the policy document is not a JSON object"),
        ('"x"', "the policy document is not a JSON object"),
        ("null", "the policy document is not a JSON object"),
        ('{"Statement": [], "Statement": []}', "the policy document has 'Statement' twice in one object"),
        (
            '{"Statement": {"Effect": "Deny", "Effect": "Allow"}}',
            "the policy document has 'Effect' twice in one object",
        ),
        ('{"a":' * 100_000, "the policy document is nested too deeply"),
    ],
)
def test_what_is_no_policy_document_says_why(text: str, message: str) -> None:
    with pytest.raises(PolicySyntaxError) as caught:
        parse_document(text)
    assert str(caught.value).startswith(message)


def test_a_syntax_error_is_a_value_error() -> None:
    assert issubclass(PolicySyntaxError, ValueError)
