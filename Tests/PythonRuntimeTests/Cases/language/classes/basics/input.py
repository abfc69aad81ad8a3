class Point:
    """A point."""
    dims = 2
    def __init__(self, x, y=0):
        self.x, self.y = x, y
    def norm1(self): return abs(self.x) + abs(self.y)
    def __repr__(self): return f"Point({self.x}, {self.y})"
p = Point(3, y=-4)
print(p, p.norm1(), Point.dims, p.dims, Point.__doc__, Point.__name__, p.__class__, p.__dict__)
p.dims = 3
print(p.dims, Point.dims, isinstance(p, Point), hasattr(p, "z"), getattr(p, "z", None))
print(Point.norm1(p), type(p) is Point, Point.__module__)
