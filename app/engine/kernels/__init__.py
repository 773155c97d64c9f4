"""Kernels by name (`CATALOGUE`), by formula (`GENERATORS`), and the way from either to weights (`resolve`)."""

from app.engine.kernels.catalogue import CATALOGUE
from app.engine.kernels.generators import GENERATORS, Generator, Parameter, Rows
from app.engine.kernels.named import NamedKernel
from app.engine.kernels.resolving import resolve

__all__ = ["CATALOGUE", "GENERATORS", "Generator", "NamedKernel", "Parameter", "Rows", "resolve"]
