"""Both sides of a line's identity, and how far they differ."""

from dataclasses import dataclass

from pgviz.gui.format import exact, short

AGREES = 1e-9  # relative: sums in different orders differ by less
ROUNDING = 1e-12  # relative: not worth a number
TO_ROUNDING = "equal to rounding"


@dataclass(frozen=True)
class Identity:
    """Two numbers of which a line says that they are the same, or that one estimates the other.

    Of a gradient the sides are lengths, or components, and `difference` is the largest of all
    components. A name says what its side is and where it comes from, e.g. "Σ P·R over 4
    trajectories".
    """

    left_name: str
    left: float
    right_name: str
    right: float
    difference: float  # the largest, ≥ 0
    scale: float  # what a difference is large or small beside, ≥ 0
    exact: bool = True  # else the left side estimates the right one
    standard_error: float | None = None  # of the left side, where it is an estimate
    right_error: float | None = None  # of the right side, where it is one too
    tolerance: float = AGREES  # relative: more where one side is measured by differences

    @property
    def relative_difference(self) -> float:
        """The difference as a share of the scale; as it is where that is 0."""
        return self.difference / self.scale if self.scale > 0.0 else self.difference

    @property
    def agrees(self) -> bool:
        """Whether the sides are the same but for rounding."""
        return self.relative_difference <= self.tolerance

    @property
    def mark(self) -> str:
        """✓ or ✗ for what ought to be equal, ≈ for an estimate."""
        if not self.exact:
            return "≈"
        return "✓" if self.agrees else "✗"

    @property
    def text(self) -> str:
        """Both sides and their difference, three digits each."""
        left = f"{self.left_name} {'=' if self.exact else '≈'} {short(self.left)}"
        right = f"{self.right_name} {'=' if self.right_error is None else '≈'} {short(self.right)}"
        sides = left + _with(self.standard_error), right + _with(self.right_error)
        return " · ".join((*sides, self._difference))

    @property
    def brief(self) -> str:
        """The same in fewer words: that sides are equal to rounding, the mark says as well."""
        sides, _, difference = self.text.rpartition(" · ")
        return sides if difference == TO_ROUNDING else self.text

    @property
    def details(self) -> str:
        """Both sides and their difference, all digits."""
        return (
            f"{self.left_name}: {exact(self.left)}\n"
            f"{self.right_name}: {exact(self.right)}\n"
            f"largest difference: {exact(self.difference)}"
        )

    @property
    def _difference(self) -> str:
        rounding = self.exact and self.relative_difference <= ROUNDING
        if rounding:
            return TO_ROUNDING
        return f"largest difference {short(self.difference)}"


def _with(error: float | None) -> str:
    return "" if error is None else f" ± {short(error)}"
