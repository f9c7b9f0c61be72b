"""How much of ĝ a step or a trajectory makes up."""

from pgviz.gui.arithmetic.lines import Line, Number, Parts, percent, signed_role
from pgviz.gui.selected_steps import Steps


def share_line(steps: Steps, share: float) -> Line:
    """Return the line of a share (1 is all of ĝ): the length along ĝ, over the length of ĝ."""
    norm = steps.estimate.norm
    along = Number(share * norm, signed_role(share))
    parts: Parts = () if steps.why_no_share else (along, " / ", Number(norm, "estimate"))
    note = steps.why_no_share or "of the whole ĝ: along it, over ‖ĝ‖"
    return Line("share of ĝ", signed_role(share), parts, percent(share), note, "sum")
