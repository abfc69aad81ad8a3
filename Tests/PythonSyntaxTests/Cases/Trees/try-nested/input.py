try:
    try:
        a
    finally:
        b
except A:
    raise B from None
