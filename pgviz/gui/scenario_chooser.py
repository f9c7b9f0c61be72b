"""The drop-down of scenarios, each with a line that says what to look at."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pgviz.gui.drop_down import DropDown
from pgviz.gui.theme import SPACE, Theme, chosen_color
from pgviz.lessons.scenarios import Scenario

TIP = "Choose a world and settings that were tried on it  (Ctrl+Shift+O)"
Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole + 1
OTHER = "Another environment …"
OTHER_LINE = "Any Gymnasium id that is registered, or module:Id"


class TwoLines(QStyledItemDelegate):
    """Paints an entry as its title over its line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(self.theme.font(9.0))
        width = line.horizontalAdvance(index.data(LINE)) + 6 * SPACE
        title = QFontMetrics(self.theme.font(10.0))
        return QSize(width, title.height() + line.height() + 2 * SPACE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, chosen_color(self.theme))
        area = QRect(option.rect).adjusted(2 * SPACE, SPACE, -2 * SPACE, -SPACE)
        left = Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.theme.font(10.0, QFont.Weight.DemiBold))
        painter.setPen(self.theme.ink)
        painter.drawText(area, left | Qt.AlignmentFlag.AlignTop, index.data())
        painter.setFont(self.theme.font(9.0))
        painter.setPen(self.theme.quiet)
        painter.drawText(area, left | Qt.AlignmentFlag.AlignBottom, index.data(LINE))
        painter.restore()


class ScenarioChooser(DropDown):
    """Says which scenario the user wants; another environment is asked for by its id."""

    chosen = Signal(str)  # a scenario's name
    other_wanted = Signal()

    def __init__(self, scenarios: tuple[Scenario, ...], theme: Theme) -> None:
        super().__init__(theme)
        self._scenarios = scenarios
        self._lines = TwoLines(theme, self)
        self.setItemDelegate(self._lines)
        for scenario in scenarios:
            self.addItem(scenario.title)
            self.setItemData(self.count() - 1, scenario.summary, LINE)
        self.addItem(OTHER)
        self.setItemData(self.count() - 1, OTHER_LINE, LINE)
        self.setMaxVisibleItems(self.count())
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setAccessibleName("Scenario")
        self.activated.connect(self._choose)
        self._shown = 0
        self.restyle(theme)

    def show_scenario(self, name: str | None, title: str) -> None:
        """Show which scenario is open; `title` is that of a world that none has."""
        names = [scenario.name for scenario in self._scenarios]
        self._shown = names.index(name) if name in names else self.count() - 1
        self.setItemText(self.count() - 1, OTHER if name in names else title)
        self.setCurrentIndex(self._shown)
        text = self._scenarios[names.index(name)].text if name in names else title
        self.setToolTip(f"<p>{text}</p><p>{TIP}</p>")

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._lines.theme = theme
        self.setFont(theme.font(10.5, QFont.Weight.DemiBold))
        line = QFontMetrics(theme.font(9.0))
        widest = max(line.horizontalAdvance(scenario.summary) for scenario in self._scenarios)
        self.view().setMinimumWidth(widest + 8 * SPACE)

    def _choose(self, index: int) -> None:
        self.setCurrentIndex(self._shown)
        if index == self.count() - 1:
            self.other_wanted.emit()
        else:
            self.chosen.emit(self._scenarios[index].name)
