"""Which panels are shown anew in a frame while it runs: all of them where there is time for all."""

BUDGET = 0.018  # s a frame, for showing and painting; the rest is for what the user does
MOST = 3  # frames until every panel has had its turn: ten times a second
SMOOTHING = 0.2  # how much of the newest frame's cost goes into the mean
SLACK = 0.8  # of the budget: what more panels a frame may come to, so that it doesn't flutter


class Turns:
    """Has panels take turns where a frame of all of them would take too long.

    A frame that is late is seen as a stutter; a panel that is two frames old isn't, at a speed at
    which dozens of iterations pass between two frames.
    """

    def __init__(self) -> None:
        self._frame = 0
        self._round = 1  # frames until every panel has had its turn
        self._spent = 0.0  # s: in this frame so far
        self._whole = 0.0  # s: what all panels together cost, smoothed

    @property
    def round(self) -> int:
        """How many frames it takes until every panel has had its turn."""
        return self._round

    def is_due(self, index: int) -> bool:
        """Return whether it is the turn of the panel with this number."""
        return (index + self._frame) % self._round == 0

    def spend(self, seconds: float) -> None:
        """Take note of what showing or painting has cost."""
        self._spent += seconds

    def next_frame(self) -> None:
        """Go on to the next frame; from what they cost follows how long a round is."""
        self._frame += 1
        self._whole += SMOOTHING * (self._round * self._spent - self._whole)
        self._spent = 0.0
        if self._whole > BUDGET * self._round:
            self._round = min(self._round + 1, MOST)
        elif self._whole < SLACK * BUDGET * (self._round - 1):
            self._round -= 1
