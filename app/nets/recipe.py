"""How a network was trained, as data: a card keeps it, the trainer follows it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DataName = Literal["mnist", "fashion-mnist", "emnist-letters", "cifar10", "glyphs"]
Share = Annotated[float, Field(ge=0, le=1)]


class Augmentation(BaseModel):
    """What is done to a training image, anew each time it is seen; 0 leaves it alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shift: Share = 0.0
    """At most this share of the side, in each direction."""
    scale: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    """Between 1 - scale and 1 + scale times as large."""
    rotate: Annotated[float, Field(ge=0, le=180)] = 0.0
    """At most these degrees, either way."""
    shear: Share = 0.0
    """Rows pushed sideways by at most this share of their distance from the middle."""
    flip: bool = False
    """Left and right exchanged, half of the times."""
    erase: Share = 0.0
    """A square of this share of the side set to grey, somewhere."""

    @property
    def warps(self) -> bool:
        """Whether it needs interpolation (a shift by whole pixels and a flip do not)."""
        return bool(self.scale or self.rotate or self.shear)


class Recipe(BaseModel):
    """Everything that decides what training does, the seed included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: DataName
    epochs: Annotated[int, Field(ge=1, le=1000)]
    batch: Annotated[int, Field(ge=1, le=8192)] = 64
    images: Annotated[int, Field(ge=1)] | None = None
    """Only the first so many training images."""
    optimizer: Literal["sgd", "adam"] = "adam"
    rate: Annotated[float, Field(gt=0, le=10)] = 1e-3
    """The highest learning rate."""
    momentum: Annotated[float, Field(ge=0, lt=1)] = 0.9
    decay: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Weight decay, on weights but not on biases and norms."""
    schedule: Literal["constant", "cosine", "one-cycle"] = "one-cycle"
    warmup: Share = 0.2
    """For `one-cycle`: the share of the steps in which the rate rises."""
    smoothing: Share = 0.0
    """Of the target, what is spread over all classes."""
    average: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Decay of the running average of the weights that is kept in the end; 0 keeps the last weights."""
    augmentation: Augmentation = Augmentation()
    seed: int = 1
