from __future__ import annotations

import tracemalloc
from concurrent.futures import ThreadPoolExecutor

from saleor_w2p_plugin.rendering.text import Typesetter
from saleor_w2p_plugin.rendering.text.memo import Memo
from tests.rendering.text.chains import STYLE


def test_line_is_set_once():
    typesetter = Typesetter()

    assert typesetter.line("Ann", STYLE) is typesetter.line("Ann", STYLE)
    assert typesetter.line("ليلى", STYLE) is typesetter.line("ليلى", STYLE)


def test_what_is_asked_for_again_outlives_what_is_not():
    memo = Memo()
    memo.keep("kept", 1, 1000)
    memo.keep("forgotten", 2, 1000)
    for index in range(60):
        memo.keep(index, index, 1000)
        assert memo.get("kept", 1000) == 1

    assert memo.get("forgotten", 1000) is None
    assert memo.get(0, 1000) is None


def test_long_texts_are_not_kept():
    typesetter = Typesetter()
    text = "Ann " * 600

    assert typesetter.line(text, STYLE) is not typesetter.line(text, STYLE)


def test_memory_does_not_grow_with_the_number_of_records():
    typesetter = Typesetter()

    def set_records(start, end):
        for number in range(start, end):
            typesetter.line(f"Ann Smith {number} ąęł", STYLE)
            if number % 10 == 0:
                typesetter.flow(f"Ann Smith {number} in two lines", STYLE, 8)

    tracemalloc.start()
    set_records(0, 1500)
    before = tracemalloc.get_traced_memory()[0]
    set_records(1500, 4500)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert before < 12_000_000
    assert after - before < 2_000_000


def test_threads_do_not_disturb_each_other():
    texts = [f"Ann {number} Żółć ليلى 张伟" for number in range(40)] * 3
    alone = [Typesetter().line(text, STYLE) for text in texts]
    shared = Typesetter()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: shared.line(text, STYLE), texts))

    assert together == alone
