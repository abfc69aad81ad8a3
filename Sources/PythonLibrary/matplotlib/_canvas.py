"""The shapes of a figure, as the native module `_figures` takes them."""
import math

from matplotlib.colors import to_rgba


class Canvas:
    def __init__(self, width, height):
        self.width, self.height, self.clips, self.elements = width, height, [], []

    def clip(self, x, y, width, height):
        rectangle = (x, y, width, height)
        if rectangle not in self.clips:
            self.clips.append(rectangle)
        return self.clips.index(rectangle)

    def _is_seen(self, color):
        return color is not None and color[3] > 0

    def path(self, clip, codes, points, fill, stroke, width=1.0, dashes=(), cap="butt", join="miter", even_odd=False):
        fill = fill if self._is_seen(fill) else None
        stroke = stroke if self._is_seen(stroke) and width > 0 else None
        if fill is None and stroke is None or any(value - value != 0 for value in points):
            return
        # Far outside of the page nothing is seen, and renderers lose precision.
        points = [min(max(value, -1e5), 1e5) for value in points]
        self.elements.append(("path", clip, codes, points, (fill, stroke, width, list(dashes), cap, join, even_odd)))

    def line(self, clip, x, y, color, width, dashes, cap):
        """A line through points, interrupted where a number is missing."""
        if not self._is_seen(color):
            return
        codes, points, is_down = [], [], False
        last_x = last_y = None
        for a, b in zip(x, y):
            if a - a != 0 or b - b != 0:
                is_down = False
                continue
            # Steps too short to be seen are left out of long lines.
            if is_down and len(x) > 2000 and abs(a - last_x) < 0.05 and abs(b - last_y) < 0.05:
                continue
            last_x, last_y = a, b
            codes.append("L" if is_down else "M")
            points.append(a)
            points.append(b)
            is_down = True
        if points:
            self.path(clip, "".join(codes), points, None, color, width, dashes, cap, "round")

    def marks(self, clip, codes, points, places, fill, stroke, width, join):
        fill = fill if self._is_seen(fill) else None
        stroke = stroke if self._is_seen(stroke) and width > 0 else None
        if places and (fill or stroke):
            places = [min(max(value, -1e5), 1e5) for value in places]
            self.elements.append(("marks", clip, codes, points, places, (fill, stroke, width, [], "butt", join, False)))

    def image(self, clip, rectangle, columns, rows, data, smooth):
        self.elements.append(("image", clip, rectangle, columns, rows, data, smooth))

    def text(self, clip, x, y, block, color, ha="left", va="baseline", turn=0, align=None, box=None, is_anchored=False):
        """A block of text whose box, after turning, is aligned at a point."""
        width, height = block.width, block.height
        angle = math.radians(turn)
        cos, sin = math.cos(angle), math.sin(angle)
        # The box around the first baseline's start, turned.
        corners = [(0, block.ascent), (width, block.ascent), (0, block.ascent - height), (width, block.ascent - height)]
        turned = corners if is_anchored else [(a * cos - b * sin, a * sin + b * cos) for a, b in corners]
        left, right = min(a for a, _ in turned), max(a for a, _ in turned)
        bottom, top = min(b for _, b in turned), max(b for _, b in turned)
        last = -block.step * (len(block.lines) - 1)
        dx = {"left": -left, "center": -(left + right) / 2, "right": -right}[ha]
        dy = {"top": -top, "bottom": -bottom, "center": -(top + bottom) / 2, "baseline": -last if turn == 0 else -bottom - (
            block.descent if turn % 180 == 0 else 0), "center_baseline": -(top + bottom + block.descent) / 2}[va]
        if va == "baseline" and turn and not is_anchored:
            dy = -bottom - block.descent * abs(cos)
        if is_anchored:
            dx, dy = dx * cos - dy * sin, dx * sin + dy * cos
        x, y = x + dx, y + dy
        if box is not None:
            self._box(clip, x, y, corners, cos, sin, box, block.size)
        align = align or ha
        for i, (runs, length) in enumerate(zip(block.lines, block.widths)):
            along = {"left": 0, "center": (width - length) / 2, "right": width - length}[align]
            anchor = {"left": "start", "center": "middle", "right": "end"}[align]
            along += {"start": 0, "middle": length / 2, "end": length}[anchor]
            down = -block.step * i
            if any(run[0] for run in runs):
                self.elements.append(("text", clip, x + along * cos - down * sin, y + along * sin + down * cos, block.size,
                                      runs, anchor, float(turn), color, "b" if block.bold else ""))

    def _box(self, clip, x, y, corners, cos, sin, box, size):
        style = box.get("boxstyle", "square" if "pad" in box else "square,pad=0.4")
        pad = 0.4 * size if "pad" not in box else box["pad"]
        for part in style.split(",")[1:]:
            if part.startswith("pad="):
                pad = float(part[4:]) * size
        alpha = box.get("alpha")
        face, edge = box.get("facecolor", box.get("fc", "C0")), box.get("edgecolor", box.get("ec", "black"))
        if "color" in box:
            face = edge = box["color"]
        right, top, bottom = corners[1][0] + pad, corners[0][1] + pad, corners[2][1] - pad
        codes, points = rounded(-pad, bottom, right, top, pad * 0.7 if style.startswith("round") and pad else 0)
        turned = [part for a, b in zip(points[0::2], points[1::2]) for part in (x + a * cos - b * sin, y + a * sin + b * cos)]
        self.path(clip, codes, turned, to_rgba(face, alpha), to_rgba(edge, alpha), box.get("linewidth", box.get("lw", 1.0)))


def rounded(x0, y0, x1, y1, r):
    """A rectangle with rounded corners."""
    if r <= 0:
        return "MLLLZ", [x0, y0, x1, y0, x1, y1, x0, y1]
    return "MLQLQLQLQZ", [x0 + r, y0, x1 - r, y0, x1, y0, x1, y0 + r, x1, y1 - r, x1, y1, x1 - r, y1, x0 + r, y1, x0, y1,
                          x0, y1 - r, x0, y0 + r, x0, y0, x0 + r, y0]
