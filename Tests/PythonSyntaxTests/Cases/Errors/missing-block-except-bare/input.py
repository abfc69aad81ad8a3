try:
    z
except:
b
