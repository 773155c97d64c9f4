"""Kernelscope: what a convolution does, on the viewer's own picture, with the real numbers."""

__version__ = "0.1.0"
