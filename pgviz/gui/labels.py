"""Labels in the theme's type and colours."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel


def dress(label: QLabel, font: QFont, color: QColor) -> None:
    """Give a label its font and colour."""
    label.setFont(font)
    colors = QPalette(label.palette())
    colors.setColor(QPalette.ColorRole.WindowText, color)
    label.setPalette(colors)
