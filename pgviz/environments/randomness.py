"""All randomness of an iteration, as a function of (seed, iteration, purpose).

The numbers are laid out in blocks of `BLOCK` steps: within a block, trajectory i owns row i. Rows
and blocks are addressed by the counter of a Philox generator, so any rectangle can be drawn alone:
one trajectory at a time or m at once gives the same numbers, and neither the batch size nor the
horizon moves those that stay.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

BLOCK = 32  # steps; long enough to spread the cost of a generator, short enough to stay lazy
WORDS = 4  # 64-bit numbers a Philox counter step yields


class Aside(IntEnum):
    """What is studied beside the training, with a key of its own; 0 is left to the training."""

    REFERENCE = 1
    DRAWS = 2


class Purpose(IntEnum):
    """What random numbers are drawn for; each purpose has a key, and so a stream, of its own."""

    ACTIONS = 0
    TRANSITIONS = 1
    STARTS = 2
    PARAMETERS = 3


@dataclass(frozen=True)
class Draws:
    """The random numbers of one iteration; `iteration` is -1 before the first.

    `aside` is empty for the training. Whatever is studied beside it has a non-empty one, which
    `SeedSequence` keeps apart as a spawn key, so that it shares no number with any iteration.
    """

    seed: int
    iteration: int
    aside: tuple[int, ...] = ()  # e.g. (Aside.REFERENCE, 3): the fourth batch of a reference

    def uniforms(
        self, purpose: Purpose, block: int, first: int, count: int, width: int = 1
    ) -> np.ndarray:
        """Return uniforms in [0, 1) for steps block·BLOCK … of trajectories first … first+count.

        Shape [count, BLOCK, width]. Row i never depends on `first`, `count` or the horizon.
        """
        generator = self._generator(purpose, block, first * BLOCK * width // WORDS)
        return generator.random((count, BLOCK, width))

    def starts(self, first: int, count: int) -> np.ndarray:
        """Return one uniform in [0, 1) a trajectory, for its initial state, [count]."""
        return self.uniforms(Purpose.STARTS, 0, first, count)[:, 0, 0]

    def seeds(self, first: int, count: int) -> np.ndarray:
        """Return one seed in [0, 2³¹) a trajectory, for its environment's reset, [count]."""
        return (self.starts(first, count) * 2**31).astype(np.int64)

    def parameters(self) -> np.random.Generator:
        """Return the generator that initial parameters are drawn from."""
        return self._generator(Purpose.PARAMETERS, 0, 0)

    def _generator(self, purpose: Purpose, block: int, position: int) -> np.random.Generator:
        # SeedSequence takes no negative numbers, so the iteration before the first is entry 0.
        words = [self.seed, self.iteration + 1, purpose]
        entropy = np.random.SeedSequence(words, spawn_key=self.aside)
        key = entropy.generate_state(2, np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=[position, block, 0, 0]))


def normals(uniforms: np.ndarray) -> np.ndarray:
    """Return standard normals from pairs of uniforms along the last axis, [..., width / 2].

    Box and Muller's transform: unlike a rejection sampler it uses a fixed count of uniforms, so
    the position of a number never depends on the values before it.
    """
    radius = np.sqrt(-2.0 * np.log1p(-uniforms[..., 0::2]))
    return radius * np.cos(2.0 * np.pi * uniforms[..., 1::2])
