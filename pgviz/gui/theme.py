"""Colours, type and spacing: one letter, one colour, in light and dark."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtGui import QColor, QFont, QPalette

SPACE = 4  # px; every distance is a multiple
RADIUS = 10  # px, of a card
GAP = 10  # px between cards
LECTURE_TYPE, LECTURE_LINES = 1.6, 2.0
LECTURE_SCREEN = (1920, 1080)  # px, that this type is for
FAMILIES = ("Inter", "STIX Two Math", "STIX Two Text")  # Inter lacks some operators


@dataclass(frozen=True)
class Theme:
    """What a quantity's colour is; `type_scale` and `line_scale` are larger in a lecture."""

    name: str
    score: QColor  # π, ∇log π
    weight: QColor  # R, G, ψ
    estimate: QColor  # ĝ, positive shares
    exact: QColor  # ∇J, J where they are exact
    parameter: QColor  # θ, updates, marks of a change
    negative: QColor  # negative shares
    dynamics: QColor  # μ, P: what is not θ's
    background: QColor
    card: QColor
    line: QColor
    ink: QColor
    quiet: QColor
    faint: QColor
    type_scale: float = 1.0
    line_scale: float = 1.0

    @property
    def dark(self) -> bool:
        return self.card.lightnessF() < 0.5

    @property
    def outlines_cards(self) -> bool:
        """Whether a card is set off from what lies behind it."""
        return self.card != self.background

    def for_lecture(self, width: int, height: int) -> "Theme":
        """Return the variant to be read from the last row, on a screen of this size in px.

        Type takes the same share of every screen: what counts is its size on the wall.
        """
        share = min(width / LECTURE_SCREEN[0], height / LECTURE_SCREEN[1])
        scale = min(max(LECTURE_TYPE * share, 1.1), 1.5 * LECTURE_TYPE)
        return replace(self, type_scale=scale, line_scale=LECTURE_LINES)

    def font(self, points: float = 10.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the type of the window, with figures of one width."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(points * self.type_scale)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def pale(self, color: QColor) -> QColor:
        """Return the colour of what lies after the cursor."""
        return mixed(color, self.card, 0.28)

    def pale_text(self, color: QColor) -> QColor:
        """Return the colour of words about what lies after the cursor, which are still read."""
        return mixed(color, self.card, 0.62)


def chosen_color(theme: Theme) -> QColor:
    """Return what lies behind the chosen entry of a list; ink is readable on it."""
    return mixed(theme.score, theme.card, 0.16)


def mixed(color: QColor, other: QColor, share: float) -> QColor:
    """Return `share` of one colour and the rest of the other, opaque."""
    one, two = np.array(color.getRgbF()), np.array(other.getRgbF())
    return QColor.fromRgbF(*(share * one + (1.0 - share) * two).tolist())


def _theme(name: str, **colors: str) -> Theme:
    return Theme(name, **{role: QColor(color) for role, color in colors.items()})


LIGHT = _theme(
    "light",
    score="#0b6fb5",
    weight="#b46000",
    estimate="#008763",
    exact="#b5488d",
    parameter="#6f42c1",
    negative="#c93f52",
    dynamics="#5c6672",
    background="#f4f5f7",
    card="#ffffff",
    line="#e1e4e8",
    ink="#1c2128",
    quiet="#5c6672",
    faint="#a9b1bb",
)
DARK = _theme(
    "dark",
    score="#5ab4e8",
    weight="#f0a93b",
    estimate="#2fbf8f",
    exact="#e08bc0",
    parameter="#c9a6ff",
    negative="#e0606f",
    dynamics="#9aa3af",
    background="#16181d",
    card="#1e2128",
    line="#2c313a",
    ink="#e8eaed",
    quiet="#9aa3af",
    faint="#5d6673",
)
THEMES = {"light": LIGHT, "dark": DARK}
PRINT = replace(LIGHT, name="print", background=LIGHT.card, ink=QColor("#000000"))  # for paper


def palette(theme: Theme) -> QPalette:
    """Return the palette of Qt's own widgets."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, color in {
        roles.Window: theme.background,
        roles.WindowText: theme.ink,
        roles.Base: theme.card,
        roles.AlternateBase: theme.background,
        roles.Text: theme.ink,
        roles.PlaceholderText: theme.faint,
        roles.Button: theme.card,
        roles.ButtonText: theme.ink,
        roles.ToolTipBase: theme.card,
        roles.ToolTipText: theme.ink,
        roles.Highlight: theme.score,
        roles.HighlightedText: theme.card,
        roles.Mid: theme.line,
    }.items():
        result.setColor(role, color)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.faint)
    return result
