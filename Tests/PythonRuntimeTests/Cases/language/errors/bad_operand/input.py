class Vector: pass
Vector() + Vector()
