"""Networks: an architecture is data; from it come the module, the shapes, the counts and the receptive fields."""
