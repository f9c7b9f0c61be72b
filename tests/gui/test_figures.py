"""The large figures: J, mean return and the angle to ∇J, or how ĝ compares with its noise."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.estimation.exact import Exact
from pgviz.estimation.reference import Reference
from pgviz.gui.figures import Figures
from pgviz.gui.fonts import load_fonts
from pgviz.gui.format import exact, short
from pgviz.gui.theme import DARK, LIGHT
from pgviz.training.cursor import PHASES, Cursor
from tests.gui.iterations import CASES
from tests.gui.showing import holds, pixels


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp):
    load_fonts()


def shown(qtbot, view, width=2000, theme=LIGHT):
    figures = Figures(theme)
    qtbot.addWidget(figures)
    figures.fit(width)
    figures.show_view(view)
    figures.show()
    return figures


def visible(figures):
    return [(each.name, each.text) for each in figures.all if each.isVisibleTo(figures)]


def turned(factor):
    """A view whose ∇J is ĝ times a factor, less a little across it."""
    view = CASES["table"]().view()
    gradient = factor * view.iteration.estimate.gradient
    gradient[0] += 0.5 * np.linalg.norm(gradient)
    return replace(view, iteration=replace(view.iteration, exact=Exact(-1.25, gradient)))


def test_where_the_objective_is_known_it_and_the_angle_are_shown(qtbot):
    view = turned(2.0)
    estimate, known = view.iteration.estimate.gradient, view.iteration.exact.gradient
    cosine = estimate @ known / np.linalg.norm(estimate) / np.linalg.norm(known)
    figures = shown(qtbot, view)
    iteration, objective, _, angle = visible(figures)
    assert iteration == ("iteration", "19")
    assert objective == ("J(θ) exact", "−1.25")
    assert angle == ("∠(ĝ, ∇J), right direction", f"{np.degrees(np.arccos(cosine)):.0f}°")
    tip = figures.all[3].toolTip()
    assert exact(cosine)[:12] in tip
    assert exact(np.degrees(np.arccos(cosine)))[:12] in tip
    assert figures.all[1].toolTip() == "J(θ) = −1.25"


def test_a_wrong_direction_is_said_in_words(qtbot):
    name, text = visible(shown(qtbot, turned(-2.0)))[3]
    assert name == "∠(ĝ, ∇J), wrong direction"
    assert 90.0 < float(text.rstrip("°")) <= 180.0


def test_without_an_angle_there_is_no_direction(qtbot):
    figures = shown(qtbot, turned(0.0))
    name, text = visible(figures)[3]
    assert (name, text) == ("∠(ĝ, ∇J)", "–")
    assert "no angle" in figures.all[3].toolTip()


def test_where_nothing_is_known_the_noise_is_shown(qtbot):
    view = CASES["network"]().view()
    scalars = view.iteration.scalars
    figures = dict(visible(shown(qtbot, view)))
    assert list(figures) == ["iteration", "mean return ± spread", "length of ĝ", "signal²/noise²"]
    assert figures["length of ĝ"] == short(scalars.gradient_norm)
    assert figures["signal²/noise²"] == short(scalars.signal_to_noise, 2)


def test_a_reference_is_about_and_never_exact(qtbot):
    view = CASES["network"]().view()
    gradient = view.iteration.estimate.gradient
    reference = Reference(31.4, 0.29, gradient, 0.01 * np.abs(gradient), 10_000)
    figures = shown(qtbot, replace(view, reference=reference))
    _, objective, _, angle = visible(figures)
    assert objective == ("J(θ) reference", "≈ 31.4 ± 0.29")
    assert angle == ("∠(ĝ, reference), right direction", "≈ 0°")
    tips = [each.toolTip() for each in figures.all]
    assert "10\u202f000 trajectories" in tips[1]
    assert not any("∇J" in text or "exact" in text for text in [*tips, angle[0], objective[0]])


def test_a_reference_as_long_as_its_error_tells_no_direction(qtbot):
    view = CASES["network"]().view()
    gradient = view.iteration.estimate.gradient
    error = np.full_like(gradient, np.linalg.norm(gradient) / np.sqrt(len(gradient)))
    figures = shown(qtbot, replace(view, reference=Reference(31.4, 0.29, -gradient, error, 8)))
    assert visible(figures)[3] == ("∠(ĝ, reference), not resolved", "≈ 180°")
    assert "standard error" in figures.all[3].toolTip()


@pytest.mark.parametrize("theme", [LIGHT, DARK.for_lecture(1920, 1080)], ids=["plain", "lecture"])
@pytest.mark.parametrize("width", [0, 150, 250, 300, 400, 600, 900])
def test_as_many_as_fit_are_shown_the_iteration_always(qtbot, theme, width):
    width = round(width * theme.type_scale)
    figures = shown(qtbot, turned(-2.0), width, theme)
    kept = [each for each in figures.all if each.isVisibleTo(figures)]
    assert figures.all[0] in kept
    if len(kept) > 1:
        assert figures.minimumSizeHint().width() <= width
    if kept and len(kept) < 4:
        assert figures.all[2] not in kept  # the mean return can be seen in Learning as well


def test_another_world_changes_which_figures_there_are(qtbot):
    figures = shown(qtbot, turned(1.0), 700)
    figures.show_view(CASES["network"]().view())
    assert "length of ĝ" in dict(visible(figures))
    figures.show_view(turned(1.0))
    assert "J(θ) exact" in dict(visible(figures))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("phase", PHASES)
def test_what_is_said_of_the_estimate_is_pale_until_all_is_averaged(qtbot, theme, phase):
    for view in (turned(2.0), CASES["linear"]().view()):
        iteration = view.iteration
        cursor = Cursor(iteration.number, phase, iteration.batch.size - 1, 0)
        figures = shown(qtbot, replace(view, cursor=cursor), theme=theme)
        has_come = phase in ("average", "update")
        of_estimate = figures.all[3:] if iteration.exact is not None else figures.all[2:]
        for figure in of_estimate:
            assert holds(pixels(figure), theme.estimate) == has_come
            assert holds(pixels(figure), theme.pale_text(theme.estimate)) != has_come


def test_a_part_of_the_average_is_not_the_estimate_yet(qtbot):
    view = turned(2.0)
    first = Cursor(view.iteration.number, "average", 0, 0)
    figures = shown(qtbot, replace(view, cursor=first))
    assert not holds(pixels(figures.all[3]), LIGHT.estimate)
