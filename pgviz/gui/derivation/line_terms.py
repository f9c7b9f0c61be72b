"""The terms that the lines of the derivation are written with, each with its colour."""

from pgviz.gui.formula.terms import Term


def start(latex: str = r"\mu(s_0)") -> Term:
    """Return μ(s₀), or what is made of it."""
    return Term(latex, "dynamics", "start", "μ(s₀): how likely the trajectory's first state is")


def dynamics(latex: str) -> Term:
    """Return what is made of P(s'|s,a)."""
    return Term(latex, "dynamics", "dynamics", "P(s'|s,a): where the world goes; θ is not in it")


def policy(latex: str, name: str = "policy") -> Term:
    """Return what is made of π(a|s)."""
    return Term(latex, "score", name, "π(a|s): what the policy chooses; the only place of θ")


def probability(name: str = "probability") -> Term:
    """Return P(τ;θ)."""
    return Term(r"P(\tau{;}\,\theta)", "ink", name, "P(τ;θ): how likely the trajectory is")


def return_(latex: str = r"\,R(\tau)", name: str = "return") -> Term:
    """Return R(τ)."""
    return Term(latex, "weight", name, "R(τ): what the trajectory earns, whatever θ is")


def gradient() -> Term:
    """Return ∇J(θ)."""
    return Term(
        r"\nabla_{\!\theta}J(\theta)", "exact", "gradient", "∇J(θ): which way J rises fastest"
    )


def probability_gradient(name: str) -> Term:
    """Return ∇P(τ;θ)."""
    return Term(
        r"\nabla_{\!\theta}P(\tau{;}\,\theta)",
        "score",
        name,
        "∇P(τ;θ): how the trajectory's probability moves with θ",
    )


def trajectory_score(argument: str = r"\tau") -> Term:
    """Return ∇log P(τ;θ)."""
    return Term(
        rf"\nabla_{{\!\theta}}\log P({argument}{{;}}\,\theta)",
        "score",
        "trajectory-score",
        "∇log P(τ;θ): the score of the whole trajectory",
    )


def sign(latex: str) -> Term:
    """Return a sign between two terms."""
    # In braces: alone in its colour a sign would be given the space of an operator as well.
    return Term(rf"\;{{{latex}}}\;")


OVER_TRAJECTORIES = Term(r"\sum_{\tau}\,")
SAMPLED = Term(r"\frac{1}{m}\sum_{i=1}^{m}\,", "ink", "average", "the mean over the m sampled")
ESTIMATE = Term(r"\hat{g}", "estimate", "estimate", "ĝ: an estimate of ∇J, never equal to it")
