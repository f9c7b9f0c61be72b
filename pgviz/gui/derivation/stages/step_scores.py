"""L9: the scores of the steps add up to the score of the trajectory."""

from pgviz.gui.derivation.identity import Identity
from pgviz.gui.derivation.nudge.stage import NudgeStage
from pgviz.gui.derivation.scores.picture import ScoresPicture
from pgviz.gui.derivation.stage import Material


class StepScoresStage(NudgeStage):
    """L9, with the direction along which the scores are drawn."""

    picture_type = ScoresPicture
    moves = False

    def identity(self, material: Material) -> Identity | None:
        """Return the measured ∇log P(τ;θ) and the sum of the steps' scores."""
        assert isinstance(self.picture, ScoresPicture)
        return self.picture.sums.identity
