"""The scenes of the lessons, one or a few files each; a new one is added to the table."""

from collections.abc import Mapping

from pgviz.gui.derivation.scenes.baseline import BaselineScene
from pgviz.gui.derivation.scenes.log import LogScene
from pgviz.gui.derivation.scenes.past import PastScene
from pgviz.gui.derivation.scenes.pushes import PushesScene
from pgviz.gui.derivation.scenes.slip import SlipScene
from pgviz.gui.derivation.stage import Stage

SCENES: Mapping[str, type[Stage]] = {
    "log": LogScene,
    "slip": SlipScene,
    "pushes": PushesScene,
    "past": PastScene,
    "baseline": BaselineScene,
}
"""By the name that a lesson calls its scene by."""
