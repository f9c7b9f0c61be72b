"""What a run is made from."""

from dataclasses import dataclass, replace

from pgviz.environments.errors import PgvizError
from pgviz.environments.world import EnvironmentSpec
from pgviz.training.hyperparameters import DECLARATIONS, Hyperparameters

LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Experiment:
    """The start of a run: from the same one follow the same bytes.

    Raises PgvizError where the seed is not a whole number from 0 to 2⁶³ − 1.
    """

    environment: EnvironmentSpec
    hyperparameters: Hyperparameters
    seed: int
    scenario: str | None = None  # the name of the scenario it began as, if it was one

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not 0 <= self.seed <= LARGEST_SEED:
            raise PgvizError(f"A seed is a whole number from 0 to {LARGEST_SEED}, not {self.seed}.")

    def begins_anew(self, after: "Experiment") -> bool:
        """Return whether going over to another experiment begins a run, rather than changing one.

        It does where the world, the seed, or the shape or beginning of θ is another.
        """
        changed = self.hyperparameters.differences(after.hyperparameters)
        is_elsewhere = replace(self, hyperparameters=after.hyperparameters) != after
        return is_elsewhere or any(DECLARATIONS[key].restarts for key in changed)
