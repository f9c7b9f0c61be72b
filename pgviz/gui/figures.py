"""The few figures one always wants, large: a value in its quantity's colour over its name."""

import math

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pgviz.gui.estimate.judgement import NOISE, Direction, degrees, direction, way_of
from pgviz.gui.estimate.target import Target, target_of
from pgviz.gui.figure import Figure
from pgviz.gui.format import count, exact, short
from pgviz.gui.preview import Preview
from pgviz.gui.theme import SPACE, Theme
from pgviz.gui.view import View
from pgviz.training.cursor import PHASES, Phase
from pgviz.training.iteration import Scalars

SPACINGS = 6 * SPACE, 3 * SPACE  # px between figures: where there is room, and where there isn't
NO_NOISE = "The trajectory gradients have no spread to compare ĝ with."


class Figures(QWidget):
    """Iteration and mean return; J and the angle of ĝ to ∇J, or how ĝ compares with its noise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._iteration = Figure(
            "ink", ("99\u202f999",) * 2, ("6 of 6: average", "iteration"), theme
        )
        self._objective = Figure("exact", ("\u22120.999",) * 2, ("J(θ) exact", "J exact"), theme)
        spread = "\u22120.999 ± 0.999", "\u22120.0999"
        self._return = Figure("weight", spread, ("mean return ± spread", "mean return"), theme)
        names = "∠(ĝ, ∇J), wrong direction", "wrong direction"
        self._angle = Figure("estimate", ("≈ 180°",) * 2, names, theme)
        self._norm = Figure("estimate", ("0.00999",) * 2, ("length of ĝ", "‖ĝ‖"), theme)
        self._noise = Figure("estimate", ("0.0999",) * 2, ("signal²/noise²",) * 2, theme)
        self._room = 0
        self._known = False  # whether ĝ is held against something
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for figure in (*self.all, self._objective, self._angle):
            layout.addWidget(figure)
        layout.insertWidget(1, self._objective)
        self._choose()

    @property
    def all(self) -> tuple[Figure, ...]:
        """The figures from left to right."""
        if self._known:
            return self._iteration, self._objective, self._return, self._angle
        return self._iteration, self._return, self._norm, self._noise

    def show_view(self, view: View) -> None:
        """Show the figures of an iteration, and how far its making has come."""
        scalars, target = view.iteration.scalars, target_of(view)
        self._show_iteration(scalars, view.cursor.phase)
        self._show_return(scalars, view.iteration.batch.size)
        if target is not None:
            self._show_objective(view)
            self._show_angle(view, target)
        else:
            self._show_noise(scalars)
        self._show_ahead(not view.is_averaged)
        self._know(target is not None)

    def show_preview(self, preview: Preview) -> None:
        """Show the figures of an iteration that is still to be made again: they are its own."""
        scalars = preview.scalars
        self._show_iteration(scalars, PHASES[-1])
        self._show_return(scalars, preview.trajectories)
        is_known = not math.isnan(scalars.objective)
        if is_known:
            self._show_exact_objective(scalars.objective)
            self._show_exact_angle(scalars.cosine)
        else:
            self._show_noise(scalars)
        self._show_ahead(False)
        self._know(is_known)

    def restyle(self, theme: Theme) -> None:
        for figure in self._every:
            figure.restyle(theme)
        self._choose()

    def fit(self, width: int) -> None:
        """Show as many figures as `width` px hold, the iteration always.

        They are worded in brief where not all of them fit otherwise; the first to be left out is
        the mean return where J is known, and else the noise.
        """
        self._room = width
        self._choose()

    @property
    def _every(self) -> tuple[Figure, ...]:
        return (
            self._iteration,
            self._objective,
            self._return,
            self._angle,
            self._norm,
            self._noise,
        )

    @property
    def _by_importance(self) -> tuple[Figure, ...]:
        if self._known:
            return self._iteration, self._objective, self._angle, self._return
        return self.all

    def _choose(self) -> None:
        brief = self._spaced_out()
        used, shown = 0, set[Figure]()
        for figure in self._by_importance:
            used += self._width(figure, brief)
            if shown and used > self._room:
                break
            shown.add(figure)
        for figure in self._every:
            figure.word(brief=figure in brief)
            figure.setVisible(figure in shown)

    def _spaced_out(self) -> frozenset[Figure]:
        """Leave as much between figures as there is room for; return those to word in brief."""
        for spacing in SPACINGS:
            self.layout().setSpacing(spacing)
            if not (brief := self._in_brief()):
                break
        return brief

    def _in_brief(self) -> frozenset[Figure]:
        """Return the figures that have to be worded in brief: as few as do, the return first."""
        order = self._return, *(figure for figure in self.all if figure is not self._return)
        for number in range(len(order) + 1):
            brief = frozenset(order[:number])
            if sum(self._width(figure, brief) for figure in self.all) <= self._room:
                return brief
        return frozenset(order)

    def _width(self, figure: Figure, brief: frozenset[Figure]) -> int:
        return figure.width_for(brief=figure in brief) + self.layout().spacing()

    def _know(self, known: bool) -> None:
        if known != self._known:
            self._known = known
            self._choose()

    def _show_iteration(self, scalars: Scalars, phase: Phase) -> None:
        number = f"{PHASES.index(phase) + 1} of {len(PHASES)}: {phase}"
        ended = phase == PHASES[-1]
        self._iteration.show_name("iteration" if ended else number, "" if ended else phase)
        self._iteration.show_value(count(scalars.iteration), f"iteration {scalars.iteration}")

    def _show_ahead(self, ahead: bool) -> None:
        """Have what is said of ĝ be pale, or no more."""
        for figure in (self._angle, self._norm, self._noise):
            figure.show_ahead(ahead=ahead)

    def _show_return(self, scalars: Scalars, trajectories: int) -> None:
        mean, spread = scalars.mean_return, scalars.std_return
        if trajectories == 1:
            self._return.show_name("return")
            self._return.show_value(short(mean), f"R(τ) of the one trajectory {exact(mean)}")
            return
        self._return.show_name("mean return ± spread", "mean return")
        tip = f"mean R(τ) {exact(mean)}, standard deviation over the trajectories {exact(spread)}"
        self._return.show_value(f"{short(mean)} ± {short(spread, 2)}", tip, short(mean))

    def _show_objective(self, view: View) -> None:
        known, reference = view.iteration.exact, view.reference
        if known is not None:
            self._show_exact_objective(known.objective)
        elif reference is not None:
            mean, error = reference.objective, reference.objective_error
            self._objective.reserve("≈ \u22120.999 ± 0.999", "≈ \u22120.0999")
            self._objective.show_name("J(θ) reference", "J reference")
            tip = (
                f"J(θ) ≈ {exact(mean)} ± {exact(error)} standard error, "
                f"from {count(reference.trajectories)} trajectories"
            )
            text = f"≈ {short(mean)} ± {short(error, 2)}"
            self._objective.show_value(text, tip, f"≈ {short(mean)}")

    def _show_angle(self, view: View, target: Target) -> None:
        gradient = view.iteration.estimate.gradient
        cosine, way = target.cosine_with(gradient), direction(gradient, target)
        if cosine is None or way is None:
            self._show_no_angle(target.symbol)
        else:
            about = "" if target.exact else "≈ "
            self._write_angle(cosine, way, target.symbol, about)

    def _show_exact_objective(self, objective: float) -> None:
        self._objective.reserve("\u22120.999")
        self._objective.show_name("J(θ) exact", "J exact")
        self._objective.show_value(short(objective), f"J(θ) = {exact(objective)}")

    def _show_exact_angle(self, cosine: float) -> None:
        if math.isnan(cosine):
            self._show_no_angle("∇J")
        else:
            self._write_angle(cosine, way_of(cosine), "∇J", "")

    def _show_no_angle(self, symbol: str) -> None:
        self._angle.show_name(f"∠(ĝ, {symbol})", "∠")
        self._angle.show_value("–", f"Where ĝ or {symbol} is 0 there is no angle.")

    def _write_angle(self, cosine: float, way: Direction, symbol: str, about: str) -> None:
        pair = f"(ĝ, {symbol})"
        self._angle.dye(way.role)
        self._angle.show_name(f"∠{pair}, {way.name}", way.name)
        tip = (
            f"∠{pair} = {exact(degrees(cosine))}°\n"
            f"cos{pair} = {exact(cosine)}: {way.full_name}\n{way.meaning}"
        )
        self._angle.show_value(f"{about}{degrees(cosine):.0f}°", tip)

    def _show_noise(self, scalars: Scalars) -> None:
        self._norm.show_value(short(scalars.gradient_norm), f"‖ĝ‖ = {exact(scalars.gradient_norm)}")
        noise = scalars.signal_to_noise
        tip = NO_NOISE if math.isnan(noise) else f"{NOISE}\n= {exact(noise)}"
        self._noise.show_value(short(noise, 2), tip)
