"""Random numbers belong to a seed, an iteration, a purpose, a trajectory and a step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgviz.environments import Draws, Purpose
from pgviz.environments.randomness import BLOCK, normals
from pgviz.environments.step_uniforms import StepUniforms

SEEDS = st.integers(0, 2**63 - 1)


@given(SEEDS, st.integers(0, 10**6), st.integers(0, 50), st.integers(1, 9), st.integers(1, 5))
def test_a_row_depends_on_its_trajectory_alone(
    seed: int, iteration: int, first: int, count: int, width: int
) -> None:
    draws = Draws(seed, iteration)
    rows = draws.uniforms(Purpose.ACTIONS, 2, first, count, width)
    alone = [draws.uniforms(Purpose.ACTIONS, 2, first + i, 1, width)[0] for i in range(count)]
    assert rows.shape == (count, BLOCK, width)
    assert rows.tobytes() == np.array(alone).tobytes()


def test_every_key_has_a_stream_of_its_own() -> None:
    streams = [
        Draws(seed, iteration).uniforms(purpose, block, 0, 4).ravel()
        for seed in (0, 1)
        for iteration in (-1, 0, 1)
        for purpose in Purpose
        for block in (0, 1)
    ]
    numbers = np.concatenate(streams)
    assert len(np.unique(numbers)) == numbers.size
    error = 4.0 / np.sqrt(12.0 * numbers.size)
    assert abs(numbers.mean() - 0.5) < error


def test_seeds_are_those_of_the_starts() -> None:
    draws = Draws(4, 5)
    seeds = draws.seeds(10, 1000)
    assert seeds.min() >= 0
    assert seeds.max() < 2**31
    assert len(set(seeds.tolist())) == 1000
    assert draws.seeds(15, 2).tolist() == seeds[5:7].tolist()


def test_parameters_are_drawn_from_the_seed() -> None:
    one, same, other = (Draws(seed, -1).parameters().random(9) for seed in (3, 3, 4))
    assert one.tobytes() == same.tobytes()
    assert one.tobytes() != other.tobytes()


def test_normals_have_the_moments_of_the_standard_normal() -> None:
    sample = normals(np.random.default_rng(0).random((50_000, 4)))
    assert sample.shape == (50_000, 2)
    error = 4.0 / np.sqrt(sample.size)
    moments = [np.mean(sample**power) for power in (1, 2, 3, 4)]
    spreads = [1.0, 2.0, 15.0, 96.0]  # the variance of x, x², x³ and x⁴
    for moment, expected, variance in zip(moments, (0.0, 1.0, 0.0, 3.0), spreads, strict=True):
        assert abs(moment - expected) < error * np.sqrt(variance)
    assert abs(np.corrcoef(sample.T)[0, 1]) < error * np.sqrt(2.0)


@pytest.mark.parametrize("edge", [0.0, np.nextafter(1.0, 0.0)])
def test_normals_are_finite_at_the_edges(edge: float) -> None:
    assert np.isfinite(normals(np.array([edge, edge]))).all()


def test_normals_of_many_are_those_of_each() -> None:
    uniforms = np.random.default_rng(1).random((257, 2))
    alone = [normals(pair) for pair in uniforms]
    assert normals(uniforms).tobytes() == np.array(alone).tobytes()


@given(st.integers(0, 3 * BLOCK), st.integers(1, 3))
def test_the_numbers_of_a_step_are_those_of_its_block(step: int, width: int) -> None:
    draws, rows = Draws(8, 8), np.array([0, 2])
    numbers = StepUniforms(draws, Purpose.TRANSITIONS, 5, 3, width).at(step, rows)
    block = draws.uniforms(Purpose.TRANSITIONS, step // BLOCK, 5, 3, width)
    assert numbers.tolist() == block[rows, step % BLOCK].tolist()
