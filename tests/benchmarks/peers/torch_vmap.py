"""Per-step gradients by `torch.func`: vmap(grad), then norms, shares and trajectories' sums."""

from collections.abc import Callable

import torch
from torch import nn
from torch.func import functional_call, grad, vmap

from tests.benchmarks.contestants import repeated, serve
from tests.benchmarks.peers.steps import Steps, make_steps
from tests.benchmarks.peers.torch_network import load, network

Scores = dict[str, torch.Tensor]  # by parameter, [steps, *its shape]


def scoring(steps: Steps, precision: torch.dtype) -> Callable[[], Scores]:
    """Return what computes ∇log π of every step, all of them kept."""
    policy = network(steps.sizes).to(precision)
    layers = [(matrix[:, :-1], matrix[:, -1]) for matrix in steps.matrices]
    load([part for part in policy if isinstance(part, nn.Linear)], layers)
    parameters = {name: each.detach() for name, each in policy.named_parameters()}
    observations = torch.as_tensor(steps.observations, dtype=precision)
    actions = torch.as_tensor(steps.actions)

    def log_prob(
        parameters: Scores, observation: torch.Tensor, action: torch.Tensor
    ) -> torch.Tensor:
        logits = functional_call(policy, parameters, (observation,))
        return torch.log_softmax(logits, dim=-1).gather(0, action[None])[0]

    scores = vmap(grad(log_prob), in_dims=(None, 0, 0))
    return lambda: scores(parameters, observations, actions)


def summary(scores: Scores, weights: torch.Tensor, trajectories: int) -> tuple[torch.Tensor, ...]:
    """Return norms [steps], shares [steps] and sums of trajectories [trajectories, parameters]."""
    flat = torch.cat([each.flatten(start_dim=1) for each in scores.values()], dim=1)
    weighted = weights[:, None] * flat
    sums = weighted.unflatten(0, (trajectories, -1)).sum(dim=1)
    gradient = sums.sum(dim=0)
    return flat.norm(dim=1), weighted @ gradient / gradient.square().sum(), sums


def measure(
    hidden: list[int], horizon: int, seconds: float, double: bool, whole: bool
) -> dict[str, float]:
    """Compute the scores for so long; `whole` with what is asked of them."""
    steps, precision = make_steps(hidden, horizon), torch.float64 if double else torch.float32
    scores, weights = scoring(steps, precision), torch.as_tensor(steps.weights, dtype=precision)

    def once() -> int:
        each = scores()
        if whole:
            summary(each, weights, steps.trajectories)
        return len(weights)

    return repeated(once, seconds)


if __name__ == "__main__":
    serve(measure)
