"""What takes long, kept as long as it is shown: the list of all trajectories, and ĝ by R(τ)."""

from dataclasses import replace

from pgviz.environments.tabular import TabularMDP
from pgviz.estimation.estimate import GradientEstimate, estimate_gradient
from pgviz.estimation.estimator import Estimator
from pgviz.estimation.listed import Listed, listed_at
from pgviz.estimation.listing import Listing, list_trajectories
from pgviz.estimation.weights import weigh
from pgviz.gui.view import View
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable
from pgviz.training.iteration import Iteration
from pgviz.training.objective import horizon_of


class Listings:
    """Lists the trajectories once a world and horizon; weighs, and estimates, once an iteration."""

    def __init__(self) -> None:
        self._listing: Listing | None = None
        self._mdp: TabularMDP | None = None  # that is listed
        self._listed: Listed | None = None
        self._iteration: Iteration | None = None  # whose θ it is at
        self._plain: GradientEstimate | None = None
        self._estimated: Iteration | None = None  # whose batch it is of

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

    def plain_estimate(self, view: View) -> GradientEstimate:
        """Return ĝ as the derivation writes it, by R(τ) alone, whatever estimator is at work."""
        if self._plain is None or view.iteration is not self._estimated:
            self._estimated, self._plain = view.iteration, _plain_estimate(view)
        return self._plain

    def _at(self, view: View) -> Listed | None:
        iteration, listing = view.iteration, self.listing(view)
        if iteration.exact is None or listing is None or listing.size == 0:
            return None
        policy = view.policy
        assert isinstance(policy, SoftmaxTable | SoftmaxNetwork)  # a table lists its actions
        discount = iteration.hyperparameters.discount
        return listed_at(listing, policy, iteration.before.theta, discount, iteration.exact)


def is_plain(estimator: Estimator) -> bool:
    """Return whether the ĝ that moves θ is that of the derivation."""
    return replace(estimator, discount_weighting=True) == Estimator(discount=estimator.discount)


def _plain_estimate(view: View) -> GradientEstimate:
    iteration = view.iteration
    estimator = iteration.hyperparameters.estimator
    if is_plain(estimator):
        return iteration.estimate
    batch, score = iteration.batch, iteration.evaluation.score
    plain = Estimator(discount=estimator.discount)
    return estimate_gradient(batch, score, weigh(batch, score, plain, view.world.observations))
