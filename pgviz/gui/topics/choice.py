"""Single factors of P(τ;θ): where the world began and went, and what the policy chose."""

import math

import numpy as np

from pgviz.environments.spaces import Discrete
from pgviz.environments.tabular import TabularMDP
from pgviz.gui.arithmetic.lines import Line, Number, Page, Parts, difference, plain
from pgviz.gui.derivation.material import Material
from pgviz.gui.topics.about import About
from pgviz.gui.topics.probability import UNKNOWN, WHY_UNKNOWN
from pgviz.policies.table import SoftmaxTable

MOST = 6  # states or actions that a page lists


def start_page(material: Material) -> Page:
    """Return μ: where trajectories begin."""
    about = About(material)
    return Page(
        heading=f"{about.name}, μ(s₀)",
        sentence="How likely each first state is. The world chooses it; θ has no say.",
        lines=_start_lines(about, material.world.mdp),
        pointer=about.pointer(0),
    )


def dynamics_page(material: Material) -> Page:
    """Return P(s'|s,a) at one step: where the world might have gone."""
    about = About(material)
    step = about.step
    return Page(
        heading=f"{about.name}, t = {step}: {about.action(step)} in {about.state(step)}",
        sentence="Where the world might have gone. θ is not in it, so its gradient is 0.",
        lines=_dynamics_lines(about, material.world.mdp),
        pointer=about.pointer(step),
    )


def policy_page(material: Material) -> Page:
    """Return π(·|s) at one step: what the policy might have chosen."""
    about = About(material)
    step = about.step
    lines = _softmax_lines(about) if about.is_softmax else _density_lines(about)
    return Page(
        heading=f"{about.name}, t = {step}, in {about.state(step)}: {about.action(step)} was taken",
        sentence="What the policy might have chosen: the only factors that move with θ.",
        lines=lines,
        pointer=about.pointer(step),
    )


def _start_lines(about: About, mdp: TabularMDP | None) -> tuple[Line, ...]:
    if mdp is None:
        return (Line("μ(s₀)", "dynamics", (), UNKNOWN, WHY_UNKNOWN, "sample"),)
    begun = about.state(0)
    order = sorted(np.flatnonzero(mdp.start), key=lambda state: mdp.state_names[state] != begun)
    lines = [
        _world_line(f"μ({mdp.state_names[s]})", mdp.start[s], mdp.state_names[s] == begun)
        for s in order[:MOST]
    ]
    return (*lines, *_others(len(order), float(mdp.start[order[MOST:]].sum())))


def _dynamics_lines(about: About, mdp: TabularMDP | None) -> tuple[Line, ...]:
    batch = about.material.iteration.batch
    if mdp is None or batch.states is None:
        return (Line("P(s'|s,a)", "dynamics", (), UNKNOWN, WHY_UNKNOWN, "sample"),)
    state, action = int(batch.states[about.flat]), int(batch.actions[about.flat])
    chances = np.bincount(mdp.next_state[state, action], mdp.probability[state, action], mdp.states)
    entered = about.state(about.step + 1)
    order = sorted(np.flatnonzero(chances), key=lambda s: mdp.state_names[s] != entered)
    given = f"{mdp.state_names[state]}, {about.action(about.step)}"
    lines = [
        _world_line(f"P({mdp.state_names[s]}|{given})", chances[s], mdp.state_names[s] == entered)
        for s in order[:MOST]
    ]
    return (*lines, *_others(len(order), float(chances[order[MOST:]].sum())))


def _world_line(name: str, chance: float, happened: bool) -> Line:
    result, note = plain(float(chance), "dynamics"), "this happened" if happened else ""
    return Line(name, "dynamics", (), result, note, "sample")


def _others(states: int, chance: float) -> tuple[Line, ...]:
    if states <= MOST:
        return ()
    name = f"{states - MOST} other states"
    return (Line(name, "dynamics", (), Number(chance, "dynamics"), "", "sample"),)


def _softmax_lines(about: About) -> tuple[Line, ...]:
    evaluation, actions = about.material.iteration.evaluation, about.material.world.actions
    assert evaluation.probabilities is not None
    assert isinstance(actions, Discrete)
    taken = int(about.material.iteration.batch.actions[about.flat])
    chances = evaluation.probabilities[about.flat]
    order = sorted(range(actions.n), key=lambda action: (action != taken, -chances[action]))
    given = about.state(about.step)
    return tuple(
        Line(
            name=f"π({actions.names[action]}|{given})",
            role="score",
            parts=_softmax_parts(about, action),
            result=Number(float(chances[action]), "score"),
            note="this was taken" if action == taken else "",
            phase="score",
        )
        for action in order[:MOST]
    )


def _softmax_parts(about: About, action: int) -> Parts:
    """Return exp θ over the sum of all exp θ of the observation; of a network nothing."""
    policy = about.material.policy
    if not isinstance(policy, SoftmaxTable):
        return ()
    observation = int(about.material.iteration.batch.observations[about.flat])
    theta = about.material.iteration.before.theta.reshape(-1, policy.actions.n)[observation]
    with np.errstate(over="ignore"):  # ∞ is what is written then
        sum_of_exponentials = float(np.exp(theta).sum())
    return "exp(", Number(float(theta[action]), "parameter"), ") / ", Number(sum_of_exponentials)


def _density_lines(about: About) -> tuple[Line, ...]:
    evaluation, batch = about.material.iteration.evaluation, about.material.iteration.batch
    assert evaluation.means is not None
    assert evaluation.deviations is not None
    rows = zip(
        np.atleast_1d(batch.actions[about.flat]),
        evaluation.means[about.flat],
        evaluation.deviations,
        strict=True,
    )
    names = about.material.world.actions.names
    lines = [
        _deviate_line(f"({name} − μ)/σ", Number(float(a)), Number(float(m), "score"), float(d))
        for name, (a, m, d) in zip(names, rows, strict=True)
    ]
    log = float(evaluation.log_probabilities[about.flat])
    density = Number(math.exp(log), "score")
    note = "a density: it may be above 1"
    return (*lines, Line("π(a|s)", "score", ("exp(", Number(log), ")"), density, note, "score"))


def _deviate_line(name: str, action: Number, mean: Number, deviation: float) -> Line:
    parts = ("(", *difference(action, mean), ") / ", Number(deviation, "score"))
    result = Number((action.value - mean.value) / deviation, "score")
    return Line(name, "score", parts, result, "how far out it lies", "score")
