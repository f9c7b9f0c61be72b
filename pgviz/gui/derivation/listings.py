"""The list of the world's trajectories, kept as long as it is shown."""

from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.listed import Listed, listed_at
from pgviz.estimation.listing import Listing, list_trajectories
from pgviz.gui.view import View
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.iteration import Iteration
from pgviz.training.objective import horizon_of


class Listings:
    """Lists the trajectories once a world and horizon, and weighs them once an iteration."""

    def __init__(self) -> None:
        self._listing: Listing | None = None
        self._mdp: TabularMDP | None = None  # that is listed
        self._listed: Listed | None = None
        self._iteration: Iteration | None = None  # whose θ it is at

    def listing(self, view: View) -> Listing | None:
        """Return the list of the shown world with the shown horizon; None off a table."""
        mdp = view.world.mdp
        if mdp is None:
            return None
        horizon = horizon_of(view.world, view.iteration.hyperparameters)
        kept = self._listing
        if kept is None or mdp is not self._mdp or kept.horizon != horizon:
            self._listing, self._mdp = list_trajectories(mdp, horizon), mdp
        return self._listing

    def listed(self, view: View) -> Listed | None:
        """Return the listed trajectories at the shown θ; None where ∇J isn't known, or none is."""
        if view.iteration is not self._iteration:
            self._iteration, self._listed = view.iteration, self._at(view)
        return self._listed

    def _at(self, view: View) -> Listed | None:
        iteration, listing = view.iteration, self.listing(view)
        if iteration.exact is None or listing is None or listing.size == 0:
            return None
        policy = view.policy
        assert isinstance(policy, SoftmaxTable | SoftmaxNetwork)  # a table lists its actions
        discount = iteration.hyperparameters.discount
        return listed_at(listing, policy, iteration.before.theta, discount, iteration.exact)
