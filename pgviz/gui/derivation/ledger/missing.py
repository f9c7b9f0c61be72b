"""Why a world's trajectories are not all listed, in words."""

from pgviz.estimation.listing import MOST_TRAJECTORIES, Listing
from pgviz.gui.derivation.material import Material
from pgviz.gui.format import count
from pgviz.training.objective import has_bounded_sums

UNKNOWN = (
    "Where this world goes is not known as a table, so that its trajectories can't be listed. "
    "The line holds for it all the same, whatever P(s'|s,a) is: that is why sampling is enough, "
    "from L6 on."
)
TOO_LONG = (
    "This world is too large for J and ∇J to be computed in every iteration, and for its "
    "trajectories to be listed. The line holds for it all the same."
)
TOO_LARGE = (
    "The rewards of this world are so large that no number holds J and ∇J. "
    "The line holds for it all the same."
)


def why_no_list(material: Material) -> str:
    """Return why there is no table; empty if there is one."""
    listing = material.listing
    if listing is None:
        return UNKNOWN
    if material.iteration.exact is None:
        bounded = has_bounded_sums(material.world, material.iteration.hyperparameters)
        return TOO_LONG if bounded else TOO_LARGE
    return _too_many(listing) if listing.size == 0 else ""


def wanted_horizon(listing: Listing | None) -> int | None:
    """Return the largest horizon at which all are listed; None where all are, or never can be."""
    if listing is None or listing.complete or listing.longest == 0:
        return None
    return listing.longest


def _too_many(listing: Listing) -> str:
    most = count(MOST_TRAJECTORIES)
    if listing.longest == 0:
        return f"Even with one step there are more than {most} trajectories: too many to list."
    steps = "1 step" if listing.longest == 1 else f"{count(listing.longest)} steps"
    return (
        f"There are more than {most} trajectories of {count(listing.horizon)} steps, and none "
        f"ends within {steps}, so that none is listed. The line holds all the same."
    )
