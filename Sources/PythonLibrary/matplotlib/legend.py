"""Legends."""
from matplotlib import font_size, rcParams
from matplotlib._canvas import rounded
from matplotlib._text import ASCENT, DESCENT, Block
from matplotlib.artist import Artist, Line2D, Patch, PathCollection, PolyCollection, marker_path
from matplotlib.colors import to_rgba

LOCATIONS = {"best": 0, "upper right": 1, "upper left": 2, "lower left": 3, "lower right": 4, "right": 5,
             "center left": 6, "center right": 7, "lower center": 8, "upper center": 9, "center": 10}
# Where each stands: parts of the free space to its left and below it.
_PLACES = {1: (1, 1), 2: (0, 1), 3: (0, 0), 4: (1, 0), 5: (1, 0.5), 6: (0, 0.5), 7: (1, 0.5), 8: (0.5, 0), 9: (0.5, 1),
           10: (0.5, 0.5)}


class Legend(Artist):
    defaults = {"zorder": 5, "title": "", "frameon": None}

    def __init__(self, ax, handles, labels, *, loc=None, fontsize=None, title=None, ncol=1, ncols=1, frameon=None,
                 framealpha=None, bbox_to_anchor=None, shadow=None, fancybox=None, facecolor=None, edgecolor=None,
                 prop=None, handlelength=2.0, title_fontsize=None, borderaxespad=0.5, borderpad=0.4, labelspacing=0.5,
                 handletextpad=0.8, columnspacing=2.0, markerscale=1.0, numpoints=1, scatterpoints=1, labelcolor=None,
                 mode=None, bbox_transform=None, **kwargs):
        super().__init__(**kwargs)
        self.ax, self.handles, self.texts = ax, list(handles), [str(label) for label in labels]
        loc = rcParams["legend.loc"] if loc is None else loc
        if isinstance(loc, str):
            if loc not in LOCATIONS:
                raise ValueError(f"{loc!r} is not a valid value for loc; supported values are {', '.join(LOCATIONS)}")
            loc = LOCATIONS[loc]
        self.loc = loc
        if prop and "size" in prop:
            fontsize = prop["size"]
        self.size = font_size(fontsize, rcParams["legend.fontsize"])
        self.title, self.title_size = title, font_size(title_fontsize, rcParams["font.size"])
        self.columns = max(ncol, ncols)
        self.has_frame = rcParams["legend.frameon"] if frameon is None else frameon
        self.alpha = 0.8 if framealpha is None else framealpha
        self.anchor = bbox_to_anchor
        self.face, self.edge = facecolor or "white", edgecolor or "0.8"
        self.length, self.pads = handlelength, (borderaxespad, borderpad, labelspacing, handletextpad, columnspacing)
        self.labelcolor = labelcolor

    def get_texts(self):
        from matplotlib.artist import Text
        return [Text(0, 0, text) for text in self.texts]

    def set_title(self, title, prop=None):
        self.title = title

    def _layout(self):
        size, (_, pad, spacing, gap, between) = self.size, self.pads
        blocks = [Block(text, size) for text in self.texts]
        count = max(len(blocks), 1)
        columns = min(self.columns, count)
        rows, extra = divmod(count, columns)
        sizes = [rows + (i < extra) for i in range(columns)]
        placed, start, x = [], 0, pad * size
        tallest = 0.0
        for number in sizes:
            part = list(range(start, min(start + number, len(blocks))))
            y = -pad * size
            for i in part:
                height = max(blocks[i].height, 0.7 * size)
                placed.append((i, x, y, height))
                y -= height + spacing * size
            tallest = max(tallest, -y - spacing * size - pad * size)
            x += (self.length + gap) * size + max((blocks[i].width for i in part), default=0) + between * size
            start += number
        width, top = x - between * size + pad * size, 0.0
        title = Block(self.title, self.title_size) if self.title else None
        if title:
            top = title.height + spacing * size
            width = max(width, title.width + 2 * pad * size)
        return blocks, placed, title, top, width, tallest + top + 2 * pad * size

    def _place(self, width, height):
        x0, y0, w, h = self.ax.rectangle()
        pad = self.pads[0] * self.size
        if not isinstance(self.loc, int):
            return x0 + self.loc[0] * w, y0 + self.loc[1] * h
        if self.anchor is not None:
            bx, by = x0 + self.anchor[0] * w, y0 + self.anchor[1] * h
            bw, bh = (self.anchor[2] * w, self.anchor[3] * h) if len(self.anchor) == 4 else (0, 0)
            fx, fy = _PLACES[self.loc or 1]
            return bx + pad + fx * (bw - width - 2 * pad), by + pad + fy * (bh - height - 2 * pad)

        def at(code):
            fx, fy = _PLACES[code]
            return x0 + pad + fx * (w - width - 2 * pad), y0 + pad + fy * (h - height - 2 * pad)
        if self.loc:
            return at(self.loc)
        best = None
        lines, points, boxes = self._obstacles()
        for code in range(1, 11):
            x, y = at(code)
            badness = self._badness(x, y, x + width, y + height, lines, points, boxes)
            if badness == 0:
                return x, y
            if best is None or badness < best[0]:
                best = badness, x, y
        return best[1:]

    def _obstacles(self):
        lines, points, boxes = [], [], []
        tx, ty = self.ax.mapping("data")
        for child in self.ax.children:
            if not child.p["visible"]:
                continue
            if isinstance(child, Line2D):
                lines.append(child.legend_points(self.ax))
            elif isinstance(child, PathCollection):
                points += child.legend_points(self.ax)
            elif isinstance(child, Patch) and child.is_data():
                _, corners = child.points()
                xs, ys = [tx(v) for v in corners[0::2]], [ty(v) for v in corners[1::2]]
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
            elif isinstance(child, PolyCollection):
                lines += [[(tx(x), ty(y)) for x, y in polygon] for polygon in child.polygons]
        return lines, points, boxes

    @staticmethod
    def _badness(x0, y0, x1, y1, lines, points, boxes):
        total = sum(x0 < x < x1 and y0 < y < y1 for x, y in points)
        total += sum(a < x1 and c > x0 and b < y1 and d > y0 for a, b, c, d in boxes)
        for line in lines:
            total += sum(x0 < x < x1 and y0 < y < y1 for x, y in line)
            total += any(_crosses(p, q, x0, y0, x1, y1) for p, q in zip(line, line[1:]))
        return total

    def draw(self, ax, canvas, clip):
        blocks, placed, title, top, width, height = self._layout()
        x, y = self._place(width, height)
        size, gap = self.size, self.pads[3]
        if self.has_frame:
            codes, points = rounded(x, y, x + width, y + height, 0.2 * size)
            canvas.path(None, codes, points, to_rgba(self.face, self.alpha), to_rgba(self.edge, self.alpha), 1.0)
        upper, color = y + height, to_rgba(rcParams["text.color"])
        if title:
            canvas.text(None, x + width / 2, upper - self.pads[1] * size, title, color, "center", "top")
        for i, dx, dy, row in placed:
            left, line_top = x + dx, upper - top + dy
            baseline = line_top - blocks[i].ascent
            self._handle(canvas, self.handles[i], left, baseline, size)
            canvas.text(None, left + (self.length + gap) * size, baseline, Block(self.texts[i], size), color, "left",
                        "baseline" if len(blocks[i].lines) == 1 else "center")

    def _handle(self, canvas, handle, x, baseline, size):
        width, height, bottom = self.length * size, 0.7 * size - 0.35 * size * 0, baseline
        middle = baseline + 0.35 * size
        if isinstance(handle, Line2D):
            handle.stroke(canvas, None, [x, x + width], [middle, middle])
            handle.marks(canvas, None, [x + width / 2], [middle])
        elif isinstance(handle, PathCollection):
            colors = handle.face_colors()
            area = sum(handle.sizes) / len(handle.sizes)
            codes, points, filled = marker_path(handle.marker, area ** 0.5)
            color = colors[0] if colors else None
            edge = handle.edge_of(color) if filled else color
            canvas.marks(None, codes, points, [x + width / 2, middle - 0.0375 * size], color if filled else None, edge, 1.0,
                         "round")
        elif hasattr(handle, "handle_lines"):
            handle.draw_handle(canvas, x, middle, width, size)
        elif hasattr(handle, "paint"):
            handle.p.setdefault("fill", True)
            face, edge, line, dashes = handle.paint()
            canvas.path(None, "MLLLZ", [x, bottom, x + width, bottom, x + width, bottom + height, x, bottom + height], face,
                        edge, line, dashes)
        elif hasattr(handle, "patches") or isinstance(handle, (list, tuple)):
            for part in getattr(handle, "patches", handle)[:1]:
                self._handle(canvas, part, x, baseline, size)


def _crosses(p, q, x0, y0, x1, y1):
    """Whether a stretch of a line meets a box."""
    (px, py), (qx, qy) = p, q
    start, end = 0.0, 1.0
    for a, d, low, high in ((px, qx - px, x0, x1), (py, qy - py, y0, y1)):
        if d == 0:
            if not low < a < high:
                return False
        else:
            s, e = (low - a) / d, (high - a) / d
            if s > e:
                s, e = e, s
            start, end = max(start, s), min(end, e)
    return start < end
