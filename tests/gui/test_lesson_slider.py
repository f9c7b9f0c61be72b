"""The slider of the lessons: it shows a number, and tells of one only where the user moves it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pgviz.gui.derivation.scenes.labelled_slider import LabelledSlider
from pgviz.gui.theme import DARK, LIGHT


@pytest.fixture
def slider(qtbot: QtBot) -> LabelledSlider:
    widget = LabelledSlider("b", "The baseline", "weight", LIGHT)
    qtbot.addWidget(widget)
    widget.show_value(2.0, -2.0, 8.0, home=0.0)
    return widget


def test_what_it_is_shown_it_does_not_tell(slider: LabelledSlider) -> None:
    heard: list[float] = []
    slider.moved.connect(heard.append)
    slider.show_value(5.0, -2.0, 8.0, home=0.0)
    assert (slider.value, slider.slider.value(), heard) == (5.0, 700, [])


def test_a_key_moves_it_by_a_hundredth_of_its_range(slider: LabelledSlider) -> None:
    heard: list[float] = []
    slider.moved.connect(heard.append)
    QTest.keyClick(slider.slider, Qt.Key.Key_Right)
    assert heard == [pytest.approx(2.1)]


def test_the_button_and_a_double_click_take_it_home(slider: LabelledSlider) -> None:
    heard: list[float] = []
    slider.moved.connect(heard.append)
    slider.reset.click()
    QTest.mouseDClick(slider.slider, Qt.MouseButton.LeftButton)
    assert heard == [0.0, 0.0]


def test_at_home_there_is_no_way_back(slider: LabelledSlider) -> None:
    slider.show_value(0.0, -2.0, 8.0, home=0.0)
    assert not slider.reset.isEnabled()
    slider.restyle(DARK)
