"""What is shown under a line of the derivation or in a lesson; a new one is added to the table."""

from collections.abc import Mapping

from pgviz.gui.derivation.scenes.baseline import BaselineScene
from pgviz.gui.derivation.scenes.bias import BiasStage
from pgviz.gui.derivation.scenes.discount import DiscountStage
from pgviz.gui.derivation.scenes.log import LogScene
from pgviz.gui.derivation.scenes.loss import LossScene
from pgviz.gui.derivation.scenes.past import PastScene
from pgviz.gui.derivation.scenes.pushes import PushesScene
from pgviz.gui.derivation.scenes.sample import SampleStage
from pgviz.gui.derivation.scenes.slip import SlipScene
from pgviz.gui.derivation.stage import Scene, Stage
from pgviz.gui.derivation.stages.average import AverageStage
from pgviz.gui.derivation.stages.factor_strip import FactorStripStage
from pgviz.gui.derivation.stages.fan import FanStage
from pgviz.gui.derivation.stages.ledger import (
    LogDerivativeStage,
    ObjectiveStage,
    RatioStage,
)
from pgviz.gui.derivation.stages.nudge_probability import NudgeProbabilityStage
from pgviz.gui.derivation.stages.nudge_slopes import NudgeSlopesStage
from pgviz.gui.derivation.stages.nudge_stacks import NudgeStacksStage
from pgviz.gui.derivation.stages.step_scores import StepScoresStage

STAGES: Mapping[Scene, type[Stage]] = {
    1: FactorStripStage,
    2: ObjectiveStage,
    3: NudgeProbabilityStage,
    4: RatioStage,
    5: LogDerivativeStage,
    6: FanStage,
    7: NudgeStacksStage,
    8: NudgeSlopesStage,
    9: StepScoresStage,
    10: AverageStage,
    "nudge": NudgeProbabilityStage,
    "log": LogScene,
    "slip": SlipScene,
    "pushes": PushesScene,
    "past": PastScene,
    "baseline": BaselineScene,
    "discount": DiscountStage,
    "bias": BiasStage,
    "loss": LossScene,
    "sample": SampleStage,
}
