"""Grids: paths, bars and labels where the world has its cells."""

import gymnasium
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor

from pgviz.gui.pictures.catalogue import pictures_for
from pgviz.gui.pictures.grid_frame import GridFrame
from pgviz.gui.pictures.grid_labels import cell_labels, entering_reward, named_reward
from pgviz.gui.pictures.policy_arrows import LONGEST
from pgviz.gui.pictures.taxi import CELLS
from pgviz.gui.theme import DARK, LIGHT, mixed
from pgviz.gui.view import Pointer
from tests.gui.iterations import made
from tests.gui.scenes import WORLDS, painted, scene_of, states_of
from tests.gui.showing import color_at

SIZE = (400, 300)
GRIDS = pytest.mark.parametrize("name", ["grid", "lake", "cliff", "taxi"])


def picture_of(qtbot, example):
    (picture,) = pictures_for(example.world)
    qtbot.addWidget(picture)
    return picture


def frame_of(example, size=SIZE, theme=LIGHT):
    return GridFrame.fit(example.world.layout, QRectF(0.0, 0.0, *size), theme)


def probabilities_of(example, state):
    """π(·|s) by the softmax of the table's row, in plain numpy."""
    row = example.iteration.before.theta.reshape(-1, example.world.actions.n)[state]
    return np.exp(row) / np.exp(row).sum()


@GRIDS
def test_a_path_runs_through_the_cells_of_its_states(qtbot, name):
    example = WORLDS[name]()
    picture, scene, frame = picture_of(qtbot, example), scene_of(example.view()), frame_of(example)
    painted(picture, scene, SIZE)
    for trajectory in range(example.iteration.batch.size):
        strands = picture.strands(scene, scene.path(trajectory))
        for time, state in enumerate(states_of(example, trajectory)):
            place = strands.where(trajectory, time)
            assert frame.cell_at(place) == example.world.layout.cells[state]


def test_a_fall_leads_into_the_cliff_and_breaks_off(qtbot):
    example = WORLDS["cliff"]()
    picture, scene, frame = picture_of(qtbot, example), scene_of(example.view()), frame_of(example)
    painted(picture, scene, SIZE)
    batch = example.iteration.batch
    fell = np.flatnonzero((batch.rewards == -100.0) & (batch.states != 36))
    assert len(fell)
    for step in fell.tolist():
        trajectory, time = int(batch.trajectory_of[step]), int(batch.times[step])
        strands = picture.strands(scene, scene.path(trajectory))
        above, below = np.flatnonzero(strands.times == time)[:2]
        cell = frame.cell_at(QPointF(*strands.points[below]))
        assert cell in example.world.layout.pits
        assert strands.joined[above]
        assert not strands.joined[below]


def apart(one, other):
    """Return how far two colours are from each other."""
    return float(np.linalg.norm(np.subtract(one.getRgb(), other.getRgb())))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_an_arrow_is_as_long_as_its_action_is_probable(qtbot, theme):
    example = made("pgviz/GridWorld-v0", batch_size=1, horizon=1, init_scale=1.0)
    picture, scene = picture_of(qtbot, example), scene_of(example.view(), theme)
    pixels, frame = painted(picture, scene, SIZE, 0), frame_of(example, theme=theme)
    arrow = mixed(theme.score, theme.card, 0.85)
    for cell in (10, 15, 16, 22, 23):  # far from the only path
        center = frame.rectangle(cell).center()
        for probability, way in zip(
            probabilities_of(example, cell), [(0, -1), (1, 0), (0, 1), (-1, 0)], strict=True
        ):
            length = probability * LONGEST * frame.side
            for distance, inside in ((length - 3.0, True), (length + 1.5, False)):
                place = (center + QPointF(*way) * float(distance)).toPoint()
                if distance > 6.0:  # beside the other arrows' heads
                    color = QColor(color_at(pixels, place))
                    assert (apart(color, arrow) < apart(color, theme.card)) is inside


def test_pointing_at_a_cell_gives_exact_probabilities_and_the_parameter(qtbot):
    example = made("pgviz/GridWorld-v0", batch_size=1, horizon=1, init_scale=1.0)
    picture, scene = picture_of(qtbot, example), scene_of(example.view())
    painted(picture, scene, SIZE)
    right_of_center = frame_of(example).rectangle(22).center() + QPointF(9.0, 2.0)
    hit = picture.find(scene, right_of_center)
    assert hit.pointer == Pointer(parameter=22 * 4 + 1)
    lines = hit.text.split("\n")
    assert lines[0] == "s = c5"
    shown = [float(line.split("= ")[1]) for line in lines[1:]]
    np.testing.assert_allclose(shown, probabilities_of(example, 22), rtol=1e-14)


def test_a_wall_has_nothing_to_tell(qtbot):
    example = made("pgviz/GridWorld-v0", batch_size=1, horizon=1)
    picture, scene = picture_of(qtbot, example), scene_of(example.view())
    painted(picture, scene, SIZE)
    assert picture.find(scene, frame_of(example).rectangle(6).center()) is None
    assert picture.find(scene, QPointF(1.0, 1.0)) is None


def test_pointing_at_a_parameter_frames_its_cell(qtbot):
    example = WORLDS["grid"]()
    picture, scene = picture_of(qtbot, example), scene_of(example.view())
    pixels = painted(picture, scene, SIZE, 0, Pointer(parameter=16 * 4 + 2))
    edge = frame_of(example).rectangle(16).topLeft().toPoint() + QPoint(0, 8)
    assert color_at(pixels, edge) == LIGHT.parameter.name()


def test_a_network_has_no_parameter_of_a_cell(qtbot):
    example = made("pgviz/GridWorld-v0", batch_size=1, horizon=1, policy="mlp", hidden="3")
    picture, scene = picture_of(qtbot, example), scene_of(example.view())
    plain = painted(picture, scene, SIZE)
    np.testing.assert_array_equal(painted(picture, scene, SIZE, 0, Pointer(parameter=3)), plain)
    hit = picture.find(scene, frame_of(example).rectangle(22).center())
    assert hit.pointer == Pointer()
    assert "π(↑|s) = 0.25" in hit.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grid", {0: "start", 24: "goal +1", 17: "pit −1"}),
        ("lake", {0: "start", 15: "goal +1", 5: "hole", 7: "hole", 11: "hole", 12: "hole"}),
        ("cliff", {36: "start", 47: "goal −1", 37: "cliff −100"}),
    ],
)
def test_cells_say_what_they_are_and_pay(name, said):
    example = WORLDS[name]()
    frame = frame_of(example)
    labels = list(cell_labels(scene_of(example.view()), frame))
    found = {frame.cell_at(area.topLeft() + QPointF(1, 1)): texts[0] for area, texts in labels}
    assert found == said


def test_what_a_cell_pays_is_read_off_the_dynamics():
    example = WORLDS["grid"]()
    assert entering_reward(example.world.mdp, 24) == 1.0
    assert entering_reward(example.world.mdp, 17) == -1.0
    assert entering_reward(example.world.mdp, 6) == 0.0


def test_the_shortest_way_to_name_a_reward_is_its_sign():
    assert named_reward("pit", -1.0) == ("pit −1", "pit", "−1", "−")
    assert named_reward("hole", 0.0) == ("hole",)


@GRIDS
def test_all_cells_lie_within_the_picture(name):
    for size in [(400, 300), (200, 90), (60, 300), (10, 10), (1, 1)]:
        frame = frame_of(WORLDS[name](), size)
        whole = QRectF(0.0, 0.0, *size).adjusted(-0.5, -0.5, 0.5, 0.5)
        assert whole.contains(frame.area.topLeft())
        assert whole.contains(frame.area.bottomRight())
        assert frame.side == int(frame.side)


def test_the_taxis_bars_are_those_of_its_errand(qtbot):
    example = WORLDS["taxi"]()
    environment = gymnasium.make("Taxi-v4").unwrapped
    for step in (0, 7, 30):
        scene = scene_of(example.view(2, step))
        state = states_of(example, 2)[step]
        _, _, passenger, destination = environment.decode(state)
        picture = picture_of(qtbot, example)
        for cell, shown in enumerate(picture.states(scene).tolist()):
            decoded = tuple(environment.decode(shown))
            assert decoded == (*divmod(cell, 5), passenger, destination)
    environment.close()


def test_the_taxis_stops_are_where_gymnasium_has_them():
    environment = gymnasium.make("Taxi-v4").unwrapped
    assert [row * 5 + column for row, column in environment.locs] == list(CELLS)
    environment.close()


def test_the_taxis_labels_say_who_waits_and_where_to(qtbot):
    example = WORLDS["taxi"]()
    environment = gymnasium.make("Taxi-v4").unwrapped
    picture, scene = picture_of(qtbot, example), scene_of(example.view(0, 0))
    _, _, passenger, destination = environment.decode(states_of(example, 0)[0])
    environment.close()
    painted(picture, scene, SIZE)
    longest = [texts[0] for _, texts in picture.labels(scene)]
    assert longest[passenger] == f"{'RGYB'[passenger]} passenger"
    assert longest[destination] == f"{'RGYB'[destination]} goal"
