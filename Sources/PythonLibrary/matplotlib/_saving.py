"""`savefig`"""


def save(figure, fname, format):
    """Writes a figure into the session's files, as SVG."""
    import _figures
    name = str(fname) if not hasattr(fname, "write") else ""
    kind = format or (name.rsplit(".", 1)[1].lower() if "." in name.rsplit("/", 1)[-1] else "png" if name else "svg")
    if kind not in ("png", "svg", "pdf", "jpg", "jpeg", "eps", "ps", "tif", "tiff", "webp"):
        raise ValueError(f"Format {kind!r} is not supported (supported formats: svg)")
    if kind != "svg":
        import warnings
        warnings.warn(f"nbrun writes figures as SVG only: '{name}' is not written; the figure is in the report",
                      stacklevel=3)
        return
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + _figures.svg(*figure.drawing()) + "\n"
    if hasattr(fname, "write"):
        try:
            fname.write(text)
        except TypeError:
            fname.write(text.encode())
        return
    with open(fname, "w") as file:
        file.write(text)
