try:
    z
except A:
b
