/// A picture as shapes, in points from the lower left corner.
package struct Drawing: Sendable, Hashable {
  package var width: Double
  package var height: Double
  /// What the picture is, in a few words.
  package var title: String
  /// What is to be seen: axes, labels, series.
  package var description: String
  /// The rectangles that shapes may be clipped to.
  package var clips: [Rectangle]
  /// The shapes, the lowest first.
  package var elements: [Element]

  package struct Rectangle: Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
  }

  /// Red, green, blue and opacity, each from 0 to 1.
  package struct Color: Sendable, Hashable {
    package var red: Double
    package var green: Double
    package var blue: Double
    package var alpha: Double
  }

  /// How a shape is painted.
  package struct Paint: Sendable, Hashable {
    package var fill: Color?
    package var stroke: Color?
    package var width: Double
    /// Lengths of dashes and gaps, in points; empty for a solid line.
    package var dashes: [Double]
    package var cap: Cap
    package var join: Join
    /// Whether what is enclosed twice is left out.
    package var isEvenOdd: Bool
  }

  package enum Cap: String, Sendable { case butt, round, square }
  package enum Join: String, Sendable { case miter, round, bevel }

  /// Straight and curved lines.
  package struct Path: Sendable, Hashable {
    /// `M`, `L` (one point), `Q` (two), `C` (three), `Z` (none).
    package var commands: [UInt8]
    /// x and y of each point.
    package var coordinates: [Double]

    /// Whether it is one rectangle whose sides run along the axes.
    var isUpright: Bool {
      guard commands == Array("MLLLZ".utf8), coordinates.count == 8 else { return false }
      return (0..<4).allSatisfy { side in
        let next = (side + 1) % 4
        return coordinates[side * 2] == coordinates[next * 2] || coordinates[side * 2 + 1] == coordinates[next * 2 + 1]
      }
    }
  }

  /// A part of a text in one style.
  package struct Run: Sendable, Hashable {
    package var text: String
    /// The size as a multiple of the text's.
    package var scale: Double
    /// How far above the baseline it stands, as a multiple of the text's size.
    package var rise: Double
    package var isItalic: Bool
  }

  package enum Anchor: String, Sendable { case start, middle, end }

  package struct Text: Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var size: Double
    package var runs: [Run]
    package var anchor: Anchor
    /// Degrees, counter-clockwise.
    package var rotation: Double
    package var color: Color
    package var isBold: Bool
    package var isMonospaced: Bool
  }

  /// Pixels in rows from the top.
  package struct Image: Sendable, Hashable {
    package var place: Rectangle
    package var columns: Int
    package var rows: Int
    /// Red, green, blue and opacity of each pixel.
    package var pixels: [UInt8]
    /// Whether pixels are blended into each other instead of shown as squares.
    package var isSmooth: Bool
  }

  package enum Shape: Sendable, Hashable {
    case path(Path, Paint)
    /// A path drawn at several places, x and y of each.
    case marks(Path, at: [Double], Paint)
    case text(Text)
    case image(Image)
  }

  package struct Element: Sendable, Hashable {
    package var shape: Shape
    /// The index of the rectangle it is clipped to.
    package var clip: Int?
  }
}
