"""A packed state is the same state again, whatever the optimiser and the baseline carry on."""

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec
from pgviz.training.experiment import Experiment
from pgviz.training.keyframes import Keyframes
from pgviz.training.packed_states import pack_state, unpack_state
from pgviz.training.packing import pack
from pgviz.training.state import TrainerState
from tests.training.runs import GRID, PLAIN, bytes_of, leaves, plainly

WORLDS = [GRID, EnvironmentSpec("CartPole-v1")]  # V is a table in the one, linear in the other


def states(environment: EnvironmentSpec, optimizer: str, baseline: str) -> list[TrainerState]:
    made_with = PLAIN.changed({"optimizer": optimizer, "baseline": baseline})
    return [each.before for each in plainly(Experiment(environment, made_with, seed=3), 3)]


@pytest.mark.parametrize("environment", WORLDS)
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("baseline", ["none", "value"])
def test_every_state_comes_back_byte_for_byte(
    environment: EnvironmentSpec, optimizer: str, baseline: str
) -> None:
    for state in states(environment, optimizer, baseline):
        again = unpack_state(pack_state(state))
        assert bytes_of(again) == bytes_of(state)
        assert shapes(again) == shapes(state)


def shapes(value: object) -> list[tuple[str, tuple[int, ...]]]:
    return [(path, leaf.shape) for path, leaf in leaves(value) if isinstance(leaf, np.ndarray)]


def test_what_comes_back_cannot_be_written_to() -> None:
    again = unpack_state(pack_state(states(WORLDS[1], "adam", "value")[-1]))
    assert not any(
        leaf.flags.writeable for _, leaf in leaves(again) if isinstance(leaf, np.ndarray)
    )


def test_many_states_fit_into_little() -> None:
    keyframes, made = Keyframes(), states(GRID, "sgd", "none")
    keyframes.add(made)
    assert keyframes.size / len(made) < made[0].theta.nbytes + 250
    assert len(pack_state(made[0])) < len(pack(made[0])) - 300
