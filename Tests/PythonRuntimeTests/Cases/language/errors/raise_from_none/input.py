def load():
    try:
        open('/missing')
    except OSError:
        raise RuntimeError('cannot load') from None
load()
