"""What studies at a fixed θ come to: exact values, enumerations, and the spread of repetitions."""

from dataclasses import replace

import numpy as np
import pytest

from pgviz.environments import Draws, EnvironmentSpec, Purpose, make_world
from pgviz.environments.randomness import Aside
from pgviz.estimation.reference import Reference
from pgviz.policies.table import SoftmaxTable
from pgviz.training.gradient_study import state_at
from pgviz.training.hyperparameters import Hyperparameters
from pgviz.training.iteration import iterate
from pgviz.training.objective import exact_at
from pgviz.training.state import TrainerState, policy_for
from pgviz.training.studies.draws import MOST_KEPT, DrawsStudy, Target
from pgviz.training.studies.reference import ReferenceStudy
from tests.estimation.enumeration import all_paths, batch_of_paths, random_mdp
from tests.known_answers import two_logits
from tests.training.runs import bytes_of
from tests.training.worlds import world_of

TWO_STEP = EnvironmentSpec("pgviz/TwoStep-v0")
GRID = EnvironmentSpec("pgviz/GridWorld-v0")
CARTPOLE = EnvironmentSpec("CartPole-v1")
ONE_IN_A_THOUSAND = 3.29  # standard errors

# Whatever the user has chosen, the reference is one for ∇J.
ODD = {
    "return": "whole",
    "baseline": "mean",
    "standardise": True,
    "discount_weighting": False,
    "average": "steps",
    "mistake": "sign",
}


def last(partials):
    *_, partial = partials
    return partial.result


def at(world, theta=None, seed=1, **changes):
    """Return a state in a world and the hyperparameters, by key, with `return_` for return."""
    choices = Hyperparameters().changed({key.rstrip("_"): each for key, each in changes.items()})
    return state_at(world, choices, seed, theta), choices


def reference_of(world, state, choices, trajectories=2000, precision=0.0):
    study = ReferenceStudy(world.spec, state, choices, trajectories, precision)
    return last(study.partials(world))


def scores_of(world, seed, **changes):
    """Return how many standard errors J and each component of ∇J are off the exact ones."""
    theta = np.random.default_rng(seed).normal(size=len(at(world)[0].theta))
    state, choices = at(world, theta, seed, **changes)
    reference, exact = reference_of(world, state, choices), exact_at(state, choices, world)
    assert exact is not None
    off = np.append(reference.gradient - exact.gradient, reference.objective - exact.objective)
    error = np.append(reference.standard_error, reference.objective_error)
    return off[error > 0.0] / error[error > 0.0]


@pytest.mark.parametrize("discount", [1.0, 0.8])
@pytest.mark.parametrize("seed", range(4))
def test_a_reference_lies_around_the_exact_gradient_whatever_the_user_has_chosen(seed, discount):
    world = world_of(random_mdp(seed))
    scores = scores_of(world, seed, horizon=6, discount=discount, **ODD)
    assert len(scores) == 5
    assert np.abs(scores).max() < 5.0


def test_it_does_on_a_grid_with_a_goal_and_a_pit_too():
    scores = scores_of(make_world(GRID), 1, horizon=30, discount=0.9)
    assert len(scores) > 60
    assert np.abs(scores).max() < 5.0


@pytest.fixture(scope="module")
def repetitions():
    """References of 200 trajectories each, at the same θ with different seeds; and the exact ∇J."""
    world = world_of(random_mdp(5))
    theta = np.array([0.3, -0.4, -1.0, 0.8])
    runs = [at(world, theta, seed, horizon=5, discount=0.9) for seed in range(400)]
    exact = exact_at(*runs[0], world)
    return [reference_of(world, *run, trajectories=200) for run in runs], exact


def test_the_standard_error_is_the_spread_of_references(repetitions):
    references, _ = repetitions
    spread = np.std([each.gradient for each in references], axis=0, ddof=1)
    told = np.sqrt(np.mean([each.standard_error**2 for each in references], axis=0))
    # a standard deviation from n repetitions is itself known to 1/√(2n)
    assert spread == pytest.approx(told, rel=ONE_IN_A_THOUSAND / np.sqrt(2 * len(references)))


def test_so_is_that_of_the_objective(repetitions):
    references, _ = repetitions
    spread = np.std([each.objective for each in references], ddof=1)
    told = np.sqrt(np.mean([each.objective_error**2 for each in references]))
    assert spread == pytest.approx(told, rel=ONE_IN_A_THOUSAND / np.sqrt(2 * len(references)))


def test_references_have_no_bias(repetitions):
    references, exact = repetitions
    mean = np.mean([each.gradient for each in references], axis=0)
    error = np.sqrt(np.sum([each.standard_error**2 for each in references], axis=0))
    assert np.all(np.abs(mean - exact.gradient) < 4.0 * error / len(references))


def test_the_baseline_takes_away_the_spread_that_equal_returns_have():
    world = make_world(EnvironmentSpec("Acrobot-v1"))
    state, choices = at(world, horizon=10, hidden="4")
    reference = reference_of(world, state, choices, 100)  # every reward is −1
    assert reference.objective == -10.0
    assert reference.objective_error == 0.0
    without = choices.changed({"return": "to-go", "batch_size": 100})
    spread = np.linalg.norm(iterate(state, without, world).estimate.standard_error)
    assert np.linalg.norm(reference.standard_error) < 0.01 * spread
    world.close()


def test_it_ends_when_it_is_precise_enough():
    world = make_world(TWO_STEP)
    state, choices = at(world, two_logits(0.5), discount=0.5)
    reference = reference_of(world, state, choices, 100_000, precision=0.05)
    assert reference.trajectories < 100_000
    assert reference.relative_error < 0.05
    before = reference_of(world, state, choices, reference.trajectories - 100)
    assert before.relative_error >= 0.05


def test_an_enlarged_study_is_for_a_smaller_error():
    world = make_world(TWO_STEP)
    study = ReferenceStudy(TWO_STEP, *at(world), 1000, 0.1)
    assert study.enlarged().trajectories == 10_000
    assert study.enlarged().enlarged().precision == pytest.approx(0.01)


def test_progress_counts_the_trajectories_up_to_their_number():
    world = make_world(TWO_STEP)
    partials = list(ReferenceStudy(TWO_STEP, *at(world), 250, 0.0).partials(world))
    assert [partial.done for partial in partials] == [100, 200, 250]
    assert {partial.total for partial in partials} == {250}
    assert [partial.result.trajectories for partial in partials] == [100, 200, 250]


def test_a_network_that_allows_few_trajectories_at_once_is_served_all_the_same():
    world = make_world(CARTPOLE)
    choices = Hyperparameters(hidden=(700, 600), horizon=2)
    state = state_at(world, Hyperparameters(hidden=(2,), horizon=2), 1)
    state = replace(state, theta=np.zeros(policy_for(world, choices).size))
    partials = ReferenceStudy(CARTPOLE, state, choices, 20, 0.0).partials(world)
    assert [partial.done for partial in partials] == [10, 20]
    world.close()


@pytest.mark.parametrize("environment", [GRID, CARTPOLE])
def test_the_same_study_yields_the_same_bytes(environment):
    world = make_world(environment)
    state, choices = at(world, horizon=20, init_scale=0.5)
    for study in (
        ReferenceStudy(environment, state, choices, 300, 0.0),
        DrawsStudy(environment, state, choices, 5),
    ):
        one, same = (last(study.partials(world)) for _ in range(2))
        assert bytes_of(one) == bytes_of(same)
    world.close()


class Noting:
    """A world that notes which random numbers are asked of it."""

    def __init__(self, environment: EnvironmentSpec) -> None:
        self._world = make_world(environment)
        self.noted: list[Draws] = []

    def __getattr__(self, name: str):
        return getattr(self._world, name)

    def sample(self, act, width, draws, *rest):
        self.noted.append(draws)
        return self._world.sample(act, width, draws, *rest)


def test_studies_share_no_random_number_with_the_training_or_each_other():
    world = Noting(GRID)
    state, choices = at(world, horizon=5)
    for iteration in range(4):
        here = replace(state, iteration=iteration)
        iterate(here, choices, world)
        last(ReferenceStudy(GRID, here, choices, 300, 0.0).partials(world))
        last(DrawsStudy(GRID, here, choices, 3).partials(world))
    assert len(world.noted) == len(set(world.noted)) == 4 * (1 + 4 + 3)
    numbers = np.concatenate(
        [each.uniforms(purpose, 0, 0, 5).ravel() for each in world.noted for purpose in Purpose]
    )
    assert len(np.unique(numbers)) == len(numbers)


def test_a_short_list_of_words_is_no_other_list_with_a_key():
    """SeedSequence pads short entropy with zeros, so that a key of 0 words could coincide."""
    aside = [Draws(1, iteration, (kind, 0)) for kind in Aside for iteration in range(3)]
    plain = [Draws(seed, iteration) for seed in range(4) for iteration in range(-1, 4)]
    starts = [each.starts(0, 8) for each in aside + plain]
    assert len(np.unique(starts)) == 8 * len(starts)


def draws_of(world, state, choices, count=4000, **others):
    return last(DrawsStudy(world.spec, state, choices, count, **others).partials(world))


def test_the_share_that_points_away_is_the_probability_of_such_batches():
    world = make_world(TWO_STEP)
    state, choices = at(world, two_logits(0.7), batch_size=1, discount=0.9)
    exact, policy = exact_at(state, choices, world), policy_for(world, choices)
    probabilities = np.exp(policy.log_policy(state.theta, np.arange(1)))
    paths = all_paths(world.mdp, probabilities, choices.horizon)
    away = sum(p.probability for p in paths if points_away(world, policy, state, p, exact.gradient))
    assert 0.0 < away < 1.0
    moments = draws_of(world, state, choices, target=Target(exact.gradient)).moments
    error = moments.share_error(moments.wrong_direction_share)
    assert error == pytest.approx(np.sqrt(away * (1.0 - away) / 4000), rel=0.1)
    assert abs(moments.wrong_direction_share - away) < 4.0 * error


def points_away(world, policy: SoftmaxTable, state: TrainerState, path, gradient) -> bool:
    batch = batch_of_paths(world.mdp, path)
    score = policy.evaluate(state.theta, batch.observations, batch.actions).score
    return path.discounted(0.9) * (score.weighted_sum(np.ones(batch.steps)) @ gradient) <= 0.0


def test_the_bias_of_an_estimator_without_gamma_is_the_known_one():
    world = make_world(TWO_STEP)
    choices = {"discount": 0.9, "return_": "to-go", "discount_weighting": False}
    state, choices = at(world, two_logits(0.3), **choices)
    exact = exact_at(state, choices, world)
    draws = draws_of(world, state, choices, target=Target(exact.gradient))
    known = (1.0 - 1.2) * 0.3 * 0.7  # 1.0 p(1 − p) instead of 1.2 p(1 − p)
    assert abs(draws.bias[1] - known) < 4.0 * draws.bias_error[1]
    assert draws.bias[1] < -5.0 * draws.bias_error[1]


def test_the_error_of_a_reference_counts_in_that_of_the_bias():
    world = make_world(TWO_STEP)
    draws = draws_of(world, *at(world), count=9, target=Target(np.ones(2), np.full(2, 0.3)))
    assert draws.bias_error == pytest.approx(np.sqrt(draws.moments.variance / 9 + 0.3**2))
    assert draws.bias == pytest.approx(draws.gradients.mean(axis=0) - 1.0)


def test_draws_without_a_target_have_no_bias_and_no_wrong_direction():
    world = make_world(TWO_STEP)
    draws = draws_of(world, *at(world), count=3)
    assert draws.bias is draws.bias_error is draws.moments.wrong_direction_share is None
    assert draws.moments.directions is draws.points is None


def test_draws_are_seen_along_the_axes_they_are_asked_for():
    world, axes = make_world(TWO_STEP), np.array([[0.6, 0.8], [-0.8, 0.6]])
    partials = list(DrawsStudy(TWO_STEP, *at(world), 5, axes=axes).partials(world))
    assert [len(partial.result.points) for partial in partials] == [1, 2, 3, 4, 5]
    draws = partials[-1].result
    np.testing.assert_allclose(draws.points, draws.gradients @ axes.T, atol=1e-15)
    assert draws.moments.mean == pytest.approx(draws.gradients.mean(axis=0))
    assert not draws.points.flags.writeable
    assert not draws.gradients.flags.writeable


def test_too_many_numbers_are_not_kept():
    world, axes = make_world(TWO_STEP), np.eye(2)
    study = DrawsStudy(TWO_STEP, *at(world), MOST_KEPT // 2 + 1, axes=axes)
    draws = next(study.partials(world)).result
    assert draws.gradients is None
    assert draws.points.tolist() == [draws.moments.mean.tolist()]


def test_draws_under_a_learnt_baseline_keep_the_fit_of_their_iteration():
    world = make_world(CARTPOLE)
    state, choices = at(world, baseline="value", batch_size=4)
    state = iterate(state, choices, world).after
    draws = draws_of(world, state, choices, count=3)
    expected = [alone(world, state, choices, number) for number in range(3)]
    np.testing.assert_array_equal(draws.gradients, expected)
    world.close()


def alone(world, state, choices, number):
    """Return the draw of this number, made without those before it."""
    reseeded = Reseeded(world, Draws(state.seed, state.iteration, (Aside.DRAWS, number)))
    return iterate(state, choices, reseeded).estimate.gradient


class Reseeded(Noting):
    """A world that draws with other random numbers than it is asked to."""

    def __init__(self, world, draws: Draws) -> None:
        self._world, self._draws = world, draws

    def sample(self, act, width, draws, *rest):
        return self._world.sample(act, width, self._draws, *rest)


def test_a_reference_belongs_to_its_theta_and_objective():
    world = make_world(TWO_STEP)
    state, choices = at(world, discount=0.9)
    study = ReferenceStudy(TWO_STEP, state, choices)
    assert study.is_at(TWO_STEP, replace(state, iteration=7), choices.changed({"batch_size": 2}))
    assert study.is_at(TWO_STEP, state, choices.changed(ODD))
    assert not study.is_at(TWO_STEP, replace(state, theta=state.theta + 1e-9), choices)
    assert not study.is_at(TWO_STEP, state, choices.changed({"discount": 0.8}))
    assert not study.is_at(TWO_STEP, state, choices.changed({"horizon": 1}))
    assert not study.is_at(GRID, state, choices)


def test_draws_belong_to_their_estimator_too():
    world = make_world(TWO_STEP)
    state, choices = at(world)
    study = DrawsStudy(TWO_STEP, state, choices, 3)
    assert study.is_at(TWO_STEP, replace(state), choices)
    assert not study.is_at(TWO_STEP, state, choices.changed({"batch_size": 2}))


def test_a_relative_error_needs_a_direction():
    nothing = Reference(0.0, 0.1, np.zeros(2), np.ones(2), 10)
    assert nothing.relative_error is None
    assert replace(nothing, gradient=np.array([3.0, 4.0])).relative_error == np.sqrt(2.0) / 5.0
