"""How far the ĝ of m trajectories reach along ∇J, exactly, where trajectories can be listed."""

from collections.abc import Sequence

from pgviz.estimation.along import Along, along, mean_of
from pgviz.estimation.every_batch import Sampling, every_batch, every_trajectory, is_countable
from pgviz.estimation.moments import treats_separately
from pgviz.gui.derivation.material import Material
from pgviz.gui.derivation.scenes.spread import Spread
from pgviz.gui.estimate.target import Target
from pgviz.policies.softmax_network import SoftmaxNetwork
from pgviz.policies.table import SoftmaxTable

MOST_STEPS = 200_000  # of all listed trajectories together: some 0.1 s
MOST_STEPS_RUNNING = 2_000
MOST_BATCHES = 200  # that are weighed one by one: some 0.05 s
MOST_MEANS = 3_000  # batches whose ĝ is but a mean: some 0.02 s


def exact_spreads(material: Material, target: Target, sizes: Sequence[int]) -> dict[int, Spread]:
    """Return the spreads by m that can be summed; while running only that of m = 1."""
    sampling = _sampling(material)
    if sampling is None:
        return {}
    separate = treats_separately(sampling.estimator)
    single = along(every_trajectory(sampling), target.gradient) if separate else None
    found = {}
    for size in [1] if material.running else sizes:
        known = _of_batches(sampling, target, size)
        if known is None and single is not None:
            known = mean_of(single, size)
        if known is not None:
            found[size] = _known(known, size)
    return found


def _of_batches(sampling: Sampling, target: Target, size: int) -> Along | None:
    most = MOST_MEANS if treats_separately(sampling.estimator) else MOST_BATCHES
    if not is_countable(sampling, size, most):
        return None
    return along(every_batch(sampling, size), target.gradient)


def _known(found: Along, size: int) -> Spread:
    return Spread(
        size,
        "exact",
        found.lengths,
        found.probabilities,
        found.mean,
        found.deviation,
        found.away,
        found.zero,
    )


def _sampling(material: Material) -> Sampling | None:
    """Return how trajectories are drawn, where all of them are listed and it takes no time."""
    mdp, iteration, listing = material.world.mdp, material.iteration, material.listing
    if mdp is None or iteration.exact is None or listing is None or not listing.complete:
        return None
    most = MOST_STEPS_RUNNING if material.running else MOST_STEPS
    if mdp.reward_noise > 0.0 or listing.batch.steps > most:
        return None
    assert isinstance(material.policy, SoftmaxTable | SoftmaxNetwork)  # a table lists its actions
    return Sampling(
        listing,
        material.policy,
        material.theta,
        iteration.hyperparameters.estimator,
        material.world.observations,
        iteration.before.value,
    )
