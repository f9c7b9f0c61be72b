"""A card's picture: of the size asked for, text as text, marked; and the card is as before."""

import io
import re
import zlib
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from pgviz.environments.errors import PgvizError
from pgviz.estimation.mistakes import mark_of, sentence_of
from pgviz.gui.card import Card
from pgviz.gui.exporting.dressing import dressed, for_paper
from pgviz.gui.exporting.rendering import as_pdf, as_png, as_svg
from pgviz.gui.panels.contributions import ContributionsPanel
from pgviz.gui.panels.gradient import GradientPanel
from pgviz.gui.panels.trajectories import TrajectoriesPanel
from pgviz.gui.theme import DARK, LIGHT, PRINT
from tests.gui.iterations import made
from tests.gui.showing import pixels

SVG = "{http://www.w3.org/2000/svg}"
PANELS = [ContributionsPanel, GradientPanel, TrajectoriesPanel]


@pytest.fixture(params=PANELS, ids=lambda kind: kind.key)
def card(request, qtbot):
    return carded(qtbot, request.param)


def carded(qtbot, kind, theme=LIGHT, **changes):
    view = made("pgviz/GridWorld-v0", batch_size=3, **changes).view()
    card = Card(kind(theme), theme)
    card.view = view
    qtbot.addWidget(card)
    card.resize(QSize(520, 300))
    estimator = view.iteration.hyperparameters.estimator
    card.show_mark(mark_of(estimator), sentence_of(estimator))
    card.content.show_view(view)
    card.show()
    qtbot.waitExposed(card)
    return card


def texts(svg: bytes) -> str:
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return "\n".join(each.text or "" for each in found)


def opened(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


@pytest.mark.parametrize("scale", [1, 2, 4])
def test_a_png_has_the_scale_that_was_asked_for(card, scale):
    picture = opened(as_png(card, LIGHT.background, scale))
    assert picture.shape == (300 * scale, 520 * scale, 3)


def test_a_larger_png_is_drawn_anew_and_not_blown_up(card):
    small, large = (opened(as_png(card, LIGHT.background, scale)) for scale in (1, 4))
    blown_up = small.repeat(4, axis=0).repeat(4, axis=1)
    assert (large != blown_up).any(axis=-1).mean() > 0.01
    shrunk = large.reshape(300, 4, 520, 4, 3).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 8.0  # of 255: the same picture all the same


def test_the_text_of_an_svg_is_text(card):
    written = texts(as_svg(card, LIGHT.background))
    assert card.windowTitle() in written
    assert len(written.split("\n")) > 10


def test_what_is_painted_on_a_card_is_text_in_an_svg_as_well(qtbot):
    written = texts(as_svg(carded(qtbot, GradientPanel), LIGHT.background))
    assert "standard error of" in written


def test_an_svg_names_no_picture_for_its_text(qtbot):
    svg = as_svg(carded(qtbot, GradientPanel), LIGHT.background)
    assert b"<image" not in svg


def test_the_text_of_a_pdf_is_text_in_fonts_that_it_carries(card):
    pdf = as_pdf(card, LIGHT.background)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/FontName /", pdf)) == len(re.findall(rb"/FontFile2 ", pdf)) > 0
    assert b"/ToUnicode" in pdf
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    plain = b"".join(_inflated(stream) for stream in streams)
    assert len(re.findall(rb"\bTj\b|\bTJ\b", plain)) > 10
    box = re.search(rb"/MediaBox \[([\d. ]+)\]", pdf)
    assert [float(side) for side in box[1].split()] == [0, 0, 390, 225]  # points: 72 of 96 a px


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:  # it isn't compressed
        return stream


def test_the_mark_of_a_mistake_is_in_every_export(qtbot):
    plain, marked = (carded(qtbot, GradientPanel, mistake=name) for name in ("none", "sign"))
    assert "MISTAKE: sign flipped" in texts(as_svg(marked, LIGHT.background))
    assert "MISTAKE" not in texts(as_svg(plain, LIGHT.background))
    pictures = [opened(as_png(each, LIGHT.background)) for each in (plain, marked)]
    red = LIGHT.negative.getRgb()[:3]
    heads = [(picture[:40] == red).all(axis=-1).sum() for picture in pictures]
    assert heads[0] == 0
    assert heads[1] > 100


def test_print_is_dark_ink_on_white_whatever_the_theme(qtbot):
    card = carded(qtbot, GradientPanel, DARK)
    with dressed(card, for_paper(DARK), DARK, lambda: card.content.show_view(card.view)):
        picture = opened(as_png(card, PRINT.background))
    assert (picture == 255).all(axis=-1).mean() > 0.7
    assert (picture[[0, -1]] == 255).all()  # no line around it
    assert (picture[:, [0, -1]] == 255).all()
    assert (picture.sum(axis=-1) < 60).any()


def test_the_card_is_as_it_was_after_its_picture_was_taken_in_print(qtbot):
    card = carded(qtbot, GradientPanel, DARK)
    before = pixels(card)
    with dressed(card, for_paper(DARK), DARK, lambda: card.content.show_view(card.view)):
        assert not np.array_equal(pixels(card), before)
    np.testing.assert_array_equal(pixels(card), before)


def test_a_picture_that_would_be_too_large_is_refused(qtbot):
    card = carded(qtbot, GradientPanel)
    card.resize(9000, 300)
    with pytest.raises(PgvizError, match=r"A picture may have 32000 pixels to a side"):
        as_png(card, LIGHT.background, 4)


def test_what_is_scrolled_away_is_not_in_a_drawing_of_lines(qtbot):
    page = QWidget()
    rows = QVBoxLayout(page)
    for row in range(20):
        rows.addWidget(QLabel(f"row {row}."))
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(page)
    area.resize(120, 100)
    area.show()
    qtbot.waitExposed(area)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    written = texts(as_svg(area, LIGHT.background))
    assert "row 19." in written
    assert "row 0." not in written
    assert "row 10." not in written
