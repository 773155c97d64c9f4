"""Everything that can go wrong with a picture, each as a sentence for the person who sent it.

ImageError
  · UnknownImage        no such sample, and no such upload (any more)
  · TooLarge            more bytes, pixels or parts than the limits allow
  · UnsupportedImage    not one of the formats taken, or a kind of pixel without a fixed black and white
  · BrokenImage         the right format, but damaged or cut short
  · ImpossibleSize      a working resolution outside 1…4096
  · StoreFailed         the picture is fine, but the disk would not take it
"""


class ImageError(Exception):
    """A picture was refused.

    >>> raise UnknownImage("There is no picture called 'dog'.", "image")
    Traceback (most recent call last):
    app.images.errors.UnknownImage: There is no picture called 'dog'.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class UnknownImage(ImageError):
    """No such sample, and no such upload (any more)."""


class TooLarge(ImageError):
    """More bytes, pixels or parts than the limits allow."""


class UnsupportedImage(ImageError):
    """Not one of the formats taken, or a kind of pixel without a fixed black and white."""


class BrokenImage(ImageError):
    """The right format, but damaged or cut short."""


class ImpossibleSize(ImageError):
    """A working resolution outside 1…4096."""


class StoreFailed(ImageError):
    """The picture is fine, but the disk would not take it."""
