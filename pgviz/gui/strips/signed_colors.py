"""The colours of a signed heat map."""

import numpy as np

from pgviz.gui.theme import Theme


def signed_colors(theme: Theme, values: np.ndarray, largest: float) -> np.ndarray:
    """Return RGBA for a signed heat map: negative – card – positive, [..., 4] uint8."""
    share = np.clip(values / largest, -1.0, 1.0) if largest > 0.0 else np.zeros_like(values)
    card = np.array(theme.card.getRgb(), dtype=float)
    positive, negative = (
        np.array(color.getRgb(), dtype=float) for color in (theme.estimate, theme.negative)
    )
    end = np.where(share[..., None] >= 0.0, positive, negative)
    weight = np.sqrt(np.abs(share))[..., None]  # small values are still seen
    return np.asarray(np.round(card + weight * (end - card)), dtype=np.uint8)
