"""Numbers at the ends of what floats can hold are written, not stumbled over."""

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from pgviz.environments import EnvironmentSpec, make_world
from pgviz.environments.batch import freeze
from pgviz.estimation.directions import Share
from pgviz.gui.derivation.captions import line_captions
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.derivation.scenes.spread_drawing import draw_spread
from pgviz.gui.derivation.stages.nudge_probability import NudgeProbabilityStage
from pgviz.gui.estimate.frame import equal_scales
from pgviz.gui.panels.inspector import InspectorPanel
from pgviz.gui.quantity import Quantity
from pgviz.gui.scale import Scale
from pgviz.gui.theme import LIGHT
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.state import initial_state, policy_for
from tests.gui.iterations import Made
from tests.gui.showing import show

LARGEST = 709.7  # e to the power of more is no float


def made_at(environment, value, parameters, **choices):
    """Return an iteration at a θ of which some parameters have a value."""
    world = make_world(EnvironmentSpec(environment))
    chosen = Hyperparameters(**choices)
    before = initial_state(world, chosen, 1)
    theta = before.theta.copy()
    theta[parameters] = value
    iteration = iterate(replace(before, theta=freeze(theta)), chosen, world)
    return Made(world, policy_for(world, chosen), iteration)


def sharp():
    """Return trajectories of 100 steps with two densities of about e⁴ each."""
    return made_at("pgviz/Beacon-v0", -5.0, slice(-2, None), batch_size=2, horizon=100, hidden=(2,))


def decided():
    """Return trajectories of a policy that has no doubt left."""
    return made_at("pgviz/GridWorld-v0", 1e4, slice(0, None, 3), batch_size=2, horizon=5)


@pytest.mark.parametrize("epsilon", [0.0, 0.01, -0.01])
def test_a_product_of_densities_beyond_any_float_is_written_by_its_size(qtbot, epsilon):
    material = Material.of(sharp().view(), Nudge(epsilon=epsilon))
    assert material.factors.sums[2] > LARGEST
    picture = show(qtbot, NudgeProbabilityStage(LIGHT), material).picture
    product = next(part for part in picture.parts if part.quantity == "policy")
    growth = product.after.log - product.before.log
    assert product.change == (math.copysign(math.inf, growth) if epsilon else 0.0)
    assert "·10³" in product.before.text
    assert "·10³" in line_captions(material, LINES[0])["policy"].text


@pytest.mark.parametrize("example", [sharp, decided])
@pytest.mark.parametrize("quantity", get_args(Quantity))
def test_the_inspector_writes_what_is_infinite(qtbot, example, quantity):
    view = example().view(0, 0, 0)
    panel = show(qtbot, InspectorPanel(LIGHT), view)
    panel.show_view(replace(view, selected=replace(view.selected, quantity=quantity)))
    panel.grab()


def test_lengths_beyond_any_pixel_lie_in_the_outermost_bins(qtbot):
    lengths, halves = np.array([-1e300, 1e300]), np.array([0.5, 0.5])
    spread = Spread(1, "exact", lengths, halves, 0.0, 1.0, Share(0.5, 0.5), Share(0.0, 0.0))
    image = QImage(100, 40, QImage.Format.Format_RGB32)
    image.fill(LIGHT.card)
    with QPainter(image) as painter:
        row = QRectF(0.0, 0.0, 100.0, 40.0)
        draw_spread(painter, Scale(-1.0, 1.0, 0.0, 100.0), row, spread, LIGHT)
    filled = [column for column in range(100) if image.pixelColor(column, 36) != LIGHT.card]
    assert {0, 97} <= set(filled)
    assert not set(range(6, 94)) & set(filled)


@pytest.mark.parametrize("size", [0.0, 5e-324, 1e-310, 1.0, 1e139])
def test_one_unit_is_as_long_both_ways_whatever_the_range(size):
    across, up = equal_scales(QRectF(0.0, 0.0, 200.0, 100.0), (-size, size), (0.0, size))
    assert np.isfinite([across.unit, up.unit]).all()
    assert across.unit == pytest.approx(-up.unit)
    assert -1e-9 <= across.pixel(-size) <= across.pixel(size) <= 200.0 + 1e-9
