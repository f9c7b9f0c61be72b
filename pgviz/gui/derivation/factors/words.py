"""What is said of the factors of a trajectory, and of each of them."""

from pgviz.gui.derivation.factors.chain import Chain, Tile
from pgviz.gui.derivation.magnitude import magnitude, power_of_e
from pgviz.gui.format import exact
from pgviz.gui.notation import trajectory_name

WHY_ZERO = "θ is not in it, so its gradient is 0, known or unknown"
NAMES = {"start": "μ(s₀)", "policy": "π(aₜ|sₜ)", "dynamics": "P(sₜ₊₁|sₜ,aₜ)"}


def headings(chain: Chain) -> tuple[str, ...]:
    """Return ways to say what the product is, the longest first."""
    log = float(chain.running[-1])
    product = f"{magnitude(log)} = {power_of_e(log)}"
    if chain.known:
        name = trajectory_name(chain.material.trajectory)
        return f"P({name};θ) = {product}", f"P(τ;θ) = {product}", f"P = {magnitude(log)}"
    return (
        f"P(τ;θ) = ? · {product}, the product of π",
        f"P(τ;θ) = ? · {product}",
        f"P = ? · {magnitude(log)}",
    )


def so_far(chain: Chain, step: int) -> tuple[str, ...]:
    """Return ways to say the product up to and with a step, the longest first."""
    log = float(chain.running[step + 1])
    product = f"{magnitude(log)} = {power_of_e(log)}"
    of = "product" if chain.known else "product of π"
    return f"{of} up to t = {step}: {product}", f"to t = {step}: {product}", magnitude(log)


def explanation(chain: Chain) -> tuple[str, ...]:
    """Return ways to say what the tiles mean, the longest first."""
    if chain.known:
        return (
            "blue π, grey μ and P: each as long as its natural log (unit: nats)",
            "blue π, grey μ and P: natural log, in nats",
            "bars: natural log, nats",
            "bars: log in nats",
        )
    return (
        "? is unknown: this world does not tell its μ and P. θ is not in them: gradient 0 anyway",
        "? is unknown, but θ is not in it: its gradient is 0 anyway",
        "? unknown, without θ: gradient 0",
    )


def tip(chain: Chain, tile: Tile) -> str:
    """Return what a factor is, and its value with all digits."""
    return "\n".join([_heading(chain, tile), *_values(chain, tile), *_gradient(tile)])


def _heading(chain: Chain, tile: Tile) -> str:
    name, states, step = NAMES[tile.quantity], chain.states, tile.step
    if step is None:
        return f"{name}: the start{_named(' in ', states[0])}"
    if tile.quantity == "policy":
        return f"t = {step}, {name}: {tile.text or 'the action'}{_named(' in ', states[step])}"
    along = f"{states[step]} → {states[step + 1]}" if tile.text else "where the world went"
    return f"t = {step}, {name}: {along}"


def _values(chain: Chain, tile: Tile) -> list[str]:
    if tile.log is None:
        return [f"unknown: {chain.material.world.title} does not tell it"]
    kind = "density" if _is_density(chain, tile) else "probability"
    return [f"{kind} {magnitude(tile.log, digits=17)}", f"its logarithm {exact(tile.log)} nats"]


def _gradient(tile: Tile) -> list[str]:
    return [] if tile.quantity == "policy" else [WHY_ZERO]


def _is_density(chain: Chain, tile: Tile) -> bool:
    return tile.quantity == "policy" and chain.material.iteration.evaluation.means is not None


def _named(before: str, name: str) -> str:
    return f"{before}{name}" if name else ""
