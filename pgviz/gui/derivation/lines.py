"""The ten lines from the probability of a trajectory to the estimate, term by term."""

from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.line_terms import (
    ESTIMATE,
    OVER_TRAJECTORIES,
    SAMPLED,
    dynamics,
    gradient,
    policy,
    probability,
    probability_gradient,
    return_,
    sign,
    start,
    trajectory_score,
)
from pgviz.gui.formula.terms import SCORE, Fraction, Term

LINES = (
    DerivationLine(
        1,
        "How likely a trajectory is",
        (
            probability(),
            sign("="),
            start(),
            Term(r"\,\prod_{t=0}^{T-1}\,"),
            dynamics(r"P(s_{t+1}\mid s_t,a_t)"),
            policy(r"\,\pi_\theta(a_t\mid s_t)"),
        ),
        "A trajectory τ is as likely as its start, times, at every step, how likely the policy π "
        "is to take its action, and the world P to go where it went.",
    ),
    DerivationLine(
        2,
        "J: the mean return",
        (
            Term(r"J(\theta)", "exact", "objective", "J(θ): the return to expect"),
            sign("="),
            OVER_TRAJECTORIES,
            probability(),
            return_(),
        ),
        "J is the return to expect: every possible trajectory adds its return R, as much as the "
        "trajectory is likely, and learning looks for the θ where J is highest.",
        follows=1,
    ),
    DerivationLine(
        3,
        "Only P moves with θ",
        (
            gradient(),
            sign("="),
            Term(r"\nabla_{\!\theta}"),
            OVER_TRAJECTORIES,
            probability(),
            return_(),
            sign("="),
            OVER_TRAJECTORIES,
            probability_gradient("probability-gradient"),
            return_(name="return'"),
        ),
        "To raise J, ask how it changes with θ: a small change of θ changes how likely a "
        "trajectory is, not what it earns, so that ∇ acts on P alone.",
        follows=2,
    ),
    DerivationLine(
        4,
        "Multiply and divide by P",
        (
            gradient(),
            sign("="),
            OVER_TRAJECTORIES,
            probability(),
            Term(r"\,"),
            Fraction(probability_gradient("probability-gradient"), probability("probability'")),
            return_(),
        ),
        "To multiply and divide by P changes nothing, but it puts P in front again: the sum is a "
        "mean over trajectories, as in L2, and a mean can be sampled.",
        follows=3,
    ),
    DerivationLine(
        5,
        "∇P/P is ∇log P",
        (
            gradient(),
            sign("="),
            OVER_TRAJECTORIES,
            probability(),
            Term(r"\,"),
            trajectory_score(),
            return_(),
        ),
        "The fraction has a name: ∇P/P, by which share of itself P changes, is the gradient of "
        "log P (the chain rule), and is called the score of the trajectory.",
        follows=4,
    ),
    DerivationLine(
        6,
        "So a sample will do",
        (
            gradient(),
            sign(r"\approx"),
            ESTIMATE,
            sign("="),
            SAMPLED,
            trajectory_score(r"\tau^{(i)}"),
            return_(r"\,R(\tau^{(i)})"),
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
            sign("="),
            # Not \log: ziamath would give the sign before it the colour of this term.
            start(r"\operatorname{log}\,\mu(s_0)"),
            sign("+"),
            dynamics(r"\sum_t\log P(s_{t+1}\mid s_t,a_t)"),
            sign("+"),
            policy(r"\sum_t\log\pi_\theta(a_t\mid s_t)", "log-policy"),
        ),
        "The log of a product is a sum of logs, so that log P falls into three parts: one of the "
        "start, one of the world and one of the policy.",
        follows=1,
    ),
    DerivationLine(
        8,
        "The world drops out",
        (
            start(r"\nabla_{\!\theta}\log\mu(s_0)"),
            sign("="),
            Term("0"),
            Term(r"\qquad "),
            dynamics(r"\nabla_{\!\theta}\sum_t\log P(s_{t+1}\mid s_t,a_t)"),
            sign("="),
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
            trajectory_score(),
            sign("="),
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
            gradient(),
            sign(r"\approx"),
            ESTIMATE,
            sign("="),
            SAMPLED,
            Term(r"\sum_{t=0}^{T_i-1}\,", "ink", "time", "the sum over the trajectory's steps"),
            Term(SCORE, "score", "score", "the score of step t of trajectory i"),
            return_(r"\,R(\tau^{(i)})"),
        ),
        "Every action that was taken is made likelier by as much as its whole trajectory earned, "
        "or less likely where R is negative, averaged over m trajectories.",
        follows=6,
    ),
)
