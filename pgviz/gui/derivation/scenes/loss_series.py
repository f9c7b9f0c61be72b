"""What climbs, and what is often taken for it: J and the surrogate loss over iterations."""

from dataclasses import replace

from pgviz.gui.curves.series import Series, value

OBJECTIVE = Series(
    "objective",
    ("J(θ) exact: what learning climbs", "J(θ) exact", "J"),
    "J(θ) exactly",
    "exact",
    value("objective"),
    quantities=("objective",),
)
MEAN_RETURN = replace(
    OBJECTIVE,
    column="mean_return",
    names=("mean return R(τ), an estimate of J: what learning climbs", "mean return ≈ J", "return"),
    symbol="mean R(τ)",
    role="weight",
    line=value("mean_return"),
    quantities=("return", "objective"),
)
SURROGATE = Series(
    "surrogate_loss",
    (
        "surrogate loss: its slope at this θ is −ĝ; its value measures nothing",
        "surrogate loss: its value measures nothing",
        "surrogate loss",
        "loss",
    ),
    "surrogate loss",
    "dynamics",
    value("surrogate_loss"),
)
