"""The design's figures, measured as ratios in one run; see bench/README.md."""

import os

# Read once, when torch is imported: threads that spin while they wait would take the cores from the server under test.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
