"""The ten lines from the probability of a trajectory to the estimate, term by term."""

from dataclasses import dataclass

from pgviz.gui.formula.terms import SCORE, Formula, Fraction, Term


@dataclass(frozen=True)
class DerivationLine:
    """A line: what is written, and what it says in plain words."""

    number: int  # from 1 on
    title: str
    formula: Formula
    sentence: str

    follows: int = 0  # the number of the line that it changes; 0 of the first

    @property
    def name(self) -> str:
        """How the line is called, e.g. L3."""
        return f"L{self.number}"

    @property
    def changed(self) -> Formula:
        """The parts that can be pointed at and that the line it follows from doesn't have."""
        before = {_latex_of(part) for part in LINES[self.follows - 1].formula}
        named = [part for part in self.formula if all(term.name for term in part.terms)]
        return tuple(part for part in named if self.follows and _latex_of(part) not in before)


def _latex_of(part: Term | Fraction) -> tuple[str, ...]:
    return tuple(term.latex for term in part.terms)


def _start(latex: str = r"\mu(s_0)") -> Term:
    return Term(latex, "dynamics", "start", "μ(s₀): how likely the trajectory's first state is")


def _dynamics(latex: str) -> Term:
    return Term(latex, "dynamics", "dynamics", "P(s'|s,a): where the world goes; θ is not in it")


def _policy(latex: str, name: str = "policy") -> Term:
    return Term(latex, "score", name, "π(a|s): what the policy chooses; the only place of θ")


def _probability(name: str = "probability") -> Term:
    return Term(r"P(\tau{;}\,\theta)", "ink", name, "P(τ;θ): how likely the trajectory is")


def _return(latex: str = r"\,R(\tau)", name: str = "return") -> Term:
    return Term(latex, "weight", name, "R(τ): what the trajectory earns, whatever θ is")


def _gradient() -> Term:
    return Term(r"\nabla_{\!\theta}J(\theta)", "exact", "gradient", "∇J(θ): uphill on J, exactly")


def _nabla(name: str) -> Term:
    return Term(
        r"\nabla_{\!\theta}P(\tau{;}\,\theta)",
        "score",
        name,
        "∇P(τ;θ): how the trajectory's probability moves with θ",
    )


def _trajectory_score(argument: str = r"\tau") -> Term:
    return Term(
        rf"\nabla_{{\!\theta}}\log P({argument}{{;}}\,\theta)",
        "score",
        "trajectory-score",
        "∇log P(τ;θ): the score of the whole trajectory",
    )


def _sign(latex: str) -> Term:
    # In braces: alone in its colour a sign would be given the space of an operator as well.
    return Term(rf"\;{{{latex}}}\;")


OVER_TRAJECTORIES = Term(r"\sum_{\tau}\,", "ink", "", "")
SAMPLED = Term(r"\frac{1}{m}\sum_{i=1}^{m}\,", "ink", "average", "the mean over the m sampled")
ESTIMATE = Term(r"\hat{g}", "estimate", "estimate", "ĝ: an estimate of ∇J, never equal to it")

LINES = (
    DerivationLine(
        1,
        "How likely a trajectory is",
        (
            _probability(),
            _sign("="),
            _start(),
            Term(r"\,\prod_{t=0}^{T-1}\,"),
            _dynamics(r"P(s_{t+1}\mid s_t,a_t)"),
            _policy(r"\,\pi_\theta(a_t\mid s_t)"),
        ),
        "A trajectory τ is as likely as its start, times, at every step, how likely the policy π "
        "is to take its action, and the world P to go where it went.",
    ),
    DerivationLine(
        2,
        "J: the mean return",
        (
            Term(r"J(\theta)", "exact", "objective", "J(θ): the return to expect, exactly"),
            _sign("="),
            OVER_TRAJECTORIES,
            _probability(),
            _return(),
        ),
        "J is the return to expect: every possible trajectory adds its return R, as much as the "
        "trajectory is likely, and learning looks for the θ where J is highest.",
        follows=1,
    ),
    DerivationLine(
        3,
        "Only P moves with θ",
        (
            _gradient(),
            _sign("="),
            Term(r"\nabla_{\!\theta}"),
            OVER_TRAJECTORIES,
            _probability(),
            _return(),
            _sign("="),
            OVER_TRAJECTORIES,
            _nabla("probability-gradient"),
            _return(name="return'"),
        ),
        "To raise J, ask how it changes with θ: a small change of θ changes how likely a "
        "trajectory is, not what it earns, so that ∇ acts on P alone.",
        follows=2,
    ),
    DerivationLine(
        4,
        "Multiply and divide by P",
        (
            _gradient(),
            _sign("="),
            OVER_TRAJECTORIES,
            _probability(),
            Term(r"\,"),
            Fraction(_nabla("probability-gradient"), _probability("probability'")),
            _return(),
        ),
        "To multiply and divide by P changes nothing, but it puts P in front again: the sum is a "
        "mean over trajectories, as in L2, and a mean can be sampled.",
        follows=3,
    ),
    DerivationLine(
        5,
        "∇P/P is ∇log P",
        (
            _gradient(),
            _sign("="),
            OVER_TRAJECTORIES,
            _probability(),
            Term(r"\,"),
            _trajectory_score(),
            _return(),
        ),
        "The fraction has a name: ∇P/P, by which share of itself P changes, is the gradient of "
        "log P (the chain rule), and is called the score of the trajectory.",
        follows=4,
    ),
    DerivationLine(
        6,
        "So a sample will do",
        (
            _gradient(),
            _sign(r"\approx"),
            ESTIMATE,
            _sign("="),
            SAMPLED,
            _trajectory_score(r"\tau^{(i)}"),
            _return(r"\,R(\tau^{(i)})"),
        ),
        "Run the policy m times and average: likely trajectories come up more often by themselves, "
        "so that ĝ is ∇J on average, and every time a little off.",
        follows=5,
    ),
    DerivationLine(
        7,
        "The log makes L1 a sum",
        (
            Term(
                r"\log P(\tau{;}\,\theta)",
                "ink",
                "log-probability",
                "log P(τ;θ): the log of how likely the trajectory is",
            ),
            _sign("="),
            # Not \log: ziamath would give the sign before it the colour of this term.
            _start(r"\operatorname{log}\,\mu(s_0)"),
            _sign("+"),
            _dynamics(r"\sum_t\log P(s_{t+1}\mid s_t,a_t)"),
            _sign("+"),
            _policy(r"\sum_t\log\pi_\theta(a_t\mid s_t)", "log-policy"),
        ),
        "The log of a product is a sum of logs, so that log P falls into three parts: one of the "
        "start, one of the world and one of the policy.",
        follows=1,
    ),
    DerivationLine(
        8,
        "The world drops out",
        (
            _start(r"\nabla_{\!\theta}\log\mu(s_0)"),
            _sign("="),
            Term("0"),
            Term(r"\qquad "),
            _dynamics(r"\nabla_{\!\theta}\sum_t\log P(s_{t+1}\mid s_t,a_t)"),
            _sign("="),
            Term("0"),
        ),
        "θ is not in the start's part or in the world's: both stay when θ changes, so that their "
        "gradients are 0, whether anybody knows these parts or not.",
        follows=7,
    ),
    DerivationLine(
        9,
        "Only the policy is left",
        (
            _trajectory_score(),
            _sign("="),
            Term(r"\sum_{t=0}^{T-1}\,", "ink", "time", "the sum over the trajectory's steps"),
            Term(
                r"\nabla_{\!\theta}\log\pi_\theta(a_t\mid s_t)",
                "score",
                "score",
                "the score: how log π of the chosen action moves with θ",
            ),
        ),
        "Only the policy's part is left: the score of a trajectory is the sum of the scores of its "
        "steps, and these can be computed, because the policy is ours.",
        follows=5,
    ),
    DerivationLine(
        10,
        "Put L9 into L6: the estimate",
        (
            _gradient(),
            _sign(r"\approx"),
            ESTIMATE,
            _sign("="),
            SAMPLED,
            Term(r"\sum_{t=0}^{T_i-1}\,", "ink", "time", "the sum over the trajectory's steps"),
            Term(SCORE, "score", "score", "the score of step t of trajectory i"),
            _return(r"\,R(\tau^{(i)})"),
        ),
        "Every action that was taken is made likelier by as much as its whole trajectory earned, "
        "or less likely where R is negative, averaged over m trajectories.",
        follows=6,
    ),
)
