"""A person and a document in, the answer of the shop's public API out; the same on both hosts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

OPERATIONS = Path(__file__).parents[1] / "flow" / "operations"


@dataclass
class Api:
    """One person's connection to the shop; nobody is signed in at first."""

    token: str = ""
    http: Client = field(default_factory=Client)

    def sign_in(self, email: str, password: str = "demo") -> Api:
        """Return a connection that is signed in."""
        answer = self.ask("token_create", email=email, password=password)["tokenCreate"]
        assert answer["errors"] == []
        return Api(answer["token"])

    def ask(self, operation: str, **variables: Any) -> dict[str, Any]:
        """Run a stored operation and return its data; fails the test on a top-level error."""
        answer = self.answer(operation, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def answer(self, operation: str, **variables: Any) -> dict[str, Any]:
        """Run a stored operation and return the whole answer."""
        return self.post((OPERATIONS / f"{operation}.graphql").read_text(), variables)

    def post(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run a document and, as after a commit, what was to be done after it."""
        operation = {"query": query, "variables": variables or {}}
        return self._send(json.dumps(operation), content_type="application/json")

    def upload(self, content: bytes, **variables: Any) -> dict[str, Any]:
        """Upload a picture by a multipart request, and return the whole answer."""
        query = (OPERATIONS / "picture_upload.graphql").read_text()
        return self.send_file(query, content, {"file": None, **variables})

    def send_file(
        self, query: str, content: bytes, variables: dict[str, Any], path: str = "variables.file"
    ) -> dict[str, Any]:
        """Run a document by a multipart request, with a file for one of its variables."""
        part = SimpleUploadedFile("picture", content, "application/octet-stream")
        return self._send_parts(query, variables, {path: part})

    def send_files(
        self, operation: str, variables: dict[str, Any], files: dict[str, Any]
    ) -> dict[str, Any]:
        """Run a stored operation by a multipart request, with files by the paths they go to."""
        return self._send_parts((OPERATIONS / f"{operation}.graphql").read_text(), variables, files)

    def _send_parts(
        self, query: str, variables: dict[str, Any], files: dict[str, Any]
    ) -> dict[str, Any]:
        parts = {str(number): path for number, path in enumerate(files)}
        form = {
            "operations": json.dumps({"query": query, "variables": variables}),
            "map": json.dumps({number: [path] for number, path in parts.items()}),
            **{number: files[path] for number, path in parts.items()},
        }
        return self._send(form)

    def _send(self, body: Any, **how: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self.http.post("/graphql/", body, headers=headers, **how)
        answer = response.json()
        # Saleor adds what the query cost.
        answer.pop("extensions", None)
        return answer

    def get(self, url: str) -> Any:
        """Fetch an address that the API gave out."""
        return self.http.get(url.removeprefix("http://testserver"), headers={})


def forget_pictures() -> None:
    """Drop cached pictures, whose fingerprints are the same in every test."""
    cache.clear()
