"""Drawing a Batch: one loop over vector steps for every kind of world."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pgviz.environments.batch import Batch, freeze
from pgviz.environments.copies import Copies
from pgviz.environments.errors import IterationFailed
from pgviz.environments.layout import GridLayout
from pgviz.environments.randomness import Draws, Purpose
from pgviz.environments.recorder import Chunk, Recorder
from pgviz.environments.spaces import Space
from pgviz.environments.step_uniforms import StepUniforms
from pgviz.environments.tabular import TabularMDP
from pgviz.environments.world import Act, Checkpoint, EnvironmentSpec, proceed


@dataclass(eq=False)
class SampledWorld:
    """The `World` of any kind of copies."""

    spec: EnvironmentSpec
    title: str
    observations: Space
    actions: Space
    mdp: TabularMDP | None
    time_limit: int | None
    layout: GridLayout | None  # where its states lie, if the world is a grid
    copies: Copies

    def sample(
        self,
        act: Act,
        width: int,
        draws: Draws,
        batch_size: int,
        horizon: int,
        checkpoint: Checkpoint = proceed,
    ) -> Batch:
        """Return the batch that `World.sample` promises."""
        limit = horizon if self.time_limit is None else min(horizon, self.time_limit)
        sampling = _Sampling(self.copies, act, width, draws, limit, checkpoint)
        chunks = [sampling.chunk(*part) for part in _parts(batch_size, self.copies.most)]
        return self._batch(chunks, self.copies.seeds(draws, 0, batch_size))

    def close(self) -> None:
        """Release the environment's own resources."""
        self.copies.close()

    def _batch(self, chunks: list[Chunk], seeds: np.ndarray | None) -> Batch:
        whole = Chunk(*(_join(parts) for parts in zip(*chunks, strict=True)))
        return Batch(
            observations=freeze(self._observed(whole.states)),
            actions=freeze(whole.actions),
            rewards=freeze(whole.rewards),
            offsets=freeze(np.concatenate(([0], np.cumsum(whole.lengths)))),
            terminated=freeze(whole.terminated),
            truncated=freeze(~whole.terminated),
            last_observations=freeze(self._observed(whole.last_states)),
            reset_seeds=None if seeds is None else freeze(seeds),
            states=None if self.mdp is None else freeze(whole.states),
            last_states=None if self.mdp is None else freeze(whole.last_states),
        )

    def _observed(self, states: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(self.copies.observe(states))


@dataclass(frozen=True)
class _Sampling:
    """What the chunks of one batch have in common."""

    copies: Copies
    act: Act
    width: int
    draws: Draws
    horizon: int
    checkpoint: Checkpoint

    def chunk(self, first: int, count: int) -> Chunk:
        """Return trajectories first … first + count."""
        uniforms = StepUniforms(self.draws, Purpose.ACTIONS, first, count, self.width)
        recorder = Recorder(self.copies.reset(self.draws, first, count, self.checkpoint))
        for step in range(self.horizon):
            self.checkpoint()
            rows, states = recorder.rows, recorder.states
            actions = self.act(self.copies.observe(states), uniforms.at(step, rows))
            _require_finite(actions, first, rows, step)
            transition = self.copies.step(step, rows, states, actions)
            recorder.append(actions, transition, cut=step == self.horizon - 1)
            if not len(recorder.rows):
                break
        return recorder.chunk()


def _require_finite(actions: np.ndarray, first: int, rows: np.ndarray, step: int) -> None:
    if actions.dtype.kind != "f" or np.isfinite(actions).all():
        return
    row = np.argwhere(~np.isfinite(actions))[0][0]
    problem = f"the policy chose {actions[row]}, which is not finite"
    raise IterationFailed("action", problem, first + int(rows[row]), step)


def _parts(count: int, most: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, most):
        yield first, min(most, count - first)


def _join(parts: tuple[np.ndarray, ...]) -> np.ndarray:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
