"""The panels, one file each; a new one is added to the table."""

from pgviz.gui.panel import Panel
from pgviz.gui.panels.contributions import ContributionsPanel
from pgviz.gui.panels.derivation import DerivationPanel
from pgviz.gui.panels.gradient import GradientPanel
from pgviz.gui.panels.inspector import InspectorPanel
from pgviz.gui.panels.landscape import LandscapePanel
from pgviz.gui.panels.learning import LearningPanel
from pgviz.gui.panels.trajectories import TrajectoriesPanel
from pgviz.gui.theme import Theme

PANELS: tuple[type[Panel], ...] = (
    TrajectoriesPanel,
    ContributionsPanel,
    GradientPanel,
    DerivationPanel,
    InspectorPanel,
    LandscapePanel,
    LearningPanel,
)


def make_panels(theme: Theme) -> tuple[Panel, ...]:
    """Return a panel of each kind."""
    return tuple(panel(theme) for panel in PANELS)
