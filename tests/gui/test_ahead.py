"""What is done ahead in idle moments: all of it, in its order, and only while the run rests."""

import pytest
from PySide6.QtCore import QTimer

from pgviz.gui.ahead import Ahead
from pgviz.gui.bridge import Bridge
from pgviz.lessons.scenarios import scenario
from pgviz.training.in_thread import InThread
from pgviz.training.runner import Runner


@pytest.fixture
def bridge(qtbot):
    runner = Runner(scenario("two-step").experiment, InThread())
    bridge = Bridge(runner)
    runner.start()
    yield bridge
    bridge.close()


def test_nothing_is_done_before_something_is_shown_and_all_of_it_after_that(qtbot, bridge):
    done = []
    work = Ahead(bridge, [lambda: done.append(1), lambda: done.append(2)])
    assert not work.is_done
    qtbot.waitUntil(lambda: work.is_done)
    assert bridge.view is not None
    assert done == [1, 2]


def test_it_waits_while_the_run_goes_on(qtbot, bridge):
    qtbot.waitUntil(lambda: bridge.view is not None)
    done = []
    work = Ahead(bridge, [lambda: done.append(bridge.player.mode)])
    bridge.player.set_speed(1.0)
    bridge.player.run()
    bridge.show()
    with qtbot.waitSignals(3 * [work.findChild(QTimer).timeout]):
        pass
    assert not work.is_done
    bridge.player.pause()
    qtbot.waitUntil(lambda: work.is_done)
    assert done == ["paused"]
