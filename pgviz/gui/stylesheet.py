"""What Qt's own widgets wear: the parts of the look that a palette can't say."""

from pgviz.gui.theme import GAP, Theme, chosen_color, mixed


def stylesheet(theme: Theme) -> str:
    """Return the application's style sheet."""
    hover = mixed(theme.ink, theme.card, 0.06).name()
    pressed = mixed(theme.ink, theme.card, 0.12).name()
    chosen = chosen_color(theme).name()
    small = f"{8.5 * theme.type_scale}pt"
    return f"""
    QMainWindow::separator {{ width: {GAP}px; height: {GAP}px; background: transparent; }}
    QToolTip {{ background: {theme.card.name()}; color: {theme.ink.name()};
        border: 1px solid {theme.line.name()}; padding: 4px 6px; }}
    QToolBar {{ background: transparent; border: none; margin: 0; padding: {GAP // 2}px 0 0 0; }}
    QStatusBar {{ background: transparent; color: {theme.quiet.name()}; font-size: {small}; }}
    QStatusBar::item {{ border: none; }}
    QLineEdit, QComboBox {{ background: {theme.card.name()}; color: {theme.ink.name()};
        border: 1px solid {theme.line.name()}; border-radius: 6px; padding: 1px 6px;
        selection-background-color: {theme.score.name()}; }}
    QLineEdit:hover, QComboBox:hover {{ border-color: {theme.faint.name()}; }}
    QLineEdit:focus, QComboBox:focus {{ border-color: {theme.score.name()}; }}
    QLineEdit:disabled, QComboBox:disabled {{ color: {theme.faint.name()}; }}
    QLineEdit[refused="true"], QComboBox[alarm="true"] {{
        border-color: {theme.negative.name()}; }}
    QLabel[refusal="true"] {{ color: {theme.negative.name()}; }}
    QComboBox[alarm="true"] {{ color: {theme.negative.name()}; }}
    QComboBox {{ padding-right: 0; }}
    QComboBox::drop-down {{ border: none; width: 16px; }}
    QComboBox QAbstractItemView {{ background: {theme.card.name()};
        border: 1px solid {theme.line.name()}; outline: none; padding: 2px;
        selection-background-color: {chosen}; selection-color: {theme.ink.name()}; }}
    QToolButton, QPushButton {{ background: {theme.card.name()}; color: {theme.ink.name()};
        border: 1px solid {theme.line.name()}; border-radius: 6px; padding: 3px 8px; }}
    QToolButton:hover, QPushButton:hover {{ background: {hover}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {pressed}; }}
    QToolButton:focus, QPushButton:focus {{ border-color: {theme.score.name()}; }}
    QToolButton:checked {{ background: {chosen}; border-color: {theme.score.name()}; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {theme.faint.name()}; }}
    QToolButton[compact="true"] {{ padding: 3px 1px; }}
    QToolButton[autoRaise="true"] {{ border-color: transparent; background: transparent;
        padding: 0; }}
    QToolButton[autoRaise="true"]:hover {{ background: {hover}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton#run {{ background: {theme.estimate.name()}; color: {theme.card.name()};
        border: none; font-weight: 600; }}
    QPushButton#run:hover {{ background: {mixed(theme.estimate, theme.ink, 0.88).name()}; }}
    QPushButton#run:focus {{ border: 2px solid {mixed(theme.estimate, theme.ink, 0.6).name()}; }}
    QMenu {{ background: {theme.card.name()}; color: {theme.ink.name()};
        border: 1px solid {theme.line.name()}; padding: 4px; }}
    QMenu::item {{ padding: 4px 20px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {chosen}; }}
    QMenu::item:disabled {{ color: {theme.faint.name()}; }}
    QMenu::separator {{ height: 1px; background: {theme.line.name()}; margin: 4px 8px; }}
    QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.line.name()}; border-radius: 4px;
        min-height: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px;
        background: {theme.line.name()}; }}
    QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px;
        background: {theme.score.name()}; }}
    QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
        background: {theme.card.name()}; border: 1px solid {theme.faint.name()}; }}
    QSlider::handle:horizontal:focus {{ border-color: {theme.score.name()}; }}
    QProgressBar {{ background: {theme.line.name()}; border: none; border-radius: 2px; }}
    QProgressBar::chunk {{ background: {theme.score.name()}; border-radius: 2px; }}
    QListWidget {{ background: {theme.card.name()}; border: 1px solid {theme.line.name()};
        border-radius: 6px; outline: none; padding: 4px; }}
    QListWidget::item {{ padding: 3px; border-radius: 4px; }}
    QListWidget::item:selected {{ background: {chosen}; color: {theme.ink.name()}; }}
    QListWidget::indicator:unchecked {{ background: {theme.card.name()}; width: 11px; height: 11px;
        border: 1px solid {theme.faint.name()}; border-radius: 2px; }}
    QTabBar {{ qproperty-drawBase: 0; font-size: {small}; }}
    QTabBar::tab {{ background: transparent; color: {theme.quiet.name()};
        border: 1px solid {theme.line.name()}; border-radius: 6px; padding: 3px 10px;
        margin-right: 4px; margin-bottom: 4px; }}
    QTabBar::tab:hover {{ background: {hover}; }}
    QTabBar::tab:selected {{ background: {chosen}; color: {theme.ink.name()};
        border-color: {theme.score.name()}; }}
    QTabBar::tab:focus {{ border-color: {theme.score.name()}; }}
    """
