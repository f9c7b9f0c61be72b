"""The quantities of the derivation, by which a term of an equation is known in every panel."""

from typing import Literal, get_args

Quantity = Literal[
    "start",  # μ(s₀)
    "dynamics",  # P(s'|s,a)
    "policy",  # π(a|s)
    "log-policy",  # log π(a|s)
    "probability",  # P(τ;θ)
    "log-probability",  # log P(τ;θ)
    "probability-gradient",  # ∇P(τ;θ)
    "trajectory-score",  # ∇log P(τ;θ) = Σ_t ∇log π
    "score",  # ∇log π(a_t|s_t)
    "return",  # R(τ), and the weight ψ that it becomes
    "trajectory-gradient",  # g_i, a trajectory's own term of ĝ
    "objective",  # J(θ)
    "gradient",  # ∇J(θ)
    "estimate",  # ĝ
]

QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
