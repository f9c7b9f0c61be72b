"""Answers in closed form: the short corridor, stay or end, and two steps."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from pgviz.estimation.exact import Exact, evaluate, exact_gradient, occupancies
from pgviz.verification.known_answers import answers, rounding, two_logits
from pgviz.verification.outcome import Case, Comparison, numbers, vectors
from pgviz.verification.trajectories import enumerate_task
from pgviz.verification.worlds import Setting, Task

HORIZON = 2000  # long enough that no digit of these answers depends on it
CORRIDOR, GEOMETRIC, TWO_STEP = "short_corridor", "geometric", "two_step"
WORLDS = {CORRIDOR: "ShortCorridor", GEOMETRIC: "Geometric", TWO_STEP: "TwoStep"}
CHANCES = (0.1, 0.5, 0.8)  # of action 1 on two steps


def corridor_cases() -> tuple[Case, ...]:
    """Return every answer about the short corridor."""
    optimum, published = (answers(CORRIDOR)[key] for key in ("optimum", "published"))
    greedy = published["epsilon_greedy_0.1"]
    return (
        *_row_cases(CORRIDOR, "p", {"J": _objective, "gradient": _gradient, "V": _values}),
        Case("J at its optimum", partial(_near, optimum["p"], optimum["J"], 1e-6)),
        Case("∇J at the optimum", partial(_flat, optimum["p"])),
        Case("J at p = 0.59, as published", partial(_near, published["p"], published["J"], 0.1)),
        Case("J, right but for ε, as published", partial(_near, 0.95, greedy["right"], 0.5)),
        Case("J, left but for ε, as published", partial(_near, 0.05, greedy["left"], 0.5)),
    )


def geometric_cases() -> tuple[Case, ...]:
    """Return every answer about the world that is stayed in or ended."""
    return _row_cases(GEOMETRIC, "q", {"J": _objective, "gradient": _gradient_by_chance})


def two_step_cases() -> tuple[Case, ...]:
    """Return every answer about two steps, at several probabilities of action 1."""
    return tuple(
        Case(f"{subject}, p = {p}", partial(compare, p))
        for p, (subject, compare) in product(CHANCES, TWO_STEP_PARTS.items())
    )


def exact_at(key: str, probability: float, discount: float = 1.0) -> Exact:
    """Return J and ∇J of the world where action 1 has this probability."""
    task = task_of(key, discount)
    theta = two_logits(probability)
    return exact_gradient(task.mdp, task.policy, theta, task.discount, task.horizon)


def task_of(key: str, discount: float = 1.0) -> Task:
    """Return the world that an answer is about, with a horizon that changes none of its digits."""
    return Setting(f"pgviz/{WORLDS[key]}-v0", discount, HORIZON).task()


Row = Mapping[str, Any]
"""Answers at one probability, by their names."""


def _row_cases(
    key: str, letter: str, parts: Mapping[str, Callable[[str, float, Any], Comparison]]
) -> tuple[Case, ...]:
    """Return a case for every number of every row that one of the parts is about."""
    return tuple(
        Case(
            f"{name}, {letter} = {row[letter]}", partial(_row, parts[name], key, row[letter], known)
        )
        for row in answers(key)["rows"]
        for name, known in row.items()
        if name in parts
    )


def _row(
    compare: Callable[[str, float, Any], Comparison],
    key: str,
    probability: float,
    known: Any,
    mistake: str,
) -> Comparison:
    # No mistake of the menu is made in the exact values.
    return compare(key, probability, known)


def _objective(key: str, probability: float, known: float) -> Comparison:
    ours = exact_at(key, probability).objective
    return numbers(ours, known, answers(key)["source"], rounding(known))


def _gradient(key: str, probability: float, known: float) -> Comparison:
    ours = exact_at(key, probability).gradient[1]
    return numbers(ours, known, answers(key)["source"], rounding(known))


def _gradient_by_chance(key: str, probability: float, known: float) -> Comparison:
    """Compare the derivative by q itself: that by its logit is q(1 − q) times as large."""
    ours = exact_at(key, probability).gradient[1] / (probability * (1.0 - probability))
    return numbers(ours, known, answers(key)["source"], rounding(known))


def _values(key: str, probability: float, known: list[float]) -> Comparison:
    mdp = task_of(key).mdp
    chances = np.tile([1.0 - probability, probability], (mdp.states, 1))
    ours, _ = evaluate(mdp, chances, 1.0, occupancies(mdp, chances, HORIZON))
    names = [f"state {name}" for name in mdp.state_names]
    tolerance = np.vectorize(rounding)(known)
    return vectors(ours[: len(known)], np.array(known), answers(key)["source"], tolerance, names)


def _near(probability: float, known: float, tolerance: float, mistake: str) -> Comparison:
    ours = exact_at(CORRIDOR, probability).objective
    return numbers(ours, known, answers(CORRIDOR)["source"], tolerance)


def _flat(probability: float, mistake: str) -> Comparison:
    ours = exact_at(CORRIDOR, probability).gradient[1]
    return numbers(ours, 0.0, "0, for J is largest here", 1e-6)


def _two_step_objective(p: float, mistake: str) -> Comparison:
    return _two_step(exact_at(TWO_STEP, p).objective, p, "J = 3p − 2p = p")


def _two_step_gradient(p: float, mistake: str) -> Comparison:
    ours = exact_at(TWO_STEP, p).gradient[1]
    return _two_step(ours, p * (1.0 - p), "∇J = p(1 − p)")


def _discounted_gradient(p: float, mistake: str) -> Comparison:
    ours = exact_at(TWO_STEP, p, 0.9).gradient[1]
    return _two_step(ours, 1.2 * p * (1.0 - p), "∇J = 1.2 p(1 − p)")


def _without_weighting(p: float, mistake: str) -> Comparison:
    choices = {"return": "to-go", "discount_weighting": False, "mistake": mistake}
    ours = _expected(p, 0.9, choices)
    return _two_step(ours, 1.0 * p * (1.0 - p), "E[ĝ] = 1.0 p(1 − p)")


def _mean_of_logs(p: float, mistake: str) -> Comparison:
    # This wrong estimator is the one that the answer is about, whatever else is wrong.
    ours = _expected(p, 1.0, {"return": "to-go", "mistake": "mean-log"})
    return _two_step(ours, -p * (1.0 - p) / 2.0, "E[ĝ] = −p(1 − p)/2: the wrong sign")


def _expected(p: float, discount: float, choices: dict[str, Any]) -> float:
    """Return E[ĝ] of one trajectory by the logit of action 1."""
    every = enumerate_task(task_of(TWO_STEP, discount), two_logits(p))
    return float(every.expected(1, choices)[1])


def _two_step(ours: float, known: float, formula: str) -> Comparison:
    return numbers(ours, known, f"closed form: {formula}", 1e-12)


TWO_STEP_PARTS = {
    "J": _two_step_objective,
    "∇J": _two_step_gradient,
    "∇J, γ = 0.9": _discounted_gradient,
    "E[ĝ] without γᵗ, γ = 0.9": _without_weighting,
    "E[ĝ] of mean log π times ΣG": _mean_of_logs,
}
