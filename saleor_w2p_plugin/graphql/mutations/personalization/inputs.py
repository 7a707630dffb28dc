"""Answers as they come over GraphQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import graphene

from saleor_w2p_plugin.errors import Code, refuse

MOST_ANSWERS = 500
"""More answers than any design has fields; bounds the work of a single request."""


class W2PAnswerInput(graphene.InputObjectType):
    """One answer."""

    field = graphene.String(required=True, description="The name of the field.")
    value = graphene.String(required=True, description="The answer.")

    class Meta:
        description = "The answer to one field of a design."


def answers_by_field(given: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Turn pairs into a mapping; raises W2PError where a field is answered twice."""
    answers: dict[str, str] = {}
    for answer in given:
        if answer["field"] in answers:
            raise refuse(Code.UNIQUE, "This field is answered twice.", answer["field"])
        if len(answers) == MOST_ANSWERS:
            raise refuse(Code.INVALID, f"More than {MOST_ANSWERS} answers.", "answers")
        answers[answer["field"]] = answer["value"]
    return answers
