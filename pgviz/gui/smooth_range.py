"""A range for an axis that must not jump."""


class SmoothRange:
    """A range that grows at once and shrinks slowly, so that no axis jumps while running."""

    SHRINK = 0.04  # of the way, a frame

    def __init__(self, low: float = 0.0, high: float = 0.0) -> None:
        self.low, self.high = low, high
        self._fresh = True

    def follow(self, low: float, high: float) -> tuple[float, float]:
        """Return a range that holds [low, high], never empty."""
        if self._fresh:
            self.low, self.high, self._fresh = low, high, False
        self.low = min(low, self.low + self.SHRINK * (low - self.low))
        self.high = max(high, self.high + self.SHRINK * (high - self.high))
        margin = 0.5 * max(abs(self.low), 1e-12) if self.low == self.high else 0.0
        return self.low - margin, self.high + margin

    def reset(self) -> None:
        """Forget: the next range is taken as it is."""
        self._fresh = True
