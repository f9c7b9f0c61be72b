"""The page behind every term of the derivation: true numbers, and sums that come out."""

import math

import numpy as np
import pytest

from pgviz.gui.derivation.material import Material, Nudge
from pgviz.gui.quantity import QUANTITIES
from pgviz.gui.topics.pages import TOPICS
from tests.estimation.enumeration import all_paths
from tests.gui.arithmetic import close, evaluated
from tests.gui.iterations import CASES, made

cases = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
TABLES = ("table", "one trajectory", "one step", "many trajectories")


def material(example, *selected):
    return Material.of(example.view(*selected), Nudge())


def line(page, name):
    (found,) = [line for line in page.lines if line.name == name]
    return found


def result(page, name):
    return line(page, name).result.value


def product_by_hand(example, trajectory):
    """μ(s₀) ∏ P(s'|s,a) π(a|s) step by step, from the tables."""
    mdp, batch = example.world.mdp, example.iteration.batch
    theta = example.iteration.before.theta.reshape(mdp.observations, mdp.actions)
    policy = np.exp(theta) / np.exp(theta).sum(axis=1, keepdims=True)
    states = [*batch.states[batch.slice(trajectory)], batch.last_states[trajectory]]
    chance = mdp.start[states[0]]
    steps = zip(states, batch.actions[batch.slice(trajectory)], states[1:], strict=False)
    for state, action, following in steps:
        alike = mdp.next_state[state, action] == following
        chance *= policy[mdp.observation[state], action]
        chance *= mdp.probability[state, action][alike].sum()
    return chance


def test_every_term_has_a_page():
    assert set(TOPICS) == set(QUANTITIES)


@cases
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_expression_is_its_result(case, quantity):
    for step in (None, 0):
        page = TOPICS[quantity](material(case(), 0, step))
        assert page.heading
        assert page.sentence.endswith(".")
        for line in page.lines:
            value = evaluated(line.parts)
            scale = 0.01 if str(line.result).endswith("%") else 1.0
            unknown = math.isnan(line.result.value)
            assert value is None or unknown or value == close(scale * line.result.value), line.name


@pytest.mark.parametrize("name", TABLES)
def test_the_probability_is_the_product_of_the_tables(name):
    example = CASES[name]()
    chance = product_by_hand(example, 0)
    assert result(TOPICS["probability"](material(example)), "P(τ;θ)") == close(chance)
    log = result(TOPICS["log-probability"](material(example)), "log P(τ;θ)")
    assert log == close(math.log(chance))


def test_what_the_world_keeps_to_itself_is_unknown_and_the_policy_is_not():
    example = CASES["network"]()
    page = TOPICS["probability"](material(example))
    assert str(line(page, "μ(s₀)").result) == "unknown"
    assert str(line(page, "P(τ;θ)").result) == "unknown"
    chosen = example.iteration.evaluation.log_probabilities[example.iteration.batch.slice(0)]
    assert result(page, "∏ π(a|s)") == close(np.prod(np.exp(chosen)))


def test_the_score_of_a_trajectory_is_the_slope_of_its_log_probability():
    example = CASES["table"]()
    chosen = material(example, 0, None, 3)
    theta, batch, run = chosen.theta, example.iteration.batch, example.iteration.batch.slice(0)
    shift = 1e-6 * np.eye(1, len(theta), 3)[0]
    up, down = (
        example.policy.evaluate(
            theta + sign * shift, batch.observations[run], batch.actions[run]
        ).log_probabilities.sum()
        for sign in (1.0, -1.0)
    )
    slope = (up - down) / 2e-6
    page = TOPICS["trajectory-score"](chosen)
    assert result(page, "∂log P(τ;θ)/∂θ") == pytest.approx(slope, abs=1e-7)
    change = result(TOPICS["probability-gradient"](chosen), "∂P(τ;θ)/∂θ")
    assert change == pytest.approx(product_by_hand(example, 0) * slope, rel=1e-6)


def test_j_and_its_gradient_are_the_sums_over_all_trajectories():
    example = made("pgviz/TwoStep-v0", batch_size=2, init_scale=1.0)
    theta, mdp = example.iteration.before.theta, example.world.mdp

    def objective(at):
        policy = (np.exp(at) / np.exp(at).sum())[None]
        return sum(path.probability * path.discounted(1.0) for path in all_paths(mdp, policy, 2))

    page = TOPICS["objective"](material(example))
    assert result(page, "Σ over all") == close(objective(theta))
    assert result(page, "J(θ)") == close(objective(theta))
    shift = np.array([0.0, 1e-5])
    slope = (objective(theta + shift) - objective(theta - shift)) / 2e-5
    page = TOPICS["gradient"](material(example, 0, None, 1))
    assert result(page, "Σ over all") == pytest.approx(slope, rel=1e-8)
    assert result(page, "∂J/∂θ") == pytest.approx(slope, rel=1e-8)


@pytest.mark.parametrize("quantity", ["objective", "gradient"])
def test_the_sum_comes_out_where_not_all_are_listed(quantity):
    page = TOPICS[quantity](material(CASES["table"]()))
    listed, rest, whole = (each.result.value for each in page.lines[-3:])
    assert listed + rest == close(whole)


def test_the_chances_of_a_policy_and_of_a_world_add_up_to_one():
    example = made("FrozenLake-v1", iterations=1, batch_size=2, init_scale=1.0)
    for quantity in ("policy", "dynamics"):
        page = TOPICS[quantity](material(example, 0, 1))
        assert sum(each.result.value for each in page.lines) == close(1.0)
        assert [each.note for each in page.lines].count(page.lines[0].note) == 1  # what happened


def test_many_first_states_are_summed_up():
    page = TOPICS["start"](material(CASES["many parameters"]()))
    assert page.lines[-1].name.endswith("other states")
    assert sum(each.result.value for each in page.lines) == close(1.0)


def test_a_return_is_its_rewards_and_has_no_slope():
    example = CASES["to-go"]()
    page = TOPICS["return"](material(example, 2, 1))
    batch = example.iteration.batch
    rewards = batch.rewards[batch.slice(2)]
    assert result(page, "R(τ)") == close(sum(0.9**t * r for t, r in enumerate(rewards)))
    assert result(page, "∂R(τ)/∂θ") == 0.0
    assert len(page.lines) > 2  # ψ is not R(τ) here
