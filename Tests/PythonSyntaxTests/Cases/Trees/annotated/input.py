x: Dict[str, int] = {}
y: 'T'
self.z: int = 0
