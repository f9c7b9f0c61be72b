"""The hyperparameters: each declared once, with its bounds, label and help."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pgviz.environments.errors import PgvizError
from pgviz.estimation.estimator import Estimator
from pgviz.training.declarations import Choice, Declaration, Integer, Number, Option, Sizes

SAMPLING, WEIGHT, UPDATE, POLICY = "Sampling", "Weight ψ", "Update", "Policy"
SWITCH = {True: ("on", "true", "yes", "1"), False: ("off", "false", "no", "0")}


def declare(declaration: Declaration) -> Any:
    """Return the dataclass field that carries its declaration."""
    return field(default=declaration.default, metadata={"declaration": declaration})


def switch(on: str, off: str) -> tuple[Option, Option]:
    """Return the options of an on/off choice with the help of each."""
    return (
        Option(True, "on", on, SWITCH[True]),
        Option(False, "off", off, SWITCH[False]),
    )


@dataclass(frozen=True)
class Hyperparameters:
    """Everything about learning that a person may change; valid by construction."""

    batch_size: int = declare(
        Integer(
            "batch_size",
            "trajectories",
            "m",
            SAMPLING,
            "How many trajectories are sampled for one estimate; its spread falls like 1/√m.",
            12,
            low=1,
            high=100_000,
        )
    )
    horizon: int = declare(
        Integer(
            "horizon",
            "horizon",
            "H",
            SAMPLING,
            "The most steps a trajectory may take before it is cut.",
            100,
            low=1,
            high=100_000,
            unit="steps",
        )
    )
    discount: float = declare(
        Number(
            "discount",
            "discount",
            "γ",
            SAMPLING,
            "What a reward one step later is worth; the objective J is that of γ.",
            1.0,
            low=0.0,
            high=1.0,
        )
    )
    return_: str = declare(
        Choice(
            "return",
            "return",
            "R, G",
            WEIGHT,
            "Which rewards weigh a step's score.",
            "whole",
            options=(
                Option("whole", "whole R(τ)", "All rewards of the trajectory: the plain formula."),
                Option(
                    "to-go",
                    "to-go Gₜ",
                    "Only the rewards from this step on: the same expectation, less spread.",
                    ("to_go", "togo", "reward-to-go"),
                ),
            ),
        )
    )
    baseline: str = declare(
        Choice(
            "baseline",
            "baseline",
            "b",
            WEIGHT,
            "What is subtracted from the return before it weighs the score.",
            "none",
            options=(
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
            ),
        )
    )
    standardise: bool = declare(
        Choice(
            "standardise",
            "standardise",
            "",
            WEIGHT,
            "Whether ψ is divided by its standard deviation over the batch's steps.",
            False,
            options=switch(
                "ψ has deviation 1: the length of ĝ no longer depends on the size of the rewards.",
                "ψ as it is.",
            ),
        )
    )
    discount_weighting: bool = declare(
        Choice(
            "discount_weighting",
            "weight by γᵗ",
            "γᵗ",
            WEIGHT,
            "Whether a step at time t counts γᵗ times; only with the return to-go and γ < 1.",
            True,
            options=switch(
                "The gradient of the discounted J.", "What most code does: late steps count fully."
            ),
        )
    )
    average: str = declare(
        Choice(
            "average",
            "average over",
            "1/m",
            WEIGHT,
            "What the sum of all contributions is divided by.",
            "trajectories",
            options=(
                Option("trajectories", "trajectories", "By m: the formula.", ("trajectory",)),
                Option(
                    "steps",
                    "time steps",
                    "By the number of steps: what much code does; long trajectories then weigh "
                    "down the rest.",
                    ("time steps", "time-steps", "time_steps", "step"),
                ),
            ),
        )
    )
    optimizer: str = declare(
        Choice(
            "optimizer",
            "optimiser",
            "",
            UPDATE,
            "How ĝ becomes a step of θ.",
            "sgd",
            options=(
                Option("sgd", "SGD", "θ ← θ + α ĝ: plain gradient ascent."),
                Option("momentum", "momentum", "A running sum of gradients, each kept 0.9 times."),
                Option("adam", "Adam", "Every parameter's step scaled by its own past gradients."),
            ),
        )
    )
    learning_rate: float = declare(
        Number(
            "learning_rate",
            "step size",
            "α",
            UPDATE,
            "How far θ moves along the update direction.",
            0.1,
            low=0.0,
            high=1000.0,
        )
    )
    gradient_clip: float = declare(
        Number(
            "gradient_clip",
            "clip ‖ĝ‖",
            "",
            UPDATE,
            "The longest direction an update may take; a longer one is shortened to it.",
            0.0,
            low=0.0,
            high=1e6,
            off=True,
        )
    )
    entropy_bonus: float = declare(
        Number(
            "entropy_bonus",
            "entropy bonus",
            "β",
            UPDATE,
            "How much the gradient of the policy's mean entropy is added to ĝ.",
            0.0,
            low=0.0,
            high=1000.0,
            off=True,
        )
    )
    policy: str = declare(
        Choice(
            "policy",
            "policy",
            "π",
            POLICY,
            "What computes π(a|s) from θ.",
            "auto",
            True,
            options=(
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
            ),
        )
    )
    hidden: tuple[int, ...] = declare(
        Sizes(
            "hidden",
            "hidden units",
            "",
            POLICY,
            "Units of each hidden layer, at most three layers; none makes the network linear.",
            (32,),
            True,
            high=4096,
            most=3,
        )
    )
    activation: str = declare(
        Choice(
            "activation",
            "activation",
            "",
            POLICY,
            "What a hidden unit does to its sum.",
            "tanh",
            True,
            options=(
                Option("tanh", "tanh", "Smooth, between −1 and 1."),
                Option("relu", "ReLU", "0 below 0, itself above."),
            ),
        )
    )
    init_scale: float = declare(
        Number(
            "init_scale",
            "initial θ",
            "",
            POLICY,
            "Spread of the first θ (of a network: its output layer); 0 prefers no action.",
            0.0,
            True,
            low=0.0,
            high=100.0,
        )
    )

    def __post_init__(self) -> None:
        for key, declaration in DECLARATIONS.items():
            name = attribute(key)
            object.__setattr__(self, name, declaration.parse(getattr(self, name)))

    @property
    def estimator(self) -> Estimator:
        """The choices that lie between the batch and ĝ."""
        names = {item.name for item in fields(Estimator)}
        return Estimator(**{name: getattr(self, name) for name in names})

    def changed(self, changes: Mapping[str, object]) -> "Hyperparameters":
        """Return a copy with `changes` by key, each a value or its text.

        Raises PgvizError for a key that does not exist or a value out of bounds.
        """
        for key in changes:
            if key not in DECLARATIONS:
                raise PgvizError(
                    f"There is no hyperparameter {key!r}; there are {', '.join(DECLARATIONS)}."
                )
        values: dict[str, Any] = {attribute(key): value for key, value in changes.items()}
        return replace(self, **values)

    def as_mapping(self) -> dict[str, Any]:
        """Return the values by key, in the order of declaration."""
        return {key: getattr(self, attribute(key)) for key in DECLARATIONS}

    def differences(self, other: "Hyperparameters") -> dict[str, tuple[Any, Any]]:
        """Return key → (this value, the other's) where they differ."""
        mine, theirs = self.as_mapping(), other.as_mapping()
        return {key: (mine[key], theirs[key]) for key in mine if mine[key] != theirs[key]}


def attribute(key: str) -> str:
    """Return the field's name: that of `return`, a word of Python's, ends in an underscore."""
    return "return_" if key == "return" else key


DECLARATIONS: dict[str, Declaration] = {
    item.metadata["declaration"].key: item.metadata["declaration"]
    for item in fields(Hyperparameters)
}
