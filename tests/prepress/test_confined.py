from __future__ import annotations

import os
import resource
import socket
import time

import pytest

from saleor_w2p_plugin.errors import ArtworkInvalid, Code
from saleor_w2p_plugin.prepress import confined
from saleor_w2p_plugin.prepress.confined import calling

MIB = 1 << 20
LIMITS = confined.Limits(seconds=1, memory=128 * MIB)


def _call(name, asked=None, blobs=(), limits=LIMITS):
    function = f"tests.prepress.confined_tries:{name}"
    return confined.call(function, asked, blobs, limits, place="artwork.x")


def _refusal(*args, **named):
    with pytest.raises(ArtworkInvalid) as refusal:
        _call(*args, **named)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (Code.ARTWORK_INVALID, "artwork.x")
    return problem.message, str(refusal.value.__cause__)


def test_arguments_and_blobs_come_through_and_the_environment_does_not(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    asked = {"a": [1, "ü"]}

    answer = eval(_call("echo", asked, [b"\0\xff", b""]))

    assert answer[:2] == (asked, [b"\0\xff", b""])
    assert set(answer[2]) <= {
        "HOME", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH",
        "TMPDIR",
    }  # fmt: skip


def test_answer_stays_clean_when_libraries_print():
    assert _call("shout") == b"answer"


@pytest.mark.parametrize("descriptor", [1, 2])
def test_what_a_library_prints_is_kept_to_a_limit_and_out_of_our_memory(descriptor):
    limits = confined.Limits(seconds=5, memory=128 * MIB, file_size=32 * MIB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert _call("flood", [descriptor, 31], limits=limits) == b"answer"
    message, _ = _refusal("flood", [descriptor, 33], limits=limits)

    assert message == "The file cannot be read."
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024


def test_answer_is_kept_to_a_limit():
    limits = confined.Limits(seconds=5, memory=128 * MIB, file_size=4 * MIB)

    assert len(_call("swell", 3 * MIB, limits=limits)) == 3 * MIB
    message, cause = _refusal("swell", 5 * MIB, limits=limits)

    assert "crash" in message
    assert "File too large" in cause


@pytest.mark.parametrize(
    "what",
    ["read", "write", "remove", "rename", "cut", "database", "run", "fork", "system", "fetch",
     "connect"],
)  # fmt: skip
def test_nothing_outside_can_be_reached(what, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        target = {"run": "/bin/true", "system": "true", "connect": str(port),
                  "fetch": f"http://127.0.0.1:{port}/"}.get(what, str(secret))  # fmt: skip

        assert _call("attempt", [what, target]).startswith(b"refused")

        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert secret.read_text() == "secret"


def test_modules_can_be_read_and_the_own_folder_written_and_it_goes_away():
    assert _call("attempt", ["module", ""]).startswith(b"did")
    assert _call("attempt", ["own", "a"]) == b"did 1"


def test_child_is_ended_when_it_takes_too_long():
    started = time.monotonic()

    message, _ = _refusal("burn", limits=confined.Limits(seconds=0.3))

    assert "longer" in message
    assert time.monotonic() - started < 10


def test_child_is_ended_when_it_waits_for_ever(monkeypatch):
    monkeypatch.setattr(calling, "_STARTING_SECONDS", 0.2)
    monkeypatch.setattr(calling, "_CLOCK_SHARE", 0.1)

    assert "longer" in _refusal("burn", limits=confined.Limits(seconds=60))[0]


def test_memory_is_refused_beyond_the_limit():
    assert _call("fill", 100 * MIB) == str(100 * MIB).encode()
    assert "more memory" in _refusal("fill", 140 * MIB)[0]


def test_trace_is_kept_when_something_unexpected_happens():
    message, cause = _refusal("fail")

    assert message == "The file cannot be read."
    assert "KeyError: 'unexpected'" in cause


def test_crash_is_told():
    message, cause = _refusal("leave", 3)

    assert "crash" in message
    assert "status 3" in cause


def test_missing_library_is_told(tmp_path, monkeypatch):
    (tmp_path / "needs_pango.py").write_text("raise OSError('cannot load library libpango')")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ArtworkInvalid, match="lacks a library: cannot load library libpango"):
        confined.call("needs_pango:answer", None, (), LIMITS, place="artwork")


def test_no_file_stays_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    _call("attempt", ["own", "a"])
    _refusal("burn", limits=confined.Limits(seconds=0.2))

    assert os.listdir(tmp_path) == []
