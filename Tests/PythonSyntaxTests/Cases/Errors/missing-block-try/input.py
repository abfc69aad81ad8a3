try:
z
except: pass
