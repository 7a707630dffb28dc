"""Nothing is opened that was not handed over, neither by Python nor by libraries below it."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile.reaching import ROOT

IN_ACCESS, IN_OPEN, IN_NONBLOCK = 0x001, 0x020, 0o4000
KINDS = ("css", "dtd", "html", "icc", "js", "pdf", "png", "svg", "ttf", "txt")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


class Watched:
    """Tells whether any process has opened a file of a folder, or connected to a port."""

    def __init__(self, folder):
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.setblocking(False)
        self.port = self._listening.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._notices = libc().inotify_init1(IN_NONBLOCK)
        libc().inotify_add_watch(self._notices, os.fsencode(folder), IN_OPEN | IN_ACCESS)

    def is_file_opened(self):
        try:
            return bool(os.read(self._notices, 65_536))
        except BlockingIOError:
            return False

    def is_connected(self):
        try:
            self._listening.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self):
        self._listening.close()
        os.close(self._notices)


def libc():
    return ctypes.CDLL(None, use_errno=True)


@pytest.fixture
def secrets(tmp_path):
    folder = tmp_path / "secrets"
    folder.mkdir()
    for kind in KINDS:
        (folder / f"secret.{kind}").write_bytes(b"secret")
    return folder


@contextmanager
def _watched(folder):
    watched = Watched(folder)
    try:
        yield watched
    finally:
        watched.close()


def test_nothing_is_opened_that_was_not_handed_over(secrets):
    with _watched(secrets) as watched:
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile.reaching", secrets, watched.address],
            capture_output=True, check=False, cwd=ROOT, text=True,
        )  # fmt: skip
        tried = list(map(json.loads, done.stdout.splitlines()))

        assert (done.returncode, done.stderr) == (0, "")
        assert len(tried) > 50
        assert [(name, opened) for name, _, opened in tried if opened] == []
        assert not watched.is_file_opened()
        assert not watched.is_connected()
    # Where the reader has no use for what is named, it is left out; all else is refused.
    printed = {name.rpartition("-")[0] for name, outcome, _ in tried if outcome == "printed"}
    assert printed == {
        "svg-link", "html-refresh", "pdf-attachment", "pdf-action-URI", "pdf-action-Launch",
        "pdf-action-GoToR", "pdf-action-SubmitForm", "pdf-action-ImportData",
    }  # fmt: skip


def test_opened_file_is_noticed(secrets):
    with _watched(secrets) as watched:
        assert not watched.is_file_opened()
        Path(secrets, "secret.txt").read_bytes()
        assert watched.is_file_opened()


def test_connection_is_noticed(secrets):
    with _watched(secrets) as watched:
        assert not watched.is_connected()
        socket.create_connection(("127.0.0.1", watched.port)).close()
        assert watched.is_connected()
