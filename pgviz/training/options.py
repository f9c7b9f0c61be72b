"""The named values that a hyperparameter may take."""

from pgviz.estimation.mistakes import MISTAKES
from pgviz.training.declarations import Option


def switch(on: str, off: str) -> tuple[Option, Option]:
    """Return the options of an on/off choice with the help of each."""
    return (
        Option(True, "on", on, ("true", "yes", "1")),
        Option(False, "off", off, ("false", "no", "0")),
    )


RETURNS = (
    Option("whole", "whole R(τ)", "All rewards of the trajectory: the plain formula."),
    Option(
        "to-go",
        "to-go Gₜ",
        "Only the rewards from this step on: the same expectation, less spread.",
        ("to_go", "togo", "reward-to-go"),
    ),
)

BASELINES = (
    Option("none", "none", "Nothing: the plain formula."),
    Option(
        "mean",
        "mean",
        "The mean of the batch; it contains the trajectory's own return, "
        "which shrinks ĝ by 1 − 1/m on average.",
    ),
    Option(
        "leave-one-out",
        "leave-one-out",
        "The mean of the other trajectories: no bias. 0 when m is 1.",
        ("leave_one_out", "loo"),
    ),
    Option("time", "per time step", "The mean of the batch at the same time step."),
    Option(
        "value",
        "value V(s)",
        "A value function fitted to the returns of earlier batches: no bias.",
    ),
    Option(
        "optimal",
        "optimal constant",
        "The constant of least variance, E[‖S‖²R] / E[‖S‖²], from this batch.",
    ),
)

STANDARDISE = switch(
    "ψ has deviation 1: the length of ĝ no longer depends on the size of the rewards.",
    "ψ as it is.",
)

DISCOUNT_WEIGHTING = switch(
    "The gradient of the discounted J.", "What most code does: late steps count fully."
)

AVERAGES = (
    Option("trajectories", "trajectories", "By m: the formula.", ("trajectory",)),
    Option(
        "steps",
        "time steps",
        "By the number of steps: what much code does; long trajectories then weigh down the rest.",
        ("time steps", "time-steps", "time_steps", "step"),
    ),
)

OPTIMIZERS = (
    Option("sgd", "SGD", "θ ← θ + α ĝ: plain gradient ascent."),
    Option("momentum", "momentum", "A running sum of gradients, each kept 0.9 times."),
    Option("adam", "Adam", "Every parameter's step scaled by its own past gradients."),
)

POLICIES = (
    Option("auto", "fitting", "The first of the others that fits the environment."),
    Option(
        "table",
        "softmax table",
        "One logit for every observation and action.",
        ("softmax-table", "softmax table"),
    ),
    Option(
        "mlp",
        "softmax network",
        "Logits from a network of the observation.",
        ("softmax-mlp", "softmax network"),
    ),
    Option(
        "gaussian",
        "Gaussian network",
        "Mean from a network, log σ a parameter: for actions that are numbers.",
        ("gaussian-mlp", "gaussian network"),
    ),
)

ACTIVATIONS = (
    Option("tanh", "tanh", "Smooth, between −1 and 1."),
    Option("relu", "ReLU", "0 below 0, itself above."),
)

MISTAKES_ON_PURPOSE = tuple(
    Option(each.name, each.label, f"{each.wrong} {each.follows}") for each in MISTAKES.values()
)
