"""A script's main loop: only what this run does."""

from collections.abc import Iterator

from pgviz.exporting.script.settings import Settings


def loop_lines(settings: Settings, first: str, width: int) -> list[str]:
    """Return the loop; `first` is the code of the first θ, `width` the uniforms of an action."""
    head = [
        f"theta, h, memory, fit = {first}, {{}}, (), None",
        "for k in range(ITERATIONS):",
    ]
    return head + [f"    {line}" for line in _body(settings, width)]


def _body(settings: Settings, width: int) -> Iterator[str]:
    yield "h |= SETTINGS.get(k, {})"
    if settings.changes("optimizer"):
        yield 'memory = () if "optimizer" in SETTINGS.get(k, {}) else memory'
    act = 'h["act"]' if settings.has("act") else "act"
    choose = f"lambda s, u: {act}(theta, s, u)"
    yield f'batch = world.sample({choose}, {width}, Draws(SEED, k), h["m"], h["horizon"])'
    yield "score = scores(theta, batch)  # ∇log π(a_t|s_t)"
    yield from _weight(settings)
    yield from _gradient(settings)
    yield 'step, memory = h["optimizer"](gradient, h["learning_rate"], *memory)'
    yield "theta = theta + step"


def _weight(settings: Settings) -> Iterator[str]:
    """Yield what makes ψ."""
    rewards = 'h["rewards"](batch, h["discount"])' if settings.has("rewards") else "batch.rewards"
    yield f'returns = h["returns"](batch, {rewards}, h["discount"])'
    yield f"c = {_coefficients(settings)}"
    baseline = settings.has("baseline")
    if baseline:
        yield 'psi = less(returns, h["baseline"](batch, returns, score, c, fit))'
    else:
        yield "psi = returns"
    if settings.has("standardise"):
        yield 'psi = standardised(psi) if h["standardise"] else psi'
    if settings.has("mistake"):
        yield 'psi = h["mistake"](batch, psi)'
    if settings.ever("baseline", "learnt_value"):
        yield from _refit(settings)


def _coefficients(settings: Settings) -> str:
    if settings.has("coefficients"):
        return 'h["coefficients"](batch, h["discount"])'
    return "np.ones(batch.steps)"


def _refit(settings: Settings) -> Iterator[str]:
    only = not settings.changes("baseline")
    yield "fit = refit(fit, batch, returns)" + (
        "" if only else ' if h["baseline"] is learnt_value else None'
    )


def _gradient(settings: Settings) -> Iterator[str]:
    """Yield what makes the direction of the update."""
    count = "batch.size"
    if settings.has("average"):
        count = '(batch.steps if h["average"] == "steps" else batch.size)'
    yield f"gradient = sum(per_trajectory(score, 1.0 / {count} * c * psi, batch))"
    if settings.has("entropy_bonus"):
        yield 'gradient = gradient + h["entropy_bonus"] * entropy_gradient(theta, batch)'
    if settings.has("gradient_clip"):
        yield 'gradient = clipped(gradient, h["gradient_clip"])'
