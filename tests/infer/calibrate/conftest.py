"""What is compiled for networks is compiled as it stands: optimising it takes longer than all that tests do with it."""

import os

# Read when the first network is built.
os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_backend_optimization_level=0".strip()
