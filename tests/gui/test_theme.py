"""The colours: what is written in them can be read on a card."""

from itertools import product

import pytest

from pgviz.gui.theme import THEMES

WRITTEN = ("ink", "quiet", "score", "weight", "estimate", "exact", "parameter", "negative")
COLORS = list(product(THEMES, WRITTEN))
LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3, of small type


def luminance(color):
    """Relative luminance as WCAG 2.1 defines it."""
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "role"), COLORS)
def test_small_type_stands_out_from_a_card(name, role):
    theme = THEMES[name]
    assert contrast(getattr(theme, role), theme.card) >= LEAST


@pytest.mark.parametrize(("name", "role"), COLORS)
def test_words_about_what_is_to_come_are_pale_but_read(name, role):
    theme = THEMES[name]
    written = getattr(theme, role)
    pale = contrast(theme.pale_text(written), theme.card)
    assert contrast(theme.pale(written), theme.card) < pale < contrast(written, theme.card)
    assert pale > 2.0
