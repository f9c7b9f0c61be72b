"""An identity tells both sides, and a difference only where it means something."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from pgviz.gui.derivation.callout import Callout
from pgviz.gui.derivation.identity import Identity
from pgviz.gui.theme import DARK, LIGHT
from tests.gui.showing import LECTURE, holds, pixels

SAME = Identity("Σ P·R", 0.5, "J", 0.5, 0.0, 0.5)


@pytest.mark.parametrize(
    ("identity", "mark", "text"),
    [
        (SAME, "✓", "Σ P·R = 0.500 · J = 0.500 · equal to rounding"),
        (
            Identity("a", 1.0, "b", 1.0 + 2e-16, 2e-16, 1.0),
            "✓",
            "a = 1.00 · b = 1.00 · equal to rounding",
        ),
        (
            Identity("a", 200.0, "b", 200.0, 2e-9, 200.0),
            "✓",
            "a = 200 · b = 200 · largest difference 2.00·10⁻⁹",
        ),
        (
            Identity("a", 1.0, "b", 1.5, 0.5, 1.5),
            "✗",
            "a = 1.00 · b = 1.50 · largest difference 0.500",
        ),
        (
            Identity("ĝ", -1.0, "∇J", -1.5, 0.5, 1.5, exact=False, standard_error=0.4),
            "≈",
            "ĝ ≈ −1.00 ± 0.400 · ∇J = −1.50 · largest difference 0.500",
        ),
        (
            Identity("ĝ", 1.0, "reference", 1.5, 0.5, 1.5, False, 0.4, right_error=0.1),
            "≈",
            "ĝ ≈ 1.00 ± 0.400 · reference ≈ 1.50 ± 0.100 · largest difference 0.500",
        ),
        (Identity("a", 0.0, "b", 0.0, 0.0, 0.0), "✓", "a = 0 · b = 0 · equal to rounding"),
    ],
)
def test_sides_and_difference(identity, mark, text):
    assert (identity.mark, identity.text) == (mark, text)


def test_an_estimate_is_never_called_equal():
    assert "=" not in Identity("ĝ", 0.5, "∇J", 0.5, 0.0, 0.5, exact=False).text.split("·")[0]
    assert Identity("ĝ", 0.5, "∇J", 0.5, 0.0, 0.5, exact=False).mark == "≈"


def test_all_digits_are_in_the_details():
    identity = Identity("a", 1.0 / 3.0, "b", -0.1, 1.1e-16, 1.0)
    assert identity.details == ("a: 0.3333333333333333\nb: −0.1\nlargest difference: 1.1e−16")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_callout_shows_the_mark_in_its_colour_and_hides_without_one(qtbot, theme):
    callout = Callout(theme)
    qtbot.addWidget(callout)
    assert callout.isHidden()
    callout.show_identity(SAME)
    callout.resize(500, 30)
    assert not callout.isHidden()
    assert callout.text == f"✓ {SAME.text}"
    assert callout.toolTip() == SAME.details
    assert holds(pixels(callout), theme.estimate)
    callout.show_identity(None)
    assert callout.isHidden()


@pytest.mark.parametrize("theme", [LIGHT, LECTURE], ids=["normal type", "lecture"])
@pytest.mark.parametrize("width", [300, 560, 940])
def test_the_callout_is_as_high_as_its_text_needs(qtbot, theme, width):
    long = Identity("‖Σ P·∇log P·R‖ over the listed 107", 0.5, "‖Σ ∇P·R‖ by rule", 0.5, 0.0, 1.0)
    callout = Callout(theme)
    qtbot.addWidget(callout)
    callout.resize(width, 10)
    callout.show_identity(long)
    callout.show()
    callout.layout().activate()
    label = next(label for label in callout.findChildren(QLabel) if label.text().startswith("‖"))
    fits = label.fontMetrics().horizontalAdvance(long.text) <= label.width()
    assert label.text() == (long.text if fits else long.text.removesuffix(" · equal to rounding"))
    needed = QFontMetrics(label.font()).boundingRect(
        QRect(0, 0, label.width(), 1000), Qt.TextFlag.TextWordWrap, label.text()
    )
    assert needed.height() <= label.height()
    assert callout.width() == width
