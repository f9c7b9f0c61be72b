"""Every sampled action is pushed up by all-positive rewards; the softmax makes them compete."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pgviz.gui.derivation.scenes.action_bars import ActionBars
from pgviz.gui.derivation.scenes.canvas import Canvas, Reading
from pgviz.gui.derivation.scenes.pushes_facts import Facts, facts_of
from pgviz.gui.format import count, exact
from pgviz.gui.theme import SPACE, Theme

NO_SOFTMAX = "This policy is a Gaussian: it has a mean to be moved, and no list of actions."
NO_PUSH = "Every weight ψ is 0 here: nothing is pushed."


class PushesScene(Canvas):
    """Three bars an action, which add up: its own samples, all others, the net."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName("What pushes each action's logit")

    def why_nothing(self) -> str:
        if self.material.iteration.evaluation.probabilities is None:
            return NO_SOFTMAX
        return "" if self.material.iteration.weights.factors.any() else NO_PUSH

    def arrange(self, area: QRectF) -> None:
        self.facts = facts_of(self.material)
        line = self.type(name=True, bold=True).height + SPACE / 2.0
        head = QRectF(area.left(), area.top(), area.width(), line)
        self.bars = ActionBars(area.adjusted(0.0, line, 0.0, 0.0), self.facts, self.theme)
        self.labels = [self.heading(head, *self._verdict), *self.bars.labels]
        self.readings = [
            Reading(self.bars.column(place), details(self.facts, action))
            for place, action in enumerate(self.bars.actions)
        ]

    def draw_marks(self, painter: QPainter) -> None:
        self.bars.draw(painter)

    @property
    def _verdict(self) -> tuple[str, ...]:
        facts, many = self.facts, len(self.facts.names)
        sampled, risen = count(facts.sampled), count(facts.risen)
        own = f"own samples lift {count(facts.risen_by_own)} of {sampled} sampled actions"
        net = f"in the end {risen} of {count(many)} rise{self._by_luck}"
        where = f"{facts.where}: " if facts.where else ""
        shown = len(self.bars.actions)
        cut = f" · {count(shown)} of {count(many)} shown" if shown < many else ""
        return f"{where}{own}; {net}{cut}", f"{where}{own}; {net}", f"{own}; {net}", net

    @property
    def _by_luck(self) -> str:
        """How many of those that rise would fall on average, where that is known."""
        lucky = self.facts.risen_by_luck
        return f", {count(lucky)} only by luck" if lucky else ""


def details(facts: Facts, action: int) -> str:
    """Return what pushes an action, all digits."""
    pushes, times = facts.pushes, int(facts.pushes.counts[action])
    lines = [
        f"{facts.names[action]}, taken {count(times)} times",
        f"pushed by its own samples: {exact(pushes.own[action])}",
        f"pushed by all others: {exact(pushes.others[action])}",
        f"net: {exact(pushes.net[action])}",
    ]
    if facts.target is not None:
        average = ", what the net is on average" if facts.unbiased else ""
        lines.append(f"∇J{average}: {exact(facts.target[action])}")
    if times:
        lines.append(f"mean return of its samples: {exact(pushes.mean_returns[action])}")
        lines.append(f"mean baseline of its samples: {exact(pushes.mean_baselines[action])}")
    return "\n".join(lines)
