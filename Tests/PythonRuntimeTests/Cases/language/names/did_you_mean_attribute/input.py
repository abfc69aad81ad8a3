class Shape:
    def __init__(self):
        self.width = 3
Shape().widht
