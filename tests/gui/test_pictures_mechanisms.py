"""Mechanisms: drawn as Gymnasium defines them."""

import math

import gymnasium
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from pgviz.environments.beacon import Beacon
from pgviz.gui.pictures import cart_pole, mountain_car
from pgviz.gui.pictures.acrobot import GOAL, Acrobot, links
from pgviz.gui.pictures.beacon import ARENA, RADIUS
from pgviz.gui.pictures.cart_pole import CartPole
from pgviz.gui.pictures.catalogue import pictures_for
from pgviz.gui.pictures.mountain_car import MountainCar, height
from pgviz.gui.pictures.pendulum import MOST_TORQUE, Pendulum
from pgviz.gui.pictures.solids import paint_torque
from pgviz.gui.theme import DARK, LIGHT
from pgviz.gui.view import Pointer
from tests.gui.scenes import WORLDS, painted, scene_of
from tests.gui.showing import holds

ANGLES = [(0.0, 0.0), (0.7, -0.4), (2.5, 1.3), (-1.1, 3.0)]


def unwrapped(id):
    environment = gymnasium.make(id)
    try:
        return environment.unwrapped
    finally:
        environment.close()


@pytest.mark.parametrize(("first", "second"), ANGLES)
def test_acrobots_links_are_where_its_angles_put_them(first, second):
    observed = np.array([f(a) for a in (first, second) for f in (math.cos, math.sin)] + [0, 0])
    elbow, tip = links(observed)
    assert (elbow.x(), elbow.y()) == pytest.approx((math.sin(first), -math.cos(first)))
    expected = (
        math.sin(first) + math.sin(first + second),
        -math.cos(first) - math.cos(first + second),
    )
    assert (tip.x(), tip.y()) == pytest.approx(expected)


@pytest.mark.parametrize(("first", "second"), ANGLES)
def test_acrobot_ends_where_its_tip_is_above_the_line(first, second):
    environment = unwrapped("Acrobot-v1")
    environment.reset(seed=0)
    environment.state = np.array([first, second, 0.0, 0.0])
    observed, _, terminated, _, _ = environment.step(1)
    _, tip = links(observed)
    assert terminated == (tip.y() > GOAL)


def test_the_car_stands_on_gymnasiums_hill():
    for x in np.linspace(-1.2, 0.6, 7):
        drawn = unwrapped("MountainCar-v0")._height(x)  # noqa: SLF001 - known nowhere else
        assert height(x) == pytest.approx(drawn)


@pytest.mark.parametrize(
    ("id", "goal"), [("MountainCar-v0", 0.5), ("MountainCarContinuous-v0", 0.45)]
)
def test_the_flag_stands_at_the_goal(qtbot, id, goal):
    environment = unwrapped(id)
    assert environment.goal_position == goal
    assert (environment.min_position, environment.max_position) == (
        mountain_car.LEFT,
        mountain_car.RIGHT,
    )


def test_the_cart_has_gymnasiums_measures():
    environment = unwrapped("CartPole-v1")
    assert environment.x_threshold == cart_pole.TRACK
    assert environment.theta_threshold_radians == pytest.approx(cart_pole.FALLEN)
    assert 2.0 * environment.length == cart_pole.POLE


def test_the_pendulum_has_gymnasiums_torque():
    assert unwrapped("Pendulum-v1").max_torque == MOST_TORQUE


def test_the_beacon_is_drawn_as_large_as_it_is():
    environment = Beacon()
    assert environment.radius == RADIUS
    assert (environment.observation_space.low[0], environment.observation_space.high[0]) == ARENA


def canvas(mechanism, scale=40.0):
    """A painter in the mechanism's units, y upwards, and its image."""
    bounds = mechanism.bounds
    image = QImage(
        round(bounds.width() * scale), round(bounds.height() * scale), QImage.Format.Format_RGB888
    )
    image.fill(LIGHT.card)
    painter = QPainter(image)
    painter.scale(scale, -scale)
    painter.translate(-bounds.left(), -bounds.bottom())
    return painter, image


def test_a_pendulum_with_a_positive_angle_leans_to_the_left():
    pendulum = Pendulum()
    painter, image = canvas(pendulum)
    pendulum.paint_body(painter, np.array([math.cos(0.5), math.sin(0.5), 0.0]), LIGHT)
    place = painter.transform().map(QPointF(-0.7 * math.sin(0.5), 0.7 * math.cos(0.5)))
    painter.end()
    assert image.pixelColor(place.toPoint()) == LIGHT.weight


@pytest.mark.parametrize(("angle", "x"), [(0.3, 1.0), (-0.3, -1.0)])
def test_a_pole_leans_to_where_its_angle_points(angle, x):
    mechanism = CartPole()
    painter, image = canvas(mechanism)
    mechanism.paint_body(painter, np.array([x, 0.0, angle, 0.0]), LIGHT)
    place = painter.transform().map(QPointF(x + 0.8 * math.sin(angle), 0.8 * math.cos(angle)))
    painter.end()
    assert image.pixelColor(place.toPoint()) == LIGHT.weight


@pytest.mark.parametrize(
    ("mechanism", "state", "actions"),
    [
        (CartPole(), np.zeros(4), (0, 1)),
        (MountainCar(0.5), np.array([-0.5, 0.0]), (0, 2)),
        (MountainCar(0.45), np.array([-0.5, 0.0]), (np.array([-1.0]), np.array([1.0]))),
    ],
    ids=["cart", "car", "engine"],
)
def test_a_push_points_where_it_acts(mechanism, state, actions):
    middles = []
    for action in actions:
        painter, image = canvas(mechanism)
        mechanism.paint_action(painter, state, action, LIGHT)
        painter.end()
        columns = [
            x
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y) == LIGHT.score
        ]
        middles.append(np.mean(columns))
    center = (state[0] - mechanism.bounds.left()) * 40.0
    assert middles[0] < center < middles[1]


@pytest.mark.parametrize(("turn", "side"), [(1.0, -1), (-1.0, 1)])
def test_a_positive_torque_turns_counter_clockwise(turn, side):
    class Square:
        bounds = QRectF(-1.0, -1.0, 2.0, 2.0)

    painter, image = canvas(Square)
    paint_torque(painter, QPointF(0.0, 0.0), 0.6, turn, LIGHT.score)
    painter.end()
    weight = sum(
        1 if x > 40 else -1
        for x in range(80)
        for y in range(80)
        if image.pixelColor(x, y) == LIGHT.score
    )
    # The arc is symmetric about the top; its head stands at the end it turns to.
    assert np.sign(weight) == side


def test_where_nothing_pushes_no_arrow_is_drawn():
    acrobot = Acrobot()
    state = np.array([1.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    drawn = []
    for action in (0, 1, 2):
        painter, image = canvas(acrobot)
        acrobot.paint_action(painter, state, action, LIGHT)
        painter.end()
        drawn.append(
            any(image.pixelColor(x, y) == LIGHT.score for x in range(176) for y in range(176))
        )
    assert drawn == [True, False, True]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["cart", "pendulum", "acrobot", "car", "engine"])
def test_a_mechanism_shows_its_body_at_the_cursor_and_tells_its_state(qtbot, name, theme):
    example = WORLDS[name]()
    picture, plot = pictures_for(example.world)
    qtbot.addWidget(picture)
    qtbot.addWidget(plot)
    scene = scene_of(example.view(1, 5), theme)
    pixels = painted(picture, scene, (200, 160))
    assert holds(pixels, theme.weight)
    hit = picture.find(scene, QPointF(100.0, 80.0))
    assert hit.pointer == Pointer(1, 5)
    step = example.iteration.batch.offsets[1] + 5
    for value in example.iteration.batch.observations[step].tolist():
        assert repr(value).replace("-", "−") in hit.text


@pytest.mark.parametrize("name", ["cart", "pendulum", "acrobot", "car", "engine"])
def test_pointing_at_a_step_shows_the_mechanism_there(qtbot, name):
    example = WORLDS[name]()
    picture, plot = pictures_for(example.world)
    qtbot.addWidget(picture)
    qtbot.addWidget(plot)
    scene = scene_of(example.view(1))
    pixels = painted(picture, scene, (200, 160), 0, Pointer(2, 3))
    assert (pixels != painted(picture, scene, (200, 160))).any()
