"""How the numbers of the derivation are worded: lengths, components, estimates."""

from pgviz.gui.derivation.numbers import Numbers
from pgviz.gui.format import exact, short
from pgviz.gui.notation import parameter_label, trajectory_name


def measured(numbers: Numbers, text: str) -> str:
    """Return what a number of a vector is written as: a length is called one."""
    return f"length {text}" if numbers.material.selected.parameter is None else text


def which(numbers: Numbers) -> str:
    """Return which number of a vector is shown."""
    parameter = numbers.material.selected.parameter
    if parameter is None:
        return "length"
    return f"component {parameter_label(numbers.material.policy.layers, parameter)}"


def of_trajectory(numbers: Numbers) -> str:
    """Return whose number it is."""
    return f"of {trajectory_name(numbers.material.trajectory)}"


def estimated(value: float, error: float | None) -> str:
    """Return an estimate with its standard error, three digits each."""
    return f"≈ {short(value)} ± {'?' if error is None else short(error)}"


def in_full(value: float, error: float | None) -> str:
    """Return an estimate with its standard error, all digits."""
    if error is None:
        return f"≈ {exact(value)}; one trajectory alone tells no standard error"
    return f"≈ {exact(value)} ± {exact(error)} (standard error)"
