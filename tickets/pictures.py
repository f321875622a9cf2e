"""Pictures as staff see them: upright, and without what the camera wrote into them, such as where it was."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
FORMAT = "image/jpeg"


class NoPicture(ValueError):
    """It cannot be shown: damaged, or larger than any phone's."""


def clean(content: bytes) -> bytes:
    """A JPEG of the picture with nothing but its pixels, at most LONGEST_SIDE long.

    Raises:
        NoPicture: it does not open.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture("too many pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoPicture(type(error).__name__) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
