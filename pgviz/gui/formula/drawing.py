"""A typeset formula in the theme's colours, and where its terms stand."""

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from pgviz.gui.formula.terms import Formula, terms_of
from pgviz.gui.formula.typeset import Typeset, term_id, typeset
from pgviz.gui.theme import Theme


class Drawing:
    """One formula, ready to be drawn at any size."""

    def __init__(self, formula: Typeset, theme: Theme) -> None:
        self._renderer = QSvgRenderer(QByteArray(formula.colored(theme)))
        self.box = self._renderer.viewBoxF()
        self._bounds = {
            term.name: self._renderer.boundsOnElement(term_id(index))
            for index, term in enumerate(terms_of(formula.formula))
            if term.name
        }

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw the formula over an area of its own proportions."""
        self._renderer.render(painter, area)

    def place(self, name: str, area: QRectF) -> QRectF:
        """Return where a term stands if the formula is drawn there; empty where there is none."""
        bounds = self._bounds.get(name)
        if bounds is None:
            return QRectF()
        scale = area.width() / self.box.width()
        corner = area.topLeft() + (bounds.topLeft() - self.box.topLeft()) * scale
        return QRectF(corner, bounds.size() * scale)


class Drawings:
    """Drawings by formula and theme, each made when it is first asked for."""

    def __init__(self) -> None:
        self._typeset: dict[Formula, Typeset] = {}
        self._drawings: dict[tuple[Formula, str], Drawing] = {}

    def of(self, formula: Formula, theme: Theme) -> Drawing:
        """Return the drawing of a formula; the first of each takes tens of milliseconds."""
        key = formula, theme.name
        if key not in self._drawings:
            self.prepare(formula)
            self._drawings[key] = Drawing(self._typeset[formula], theme)
        return self._drawings[key]

    def prepare(self, formula: Formula) -> None:
        """Typeset a formula ahead of its first drawing."""
        if formula not in self._typeset:
            self._typeset[formula] = typeset(formula)

    def is_ready(self, formula: Formula) -> bool:
        """Return whether a drawing costs no typesetting."""
        return formula in self._typeset
