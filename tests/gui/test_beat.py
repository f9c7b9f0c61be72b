"""What ticks once a frame: with news where they have come in time, and never after its end."""

from collections.abc import Iterator
from itertools import chain, repeat
from time import perf_counter

import pytest
from PySide6.QtCore import QObject

from pgviz.gui.beat import Beat

LONG = 0.004  # s: of a tick that takes news in
LEARNT = 30  # ticks, until it is known how long they are


class Owner(QObject):
    """Takes as long over news as it is told, and ends after so many ticks."""

    def __init__(self, news: Iterator[bool], ticks: int) -> None:
        super().__init__()
        self.taken: list[bool] = []
        self._ticks = ticks
        self.beat = Beat(lambda: next(news), self)
        self.beat.ticked.connect(self._tick)
        self.beat.start()

    def _tick(self, takes_news: bool) -> None:
        self.taken.append(takes_news)
        ends = perf_counter() + LONG * takes_news
        while perf_counter() < ends:
            pass
        if len(self.taken) == self._ticks:
            self.beat.stop()


@pytest.fixture
def ticking(qtbot):
    def tick(news: Iterator[bool], ticks: int) -> Owner:
        owner = Owner(news, ticks)
        qtbot.waitUntil(lambda: not owner.beat.is_going, timeout=60_000)
        return owner

    return tick


def test_news_are_taken_in_whenever_there_are_any(ticking):
    assert ticking(repeat(True), 5).taken == 5 * [True]


def test_without_news_it_ticks_all_the_same(ticking):
    """When it looks, there are none; those that come later are for the next tick."""
    news = chain(repeat(True, LEARNT), [False, True], repeat(False))
    taken = ticking(news, LEARNT + 4).taken
    assert taken == [*LEARNT * [True], False, True, False, False]


def test_it_ends_where_a_tick_ends_it(ticking, qtbot):
    owner = ticking(repeat(True), 2)
    with qtbot.assertNotEmitted(owner.beat.ticked, wait=100):
        pass
    owner.beat.start()
    qtbot.waitUntil(lambda: len(owner.taken) > 2, timeout=60_000)
    owner.beat.stop()
