try:
    a
except B:
    c
except (D, E) as f:
    g
except:
    h
else:
    i
finally:
    j
