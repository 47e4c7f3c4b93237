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


NO_JSON = {
    "Expecting value: line 1 column 1 (char 0)": ["", "X{}"],
    "Expecting property name enclosed in double quotes": ["{", "%7B"],
    "NaN is no value": ['{"Statement": NaN}'],
}
NO_DOCUMENT = {
    "is not a JSON object": ["[]", '"x"', "null"],
    "has 'Statement' twice in one object": ['{"Statement": [], "Statement": []}'],
    "has 'Effect' twice in one object": ['{"Statement": {"Effect": "Deny", "Effect": "Allow"}}'],
    "is nested too deeply": ['{"a":' * 100_000],
    **{f"is not JSON: {reason}": texts for reason, texts in NO_JSON.items()},
}


@pytest.mark.parametrize("reason", NO_DOCUMENT)
def test_what_is_no_policy_document_says_why(reason: str) -> None:
    for text in NO_DOCUMENT[reason]:
        with pytest.raises(PolicySyntaxError) as caught:
            parse_document(text)
        assert str(caught.value).startswith(f"the policy document {reason}")


def test_a_syntax_error_is_a_value_error() -> None:
    assert issubclass(PolicySyntaxError, ValueError)
