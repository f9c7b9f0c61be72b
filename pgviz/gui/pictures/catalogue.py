"""Which pictures show which world."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pgviz.environments.spaces import Box
from pgviz.environments.world import World
from pgviz.gui.pictures.acrobot import Acrobot
from pgviz.gui.pictures.bandit import BanditPicture
from pgviz.gui.pictures.beacon import BeaconPicture
from pgviz.gui.pictures.cart_pole import CartPole
from pgviz.gui.pictures.corridor import CorridorPicture
from pgviz.gui.pictures.drawing import Drawing
from pgviz.gui.pictures.frame import FramePicture
from pgviz.gui.pictures.geometric import GeometricPicture
from pgviz.gui.pictures.grid import GridPicture
from pgviz.gui.pictures.mechanism import Mechanism, MechanismPicture
from pgviz.gui.pictures.mountain_car import MountainCar
from pgviz.gui.pictures.pendulum import Pendulum
from pgviz.gui.pictures.phase_plot import TIME, PhasePlot
from pgviz.gui.pictures.taxi import TaxiPicture
from pgviz.gui.pictures.two_step import TwoStepPicture
from pgviz.gui.pictures.words import registered_id

Pictures = tuple[Drawing, ...]
Build = Callable[[World], Pictures]


def pictures_for(world: World) -> Pictures:
    """Return the pictures of a world, from left to right; its own frames where none is known."""
    return PICTURES.get(registered_id(world), _frames)(world)


def _grid(world: World) -> Pictures:
    assert world.layout is not None
    return (GridPicture(world.layout),)


def _taxi(world: World) -> Pictures:
    assert world.layout is not None
    return (TaxiPicture(world.layout),)


def _alone(picture: Callable[[], Drawing]) -> Build:
    return lambda world: (picture(),)


def _mechanism(make: Callable[[], Mechanism], dimensions: tuple[int, int]) -> Build:
    return lambda world: (MechanismPicture(make()), PhasePlot(world, dimensions))


def _frames(world: World) -> Pictures:
    several = isinstance(world.observations, Box) and world.observations.size > 1
    return FramePicture(), PhasePlot(world, (0, 1) if several else (TIME, 0))


PICTURES: Mapping[str, Build] = MappingProxyType(
    {
        "pgviz/GridWorld-v0": _grid,
        "pgviz/ShortCorridor-v0": _alone(CorridorPicture),
        "pgviz/TwoStep-v0": _alone(TwoStepPicture),
        "pgviz/Geometric-v0": _alone(GeometricPicture),
        "pgviz/Bandit-v0": _alone(BanditPicture),
        "pgviz/Beacon-v0": _alone(BeaconPicture),
        "FrozenLake-v1": _grid,
        "CliffWalking-v1": _grid,
        "Taxi-v4": _taxi,
        "CartPole-v1": _mechanism(CartPole, (0, 2)),
        "Pendulum-v1": _mechanism(Pendulum, (0, 2)),
        "Acrobot-v1": _mechanism(Acrobot, (0, 2)),
        "MountainCar-v0": _mechanism(lambda: MountainCar(0.5), (0, 1)),
        "MountainCarContinuous-v0": _mechanism(lambda: MountainCar(0.45), (0, 1)),
    }
)
