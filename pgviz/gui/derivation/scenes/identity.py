"""Whether something shown is what was shown before."""

import operator


def are_same(these: tuple[object, ...], those: tuple[object, ...]) -> bool:
    """Return whether these are the very objects; iterations hold arrays, which can't be asked ==."""
    return len(these) == len(those) and all(map(operator.is_, these, those))
