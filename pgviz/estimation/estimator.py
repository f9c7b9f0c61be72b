"""Which policy-gradient estimator: the choices that lie between the batch and ĝ."""

from dataclasses import dataclass
from typing import Literal

Return = Literal["whole", "to-go"]
BaselineName = Literal["none", "mean", "leave-one-out", "time", "value", "optimal"]
Average = Literal["trajectories", "steps"]
MistakeName = Literal[
    "none", "mean-log", "sign", "argmax", "shifted", "action-baseline", "discount-twice"
]


@dataclass(frozen=True)
class Estimator:
    """ĝ = (1/m) Σ_i Σ_t c_t ψ_t ∇log π(a_t|s_t); the defaults are the plain formula."""

    discount: float = 1.0
    return_: Return = "whole"
    baseline: BaselineName = "none"
    standardise: bool = False
    discount_weighting: bool = True
    average: Average = "trajectories"
    mistake: MistakeName = "none"
