"""What is shown under a line of the derivation, one file each; a new one is added to the table."""

from collections.abc import Mapping

from pgviz.gui.derivation.stage import Stage
from pgviz.gui.derivation.stages.factor_strip import FactorStripStage
from pgviz.gui.derivation.stages.ledger import (
    LogDerivativeStage,
    ObjectiveStage,
    RatioStage,
)

STAGES: Mapping[int, type[Stage]] = {
    1: FactorStripStage,
    2: ObjectiveStage,
    4: RatioStage,
    5: LogDerivativeStage,
}
"""By the number of the line."""
