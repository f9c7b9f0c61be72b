"""All checks, in the order in which one builds on another, with the comparisons that each makes."""

from collections.abc import Callable

from pgviz.verification import (
    batches,
    derivation,
    exact_values,
    expectations,
    known_batch,
    known_chains,
    known_sampled,
    sampled,
    scores,
    variances,
)
from pgviz.verification.outcome import Case, Check

Cases = Callable[[], tuple[Case, ...]]

SUITE: tuple[tuple[Check, Cases], ...] = (
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
            "derivation",
            "The derivation, line by line",
            "Both sides of every exact line agree: ∇P is measured, a product rule, and P ∇log P.",
        ),
        derivation.line_cases,
    ),
    (
        Check(
            "variances",
            "Variances over all trajectories",
            "The variance of one trajectory's gradient, by dynamic programming over moments, is "
            "that over every trajectory.",
        ),
        variances.listed_cases,
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
            "J, ∇J and V of Sutton and Barto's Example 13.1, in closed form.",
        ),
        known_chains.corridor_cases,
    ),
    (
        Check(
            "known-geometric",
            "Known answers: stay or end",
            "J and the gradient by q, in closed form.",
        ),
        known_chains.geometric_cases,
    ),
    (
        Check(
            "known-variances",
            "Known answers: variances",
            "The variance of one trajectory's gradient, by the logit and by q, in closed form.",
        ),
        variances.known_cases,
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
