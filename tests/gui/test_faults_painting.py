"""What is raised while a picture is painted costs the picture, and never the process."""

import pytest
from pytestqt.qtbot import QtBot

from pgviz.gui.panels.contributions import ContributionsPanel
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.theme import LIGHT
from tests.gui.iterations import CASES
from tests.gui.scenes import scene_of

FAULT = "no more ink"


def fail(*arguments: object) -> None:
    raise RuntimeError(FAULT)


class Unpaintable(Drawing):
    """A picture that fails once half of it is drawn."""

    def paint(self, painter, scene, area) -> None:
        painter.fillRect(area, scene.theme.card)
        fail()


def assert_survives(qtbot: QtBot, widget: Drawing | ContributionsPanel) -> None:
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    for _ in range(2):  # the second time as well: half a picture is none
        with pytest.raises(RuntimeError, match=FAULT):
            widget.grab()


def test_a_picture_of_the_world(qtbot: QtBot) -> None:
    drawing = Unpaintable()
    drawing.show_scene(scene_of(CASES["table"]().view()))
    assert_survives(qtbot, drawing)


def test_the_contributions(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pgviz.gui.panels.contributions.draw_scene", fail)
    panel = ContributionsPanel(LIGHT)
    panel.resize(300, 200)
    panel.show_view(CASES["table"]().view())
    assert_survives(qtbot, panel)
