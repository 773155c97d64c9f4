"""The engine: pure functions on tensors, frozen geometry, one error tree. It imports torch and nothing of ours."""

import os

# Large tensors come in pages of 2 MB instead of 4 kB, which is half of the time of a convolution of 16 megapixels.
# torch reads this at its first large allocation, so it stands before the first import of torch.
os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
