"""Which form of an answer the client prefers: the `Accept` header, read with its weights."""

from app.wire.errors import NotAcceptable
from app.wire.query import Format

MEDIA: dict[Format, str] = {
    "safetensors": "application/x-safetensors",
    "png": "image/png",
    "json": "application/json",
    "webp": "image/webp",
}
"""In the order that we prefer when a client does not care."""


def preferred(accept: str, offered: tuple[Format, ...]) -> Format:
    """The form to answer in, among those offered.

    An `<img>` says `image/*` and gets pixels; an address bar says `text/html` and gets what a person can look at.

    >>> preferred("image/avif,image/*,*/*;q=0.8", ("safetensors", "png", "json"))
    'png'
    >>> preferred("*/*", ("safetensors", "png", "json"))
    'safetensors'
    """
    weights = read_weights(accept or "*/*")
    if "png" in offered and "text/html" in weights and "image/png" not in weights:
        return "png"
    best = max(offered, key=lambda form: weight_of(MEDIA[form], weights))
    if weight_of(MEDIA[best], weights) <= 0:
        raise NotAcceptable(
            f"This answer comes as {', '.join(MEDIA[form] for form in offered)}; none of them is accepted."
        )
    return best


def read_weights(accept: str) -> dict[str, float]:
    """Media ranges and their q; what cannot be read counts for nothing.

    >>> read_weights("image/png;q=0.5, */*;q=0.1")
    {'image/png': 0.5, '*/*': 0.1}
    """
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        q = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        weights[media] = as_weight(q)
    return weights


def as_weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def weight_of(media: str, weights: dict[str, float]) -> float:
    """The most specific range that covers a media type decides."""
    family = media.split("/", 1)[0] + "/*"
    return next((weights[name] for name in (media, family, "*/*") if name in weights), 0.0)
