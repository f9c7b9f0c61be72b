"""What is said of trajectories."""

import numpy as np
import pytest

from pgviz.environments.spaces import Box
from pgviz.gui.pictures.directions import initials, symbol, symbols, vector
from pgviz.gui.pictures.words import (
    brief,
    component_names,
    ending,
    place_text,
    subtitle,
    trajectory_name,
)
from pgviz.training.cursor import Cursor
from tests.gui.iterations import made
from tests.gui.scenes import WORLDS, scene_of


def ends_where(example, condition):
    return int(np.flatnonzero(condition(example.iteration.batch))[0])


def test_trajectories_are_counted_from_1():
    assert [trajectory_name(index) for index in (0, 9, 255)] == ["τ⁽¹⁾", "τ⁽¹⁰⁾", "τ⁽²⁵⁶⁾"]


def test_a_reward_has_its_sign_and_no_idle_digits():
    texts = {1.0: "+1", -0.1: "−0.1", -100.0: "−100", 2.5: "+2.5", 0.0: "0"}
    texts |= {-2 / 3: "−0.667", 1e-7: "+1.00·10⁻⁷"}
    assert {value: brief(value) for value in texts} == texts


def test_the_goal_of_a_grid_ends_a_trajectory_by_name():
    example = WORLDS["grid"]()
    trajectory = ends_where(example, lambda batch: batch.last_states == 24)
    length = example.iteration.batch.lengths[trajectory]
    said = ending(scene_of(example.view()), trajectory)
    assert said == f"ends at the goal after {length} steps"


def test_a_hole_ends_a_trajectory_by_name():
    example = WORLDS["lake"]()
    trajectory = ends_where(example, lambda batch: np.isin(batch.last_states, [5, 7, 11, 12]))
    assert ending(scene_of(example.view()), trajectory).startswith("ends in a hole after")


def test_a_cut_by_the_horizon_says_so():
    example = made("CliffWalking-v1", horizon=7, batch_size=1)
    assert ending(scene_of(example.view()), 0) == "cut at H = 7"


def test_a_cut_by_the_world_says_so():
    example = made("Pendulum-v1", hidden="none", horizon=500, batch_size=1, iterations=1)
    assert ending(scene_of(example.view()), 0) == "cut at the world’s limit of 200 steps"


def test_the_subtitle_says_which_and_how():
    example = made("pgviz/TwoStep-v0", batch_size=3)
    said = subtitle(scene_of(example.view(1)))
    assert said == "3 sampled · τ⁽²⁾ ends after 2 steps"


@pytest.mark.parametrize(
    ("trajectory", "said"),
    [
        (0, "2 of 3 sampled · τ⁽¹⁾ ends after 2 steps"),
        (1, "2 of 3 sampled · τ⁽²⁾ 1 step so far"),
        (2, "2 of 3 sampled · τ⁽³⁾ not sampled yet"),
    ],
)
def test_the_subtitle_follows_the_sampling(trajectory, said):
    example = made("pgviz/TwoStep-v0", batch_size=3)
    view = example.view(trajectory, cursor=Cursor(1, "sample", 1, 0))
    assert subtitle(scene_of(view)) == said


def test_a_place_has_all_digits():
    example = made("CartPole-v1", hidden="4", horizon=60)
    batch = example.iteration.batch
    text = place_text(scene_of(example.view()), 3, 2)
    step = batch.offsets[3] + 2
    for value in batch.observations[step].tolist():
        assert f"= {value!r}".replace("-", "−") in text
    assert ("→ right", "← left")[int(batch.actions[step] == 0)] in text
    assert f"R(τ) = {batch.lengths[3]}.0" in text


def test_the_last_place_has_no_action():
    example = WORLDS["two steps"]()
    text = place_text(scene_of(example.view()), 0, 2)
    assert "s = end" in text
    assert "a =" not in text


def test_directions_are_arrows_that_point_where_they_say():
    names = ("up", "right", "down", "left", "north", "east", "south", "west")
    assert "".join(map(symbol, names)) == "↑→↓←" * 2
    assert [vector(name) for name in names] == [(0, -1), (1, 0), (0, 1), (-1, 0)] * 2
    assert vector("coast") is None


def test_actions_lose_the_words_they_share():
    assert symbols(("torque -1", "torque 0", "torque +1")) == ("−1", "0", "+1")
    assert symbols(("action 0", "action 1")) == ("0", "1")
    assert symbols(("end", "stay")) == ("end", "stay")
    assert symbols(("pull",)) == ("pull",)


def test_initials_are_taken_only_where_they_tell_actions_apart():
    assert initials(("left", "coast", "right")) == ("←", "C", "→")
    assert initials(("stay", "stop")) == ("stay", "stop")


def test_numbers_without_a_name_are_called_by_their_place():
    space = Box(2, ("0", "speed"), (0.0, 0.0), (1.0, 1.0))
    assert component_names(space) == ("observation 0", "speed")
