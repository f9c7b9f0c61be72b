"""REINFORCE made visible: trajectories, contributions, and the gradient estimate they add up to."""

import os

__version__ = "0.1.0"

# NumPy's linear algebra reads these once, when it is loaded. The matrices here are small, so that
# more threads cost time, and split sums could end in other bytes on another machine.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
