"""Office files that are the same byte for byte whenever and wherever they are made of the same content."""

import io
import re
import zipfile
from datetime import datetime

from bot.core.clock import aware

CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def still(content: bytes, made_at: datetime) -> bytes:
    """The file without the moment of its making: parts in their order, dated 1980, not packed (packing differs from
    one machine to the next); its properties say `made_at`.
    """
    when = aware(made_at).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == CORE:
                part = _MODIFIED.sub(lambda found: found[1] + when + found[3], part)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            made.writestr(info, part)
    return file.getvalue()
