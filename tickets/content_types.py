"""What a file really is, by its first bytes: what a sender or a platform calls it proves nothing."""

WEBP, MP4 = b"WEBP", b"ftyp"
STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)


def content_type(content: bytes) -> str | None:
    """The type of a picture, recording or video we keep; None for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == WEBP:
        return "image/webp"
    if content[4:8] == MP4:
        return "video/mp4"
    return next((kind for start, kind in STARTS if content.startswith(start)), None)
