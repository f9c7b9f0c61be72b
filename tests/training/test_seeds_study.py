"""Runs of other seeds are those that a plain loop makes, and their band is the textbook's."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from pgviz.environments import EnvironmentSpec, PgvizError, make_world
from pgviz.training.experiment import LARGEST_SEED, Experiment
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.studies.runner import StudyRunner
from pgviz.training.studies.seeds import Bundle, SeedRuns, SeedsStudy
from tests.training.faulty_worlds import faulty
from tests.training.runs import BOLDER, EXPERIMENT, GRID, PLAIN, SECONDS, plainly

SETTINGS = (0, PLAIN), (2, BOLDER)


def study(runs: int = 3, iterations: int = 4, environment: EnvironmentSpec = GRID) -> SeedsStudy:
    return SeedsStudy(environment, SETTINGS, 3, runs, iterations)


def results_of(study: SeedsStudy) -> Iterator[SeedRuns]:
    world = make_world(study.environment)
    for partial in study.partials(world):
        yield partial.result
    world.close()


def test_every_run_is_what_its_seed_makes_in_a_plain_loop() -> None:
    *_, result = results_of(study())
    assert result.seeds == (4, 5, 6)
    assert result.objective is not None
    for run, seed in enumerate(result.seeds):
        alone = list(plainly(replace(EXPERIMENT, seed=seed), 4, {2: BOLDER}))
        returns = [iteration.scalars.mean_return for iteration in alone]
        objectives = [iteration.scalars.objective for iteration in alone]
        assert result.mean_return.runs[:, run].tolist() == returns
        assert result.objective.runs[:, run].tolist() == objectives


def test_networks_begin_as_their_seed_has_it() -> None:
    wide = PLAIN.changed({"policy": "mlp", "hidden": "4", "init_scale": 1})
    cart_pole = EnvironmentSpec("CartPole-v1")
    *_, result = results_of(SeedsStudy(cart_pole, ((0, wide),), 3, 2, 2))
    assert result.objective is None
    for run, seed in enumerate(result.seeds):
        alone = plainly(Experiment(cart_pole, wide, seed), 2)
        expected = [iteration.scalars.mean_return for iteration in alone]
        assert result.mean_return.runs[:, run].tolist() == expected


def test_what_is_known_before_the_end_is_of_all_runs_and_stays() -> None:
    results = list(results_of(study(iterations=3)))
    whole = results[-1].mean_return.runs
    assert [result.mean_return.runs.shape for result in results] == [(1, 3), (2, 3), (3, 3)]
    assert all(np.array_equal(r.mean_return.runs, whole[: n + 1]) for n, r in enumerate(results))
    assert not any(result.mean_return.runs.flags.writeable for result in results)


def test_it_counts_the_iterations_of_all_runs() -> None:
    partials = list(study(runs=2, iterations=3).partials(make_world(GRID)))
    assert [(partial.done, partial.total) for partial in partials] == [(2, 6), (4, 6), (6, 6)]


def test_after_the_largest_seed_comes_the_least() -> None:
    assert replace(study(), seed=LARGEST_SEED - 1).seeds == (LARGEST_SEED, 0, 1)


def quantile(values: list[float], share: float) -> float:
    """Return the quantile of R's type 7 (Hyndman and Fan 1996): linear between two of them."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


@pytest.mark.parametrize("runs", [1, 2, 7, 10])
def test_the_median_and_the_band_are_quantiles_over_the_runs(runs: int) -> None:
    values = np.random.default_rng(runs).normal(size=(5, runs))
    bundle = Bundle(values)
    low, high = bundle.band
    for row, median, lowest, highest in zip(values.tolist(), bundle.median, low, high, strict=True):
        shares = (0.1, 0.5, 0.9)
        expected = [quantile(row, share) for share in shares]
        np.testing.assert_allclose([lowest, median, highest], expected, rtol=1e-12)


def test_it_is_of_a_run_as_long_as_that_is_made_as_it_is() -> None:
    iterations = list(plainly(EXPERIMENT, 4, {2: BOLDER}))
    whole = study()
    assert all(whole.is_at(GRID, each.before, each.hyperparameters) for each in iterations)
    assert not whole.is_at(GRID, iterations[3].before, PLAIN)
    assert not whole.is_at(GRID, iterations[1].before, BOLDER)
    other = EnvironmentSpec("CartPole-v1")
    assert not whole.is_at(other, iterations[0].before, PLAIN)


def test_in_the_background_it_has_the_same_bytes() -> None:
    *_, expected = results_of(study())
    with StudyRunner() as runner:
        runner.start(study())
        last = runner.wait_until(lambda snapshot: not snapshot.running, SECONDS)
    assert (last.done, last.total, last.message) == (12, 12, None)
    assert last.result.mean_return.runs.tobytes() == expected.mean_return.runs.tobytes()
    assert last.result.objective.runs.tobytes() == expected.objective.runs.tobytes()


def test_what_there_is_of_a_cancelled_one_is_kept() -> None:
    with StudyRunner() as runner:
        runner.start(study(iterations=1_000_000))
        runner.wait_until(lambda snapshot: snapshot.result is not None, SECONDS)
        runner.cancel()
        last = runner.wait_until(lambda snapshot: not snapshot.running, SECONDS)
    made = len(last.result.mean_return.runs)
    assert (last.done, last.message) == (3 * made, None)
    *_, expected = islice(results_of(study(iterations=made)), made)
    assert last.result.mean_return.runs.tobytes() == expected.mean_return.runs.tobytes()


def test_a_run_that_fails_is_named() -> None:
    world = make_world(faulty("not_a_number"))
    failing = SeedsStudy(world.spec, ((0, Hyperparameters(batch_size=2)),), 7, 2, 3)
    with pytest.raises(PgvizError, match=r"New luck: seed 8 failed at iteration 0: reward \("):
        list(failing.partials(world))
    world.close()
