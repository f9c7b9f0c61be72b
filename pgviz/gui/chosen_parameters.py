"""Which parameters are shown or told of where there are many: the selected, and the largest."""

import numpy as np

from pgviz.gui.view import View


def chosen_parameter(view: View, components: np.ndarray) -> int:
    """Return the selected parameter, or else that of the largest component [parameters]."""
    wanted = view.selected.parameter
    return int(largest_parameters(components, 1)[0]) if wanted is None else wanted


def largest_parameters(sums: np.ndarray, rows: int, wanted: int | None = None) -> np.ndarray:
    """Return the parameters of largest sums [parameters], largest first; all in order if they fit.

    `wanted` is always among them, in the last row if not by its size.
    """
    if len(sums) <= rows:
        return np.arange(len(sums))
    chosen = np.argsort(-np.abs(sums), kind="stable")[:rows]
    if wanted is not None and rows and wanted not in chosen:
        chosen[-1] = wanted
    return chosen
