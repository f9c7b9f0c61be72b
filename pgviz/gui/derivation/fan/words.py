"""What the draws of ĝ say about it, in lines."""

from dataclasses import dataclass

import numpy as np

from pgviz.estimation.directions import Directions
from pgviz.estimation.estimator_quality import ExactQuality
from pgviz.gui.derivation.fan.plane import Fan
from pgviz.gui.estimate.target import UNKNOWN, Target
from pgviz.gui.format import count, exact, short, signed
from pgviz.training.studies.draws import EstimateDraws

PLUS_MINUS = "\u00a0±\u00a0"  # an error is never parted from its number
ROUNDING = 1e-9  # of the spread, or of ∇J: a bias as small is none
RARE = 1e-4  # a share as small needs no words
FIRST, MORE = 200, 4  # draws; and how many times as many it takes to halve an error


@dataclass(frozen=True)
class Findings:
    """All that is known of ĝ at the shown θ."""

    fan: Fan
    target: Target | None
    draws: EstimateDraws | None
    quality: ExactQuality | None
    batch_size: int
    signal_to_noise: float | None = None  # of this batch, squared
    own_weight: str = ""  # ψ, where ĝ isn't made by R(τ) alone

    @property
    def lines(self) -> list[str]:
        """What is found, a finding each."""
        found = [*self._bias, *self._exact_bias, *self._away, *self._spread]
        return [*self._whose, *found, *self._signal]

    @property
    def details(self) -> str:
        """The same numbers with all digits."""
        lines = [] if self.quality is None else [f"exactly by {self.quality.how}"]
        if self.draws is not None:
            lines.append(f"draws: {count(self.draws.moments.count)}")
        if self.variance is not None:
            lines.append(f"E‖ĝ − E[ĝ]‖² = {exact(self.variance)}")
        return "\n".join(lines)

    @property
    def variance(self) -> float | None:
        """The total variance of ĝ: exactly, else of the draws; None where neither is known."""
        if self.quality is not None:
            return self.quality.total_variance
        known = self.draws is not None and self.draws.moments.count > 1
        return float(self.draws.moments.variance.sum()) if known else None

    @property
    def _whose(self) -> list[str]:
        unbroken = self.own_weight.replace(" ", "\u00a0")
        return [f"ĝ by your settings, with the weight {unbroken}"] if unbroken else []

    @property
    def _signal(self) -> list[str]:
        if self.quality is None or self.signal_to_noise is None or not self.variance:
            return []
        signal = float(np.square(self.quality.expectation).sum()) / self.variance
        batch = short(self.signal_to_noise, 2)
        return [f"signal²/noise²: {batch} by this batch, exactly {short(signal, 2)}"]

    @property
    def _bias(self) -> list[str]:
        if self.target is None:
            return [UNKNOWN[0] + "."]
        draws = self.fan.draws
        if len(draws) < 2 or self.fan.target is None:
            return ["This ĝ is off. Draw many to see whether their mean is."]
        difference = draws[:, 0].mean() - self.fan.target[0]
        error = draws[:, 0].std(ddof=1) / np.sqrt(len(draws))
        target_error = self.target.error_along(self.fan.axes)
        if target_error is not None:
            error = np.hypot(error, target_error[0])
        return [
            f"Mean of {count(len(draws))} ĝ − {self.target.symbol}, along it: "
            f"{signed(difference)}{PLUS_MINUS}{short(error, 2)}"
        ]

    @property
    def _exact_bias(self) -> list[str]:
        if self.quality is None:
            return []
        bias = float(np.linalg.norm(self.quality.bias))
        scale = float(np.linalg.norm(self.quality.exact)) + self.quality.total_variance**0.5
        if bias <= ROUNDING * scale:
            return ["Exactly: E[ĝ] = ∇J"]
        return [f"Exactly: ‖E[ĝ] − ∇J‖ = {short(bias)}, a bias"]

    @property
    def _away(self) -> list[str]:
        known = None if self.quality is None else self.quality.directions
        exactly = "" if known is None else f"exactly {percent(known.away)}"
        zero = _zeros(known)
        moments = None if self.draws is None else self.draws.moments
        if moments is None or moments.directions is None:
            return [f"Of all ĝ {exactly} point away from ∇J{zero}"] if exactly else []
        share, zero = moments.directions.away, zero or _zeros(moments.directions)
        error = percent(moments.share_error(share), 2)
        told = f"{percent(share)}{PLUS_MINUS}{error} of the ĝ drawn point away"
        return [f"{told}; {exactly}{zero}" if exactly else f"{told}{zero}"]

    @property
    def _spread(self) -> list[str]:
        if self.variance is None:
            return []
        spread, size = self.variance**0.5, self.batch_size
        half = f"{short(spread / MORE**0.5, 2)} with {count(MORE * size)}"
        dotted = "" if self.fan.flat or len(self.fan.draws) < 2 else ", dotted"
        now = f"Spread of ĝ with {count(size)} trajectories: {short(spread, 2)}"
        return [f"{now}; {half} (1/√m){dotted}"]


def percent(share: float, digits: int = 3) -> str:
    """Return a share in per cent, e.g. 12.5 %."""
    return f"{short(100.0 * share, digits)}\u202f%"


def draws_wanted(draws: EstimateDraws | None) -> int:
    """Return how many draws come next: so many more that the error halves."""
    drawn = 0 if draws is None else draws.moments.count
    return FIRST if drawn < FIRST else MORE * drawn


def _zeros(found: Directions | None) -> str:
    """Return how many ĝ are 0, or at a right angle to ∇J: they point neither way."""
    known = found is not None and found.zero >= RARE
    return f", {percent(found.zero)} are 0 along it" if known else ""
