try:
    z
finally:
b
