"""Image bytes in, tensors out: decode, limits, content address, store, samples. The only user of Pillow."""
