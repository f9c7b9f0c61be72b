"""What the lessons keep is computed anew for another run, whatever its iteration's number."""

import pytest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.derivation.scenes.baseline import BaselineScene
from pgviz.gui.derivation.scenes.bias import BiasStage
from pgviz.gui.derivation.scenes.discount import DiscountStage
from pgviz.gui.derivation.scenes.past import PastScene
from pgviz.gui.derivation.scenes.sample import SampleStage
from pgviz.gui.theme import LIGHT
from tests.gui.iterations import made
from tests.gui.showing import pixels, show


def other_runs():
    """Return the first iteration of two runs, at two θ."""
    settings = {"iterations": 1, "init_scale": 1.0, "horizon": 2}
    return [
        Material.of(made("pgviz/TwoStep-v0", seed=seed, **settings).view(), Nudge())
        for seed in (1, 2)
    ]


@pytest.mark.parametrize("kind", [BiasStage, DiscountStage, PastScene, SampleStage])
def test_another_run_with_the_same_number_is_shown(qtbot, kind):
    first, second = other_runs()
    stage, fresh = kind(LIGHT), kind(LIGHT)
    show(qtbot, stage, first, (560, 190))
    before = pixels(stage)
    stage.show_material(second)
    show(qtbot, fresh, second, (560, 190))
    assert (pixels(stage) == pixels(fresh)).all()
    assert (pixels(stage) != before).any()


def test_the_baseline_is_slid_over_the_batch_that_is_shown(qtbot):
    first, second = other_runs()
    stage = BaselineScene(LIGHT)
    show(qtbot, stage, first, (560, 190))
    kept = stage.picture.facts
    stage.show_material(second)
    assert stage.picture.facts is not kept
