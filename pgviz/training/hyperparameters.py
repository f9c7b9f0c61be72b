"""The hyperparameters: each declared once, with its bounds, label and help."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pgviz.environments.errors import PgvizError, shorten
from pgviz.estimation.estimator import Estimator
from pgviz.training import options
from pgviz.training.declarations import Choice, Declaration, Integer, Number, Sizes

SAMPLING, WEIGHT, UPDATE, POLICY = "Sampling", "Weight ψ", "Update", "Policy"
ON_PURPOSE = "Break it on purpose"


def declare(declaration: Declaration, help: str) -> Any:
    """Return the dataclass field that carries its declaration."""
    documented = replace(declaration, help=help)
    return field(default=declaration.default, metadata={"declaration": documented})


@dataclass(frozen=True)
class Hyperparameters:
    """Everything about learning that a person may change; valid by construction."""

    batch_size: int = declare(
        Integer("batch_size", "trajectories", "m", SAMPLING, default=12, low=1, high=100_000),
        "How many trajectories are sampled for one estimate; its spread falls like 1/√m.",
    )
    horizon: int = declare(
        Integer("horizon", "horizon", "H", SAMPLING, 100, low=1, high=100_000, unit="steps"),
        "The most steps a trajectory may take before it is cut.",
    )
    discount: float = declare(
        Number("discount", "discount", "γ", SAMPLING, default=1.0, low=0.0, high=1.0),
        "What a reward one step later is worth; the objective J is that of γ.",
    )
    return_: str = declare(
        Choice("return", "return", "R, G", WEIGHT, default="whole", options=options.RETURNS),
        "Which rewards weigh a step's score.",
    )
    baseline: str = declare(
        Choice("baseline", "baseline", "b", WEIGHT, default="none", options=options.BASELINES),
        "What is subtracted from the return before it weighs the score.",
    )
    standardise: bool = declare(
        Choice("standardise", "standardise", "", WEIGHT, False, options=options.STANDARDISE),
        "Whether ψ is divided by its standard deviation over the batch's steps.",
    )
    discount_weighting: bool = declare(
        Choice(
            "discount_weighting",
            "weight by γᵗ",
            "cₜ",
            WEIGHT,
            default=True,
            options=options.DISCOUNT_WEIGHTING,
        ),
        "Whether a step at time t counts γᵗ times; only with the return to-go and γ < 1.",
    )
    average: str = declare(
        Choice("average", "average over", "1/m", WEIGHT, "trajectories", options=options.AVERAGES),
        "What the sum of all contributions is divided by.",
    )
    optimizer: str = declare(
        Choice("optimizer", "optimiser", "", UPDATE, default="sgd", options=options.OPTIMIZERS),
        "How ĝ becomes a step of θ.",
    )
    learning_rate: float = declare(
        Number("learning_rate", "step size", "α", UPDATE, default=0.1, low=0.0, high=1000.0),
        "How far θ moves along the update direction.",
    )
    gradient_clip: float = declare(
        Number("gradient_clip", "clip ‖ĝ‖", "", UPDATE, default=0.0, low=0.0, high=1e6, off=True),
        "The longest direction an update may take; a longer one is shortened to it.",
    )
    entropy_bonus: float = declare(
        Number("entropy_bonus", "entropy bonus", "β", UPDATE, 0.0, low=0.0, high=1000.0, off=True),
        "How much the gradient of the policy's mean entropy is added to ĝ.",
    )
    policy: str = declare(
        Choice("policy", "policy", "π", POLICY, "auto", restarts=True, options=options.POLICIES),
        "What computes π(a|s) from θ.",
    )
    hidden: tuple[int, ...] = declare(
        Sizes("hidden", "hidden units", "", POLICY, (32,), restarts=True, high=4096, most=3),
        "Units of each hidden layer, at most three layers; none makes the network linear.",
    )
    activation: str = declare(
        Choice(
            "activation",
            "activation",
            "",
            POLICY,
            default="tanh",
            restarts=True,
            options=options.ACTIVATIONS,
        ),
        "What a hidden unit does to its sum.",
    )
    init_scale: float = declare(
        Number("init_scale", "initial θ", "", POLICY, 0.0, restarts=True, low=0.0, high=100.0),
        "Spread of the first θ (of a network: its output layer); 0 prefers no action.",
    )
    mistake: str = declare(
        Choice("mistake", "mistake", "", ON_PURPOSE, "none", options=options.MISTAKES_ON_PURPOSE),
        "A classic mistake to make on purpose, and to see what comes of it.",
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
                    f"There is no hyperparameter {shorten(repr(key), 40)}; "
                    f"there are {', '.join(DECLARATIONS)}."
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
