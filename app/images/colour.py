"""Pixels of any mode → grey or red, green, blue on white paper, in sRGB."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageCms

_GREY_MODES: Final = ("1", "L", "LA", "La")
_MOST_PROFILE_BYTES: Final = 4 << 20
_SRGB: Final = ImageCms.createProfile("sRGB")


def on_white(image: Image.Image) -> Image.Image:
    """`image` in mode L or RGB; what lies under transparent pixels becomes white paper.

    seen = colour · α + white · (1 − α)
    """
    mode = "L" if image.mode in _GREY_MODES else "RGB"
    if not image.has_transparency_data:
        return _in_srgb(image).convert(mode)
    with_alpha = image.convert("LA" if mode == "L" else "RGBA")
    paper = Image.new(mode, image.size, "white")
    paper.paste(_in_srgb(with_alpha.convert(mode)), mask=with_alpha.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as the embedded profile means them; grey, and files whose profile cannot be used, stay as they are."""
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGB", "CMYK") or not profile or len(profile) > _MOST_PROFILE_BYTES:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if (source.profile.profile_description or "").startswith("sRGB"):  # nothing to do, and half a second saved
            return image
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):  # a bad profile, or one for other channels: keep the picture
        return image
