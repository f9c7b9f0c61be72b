"""All checks, in the order in which one builds on another, and running them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import Checkpoint, proceed
from pgviz.verification import (
    batches,
    exact_values,
    expectations,
    known_batch,
    known_chains,
    known_sampled,
    sampled,
    scores,
)
from pgviz.verification.outcome import Case, Check, Outcome

SUITE: tuple[tuple[Check, Callable[[], tuple[Case, ...]]], ...] = (
    (
        Check(
            "scores",
            "Scores are derivatives",
            "∇log π(a|s) of every kind of policy is what log π does when θ is nudged.",
        ),
        scores.score_cases,
    ),
    (
        Check(
            "expected-score",
            "The expected score is zero",
            "Σ π(a|s) ∇log π(a|s) = 0 over all actions: why a baseline adds no bias.",
        ),
        scores.expectation_cases,
    ),
    (
        Check(
            "norms",
            "Norms layer by layer",
            "A layer's ‖∇log π‖² from its two factors is that of the whole outer product.",
        ),
        scores.norm_cases,
    ),
    (
        Check(
            "contributions",
            "Contributions add up to ĝ",
            "ĝ by matrix products is the sum of every step's c ψ ∇log π, one by one.",
        ),
        batches.contribution_cases,
    ),
    (
        Check(
            "shares",
            "Shares add up to 1",
            "What the steps of a batch contribute along ĝ makes the whole of it.",
        ),
        batches.share_cases,
    ),
    (
        Check(
            "second-way",
            "ĝ computed a second way",
            "ĝ is the derivative of Σ c ψ log π / m with ψ, worked out a second time, held fixed.",
        ),
        batches.second_way_cases,
    ),
    (
        Check(
            "exact-gradient",
            "∇J is the derivative of J",
            "The exact ∇J of dynamic programming is what the exact J does when θ is nudged.",
        ),
        exact_values.gradient_cases,
    ),
    (
        Check(
            "trajectories",
            "Sums over all trajectories",
            "J and ∇J of dynamic programming are the sums over every trajectory that can happen.",
        ),
        expectations.sum_cases,
    ),
    (
        Check(
            "unbiased",
            "E[ĝ] = ∇J",
            "The mean of ĝ over every batch of two trajectories that can happen is ∇J.",
        ),
        expectations.unbiased_cases,
    ),
    (
        Check(
            "biased",
            "Where E[ĝ] is not ∇J",
            "Estimators with a bias have the one that reasoning gives, on two steps with γ = 0.9.",
        ),
        expectations.biased_cases,
    ),
    (
        Check(
            "sampling",
            "Sampled trajectories follow π",
            "ĝ of many sampled trajectories lies within five of its standard errors of ∇J.",
        ),
        sampled.sampled_cases,
    ),
    (
        Check(
            "known-corridor",
            "Known answers: short corridor",
            "J, ∇J, V and variances of Sutton and Barto's Example 13.1, in closed form.",
        ),
        known_chains.corridor_cases,
    ),
    (
        Check(
            "known-geometric",
            "Known answers: stay or end",
            "J, the gradient by q and its variance, in closed form.",
        ),
        known_chains.geometric_cases,
    ),
    (
        Check(
            "known-two-step",
            "Known answers: two steps",
            "J, ∇J and what a famous wrong estimator aims at, in closed form.",
        ),
        known_chains.two_step_cases,
    ),
    (
        Check(
            "known-batch",
            "Known answers: a worksheet's batch",
            "π, rewards-to-go and gradients of three trajectories that a course has worked out.",
        ),
        known_batch.fixed_batch_cases,
    ),
    (
        Check(
            "known-cartpole",
            "Known answers: cart pole",
            "What a random policy gets on CartPole, within five standard errors.",
        ),
        known_sampled.cartpole_cases,
    ),
    (
        Check(
            "known-bandit",
            "Known answers: gradient bandit",
            "How often the best of ten arms is taken at last, as in Sutton and Barto's Figure 2.5, "
            "within five standard errors.",
        ),
        known_sampled.bandit_cases,
    ),
)

CHECKS = tuple(check for check, _ in SUITE)


def count(names: Sequence[str] | None = None) -> int:
    """Return how many outcomes `run_checks` yields; raises what it raises."""
    return sum(len(cases()) for _, cases in _chosen(names))


def run_checks(
    names: Sequence[str] | None = None, checkpoint: Checkpoint = proceed, mistake: str = "none"
) -> Iterator[Outcome]:
    """Yield the outcome of every comparison of the named checks, or of all, one by one.

    `checkpoint` is called before each; what it raises passes through. A `mistake` of the menu is
    made in whatever can make it, to see that it is caught.
    Raises PgvizError, which lists them all, where there is no check of a name.
    """
    for check, cases in _chosen(names):
        for case in cases():
            checkpoint()
            compared = case.compare(mistake)
            yield Outcome(**asdict(compared), check=check, subject=case.subject)


def _chosen(
    names: Sequence[str] | None,
) -> list[tuple[Check, Callable[[], tuple[Case, ...]]]]:
    known = [check.name for check in CHECKS]
    for name in names or ():
        if name not in known:
            raise PgvizError(f"There is no check {name!r}; there are {', '.join(known)}.")
    return [entry for entry in SUITE if not names or entry[0].name in names]
