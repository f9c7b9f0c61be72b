"""What the columns beside the parts of a trajectory say."""

from collections.abc import Sequence

from pgviz.gui.derivation.nudge.amount import Amount
from pgviz.gui.derivation.nudge.parts import NO_THETA, Part
from pgviz.gui.derivation.nudge.sheet import Column
from pgviz.gui.format import signed

UNKNOWN = "?"
MEANT = "d is the chosen direction, of length 1. Natural logarithms are in nats."
ZERO, SHORT_ZERO = f"0, {NO_THETA}", "0, no θ"


def before(parts: Sequence[Part]) -> Column:
    """Return the values at θ."""
    return Column("at θ", _texts([part.before for part in parts]), "quiet", spare=2)


def after(parts: Sequence[Part]) -> Column:
    """Return the values at θ + ε d."""
    return Column("at θ + εd", _texts([part.after for part in parts]))


def change(parts: Sequence[Part]) -> Column:
    """Return what the nudge has added: known even where the whole isn't, if only π moves."""
    return Column("change", tuple(_change(part) for part in parts), spare=1)


def measured(parts: Sequence[Part]) -> Column:
    """Return the derivatives along d by central differences."""
    return Column("∂ measured", _texts([part.measured for part in parts]))


def derived(parts: Sequence[Part], *, wide: bool) -> Column:
    """Return the derivatives along d by the derivation, and why one is 0 if it is `wide`."""
    zero = ZERO if wide else SHORT_ZERO
    texts = [_text(part.derived) if part.has_theta else zero for part in parts]
    return Column("∂ formula", tuple(texts), "quiet")


def tip(part: Part) -> str:
    """Return what a part is worth and how it moves, with all digits."""
    lines = [
        f"{part.name} at θ: {_exact(part.before)}",
        f"at θ + εd: {_exact(part.after)}",
        f"slope along d, measured: {_exact(part.measured)}",
        f"slope along d, formula: {_exact(part.derived)}",
    ]
    why = [] if part.has_theta else [f"{NO_THETA}: 0, known or unknown"]
    return "\n".join([*lines, *why, MEANT])


def _texts(amounts: Sequence[Amount | None]) -> tuple[str, ...]:
    return tuple(_text(amount) for amount in amounts)


def _text(amount: Amount | None) -> str:
    return UNKNOWN if amount is None else amount.text


def _change(part: Part) -> str:
    if not part.has_theta:
        return "0"
    return UNKNOWN if part.change is None else signed(part.change)


def _exact(amount: Amount | None) -> str:
    return "unknown" if amount is None else amount.exact
