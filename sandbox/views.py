"""HTTP requests in, GraphQL answers as JSON out, with Saleor's status codes and error format."""

from __future__ import annotations

import json
import logging
import traceback
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError
from graphql.error import format_error as format_graphql_error
from jwt import PyJWTError

from sandbox.account.tokens import requestor_of
from sandbox.schema import build_schema

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)

# Written for the caller; the text of any other exception could tell about our insides.
SHOWN_ERRORS = (GraphQLError, PermissionDenied, PyJWTError, ValidationError)
EXPLANATION = "This address answers GraphQL: POST a JSON object with query and variables.\n"


# Tokens come in a header that no other site can set, so no form can be forged here.
@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one GraphQL request: 400 when it cannot be read, 413 when it is above 2.5 MB."""
    if request.method == "GET":
        return HttpResponse(EXPLANATION, content_type="text/plain; charset=utf-8")
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    try:
        operation = _read(request)
    except RequestDataTooBig:
        return _refusal("Request body exceeds maximum size.", 413)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _refusal("Unable to parse query.", 400)
    answer, is_executed = execute(
        request,
        operation.get("query"),
        operation.get("variables"),
        operation.get("operationName"),
    )
    return JsonResponse(answer, status=200 if is_executed else 400)


def execute(
    request: HttpRequest, query: Any, variables: Any = None, operation_name: Any = None
) -> tuple[dict[str, Any], bool]:
    """Run a document as the sender of a request; return the answer and whether it was run."""
    if not query or not isinstance(query, str):
        return {"errors": [format_error(GraphQLError("Must provide a query string."))]}, False
    # Resolved when a field asks, so that a bad token spoils only what depends on the person.
    request.user = SimpleLazyObject(lambda: requestor_of(request))
    request.app = None
    request.dataloaders = {}
    result = build_schema().execute(
        query,
        context_value=request,
        variable_values=variables if isinstance(variables, dict) else None,
        operation_name=operation_name if isinstance(operation_name, str) else None,
    )
    answer: dict[str, Any] = {}
    if result.errors:
        answer["errors"] = [format_error(error) for error in result.errors]
    if not result.invalid:
        answer["data"] = result.data
    return answer, not result.invalid


def format_error(error: Exception) -> dict[str, Any]:
    """Return an error as Saleor does: message, place, and the exception's name in extensions."""
    is_graphql = isinstance(error, GraphQLError)
    shown = format_graphql_error(error) if is_graphql else {"message": str(error)}
    cause = error
    while isinstance(cause, GraphQLError) and getattr(cause, "original_error", None):
        cause = cause.original_error
    details: dict[str, Any] = {"code": type(cause).__name__}
    if not isinstance(cause, SHOWN_ERRORS):
        logger.error("A query failed", exc_info=cause)
        if not settings.DEBUG:
            shown["message"] = "Internal Server Error"
    if settings.DEBUG:
        details["stacktrace"] = "".join(traceback.format_exception(cause)).splitlines()
    return {**shown, "extensions": {**shown.get("extensions", {}), "exception": details}}


def _read(request: HttpRequest) -> dict[str, Any]:
    """Return the operation of a JSON body or of a GraphQL multipart request."""
    if request.content_type == "multipart/form-data":
        operation = json.loads(request.POST.get("operations", "{}"))
        for key, places in dict(json.loads(request.POST.get("map", "{}"))).items():
            for place in places:
                _put(operation, place.split("."), key)
    else:
        operation = json.loads(request.body)
    if not isinstance(operation, dict):
        raise TypeError("Not an operation.")
    return operation


def _put(operation: Any, path: list[str], value: str) -> None:
    """Set the value at a dotted path; raises LookupError, TypeError or ValueError if there is none.

    Resolvers find the file as `info.context.FILES[value]`.
    """
    *parents, last = (int(part) if part.isdecimal() else part for part in path)
    for part in parents:
        operation = operation[part]
    operation[last] = value


def _refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"errors": [format_error(GraphQLError(message))]}, status=status)
