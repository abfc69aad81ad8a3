/// The text of an array as PyTorch's C++ library prints it, which stands in some errors: columns as wide as the widest
/// number asks for, and the kind of tensor behind them.
struct CppText {
  /// The characters of a line.
  private static let lineWidth = 80
  /// The elements beyond which no number is written: nobody reads an error of megabytes.
  private static let mostElements = 100_000

  private let array: NDArray
  private var text = ""
  private var scale = 1.0
  private var width = 0
  private var form = Form.plain

  private enum Form { case plain, fixed, scientific }

  /// The text of an array.
  static func of(_ array: NDArray) throws(TorchError) -> String {
    let sizes = array.shape.array.map(String.init).joined(separator: ",")
    let kind = "[ \(array.dtype.legacyTypeName){\(sizes)} ]"
    guard array.count > 0, array.count <= mostElements else { return kind }
    var writer = CppText(array: try array.cast(to: .float64).contiguous())
    try writer.write()
    return writer.text + kind
  }

  private init(array: NDArray) { self.array = array }

  private mutating func write() throws(TorchError) {
    switch array.rank {
    case 0: text = number(array.element(at: 0).double, width: 0) + "\n"
    case 1:
      setFormat(of: array)
      if scale != 1 { text += scaleText }
      for index in 0..<array.count { text += number(array.element(at: index).double / scale, width: width) + "\n" }
    case 2: try writeMatrix(array, indent: 0)
    default: try writeMatrices()
    }
  }

  /// One matrix after the other; the first dimension goes fastest.
  private mutating func writeMatrices() throws(TorchError) {
    let leading = Array(array.shape.array.dropLast(2))
    for number in 0..<leading.reduce(1, *) {
      var (rest, matrix) = (number, array)
      if number > 0 { text += "\n" }
      text += "("
      for size in leading {
        matrix = try matrix.select(0, rest % size)
        text += "\(rest % size + 1),"
        rest /= size
      }
      text += ".,.) = \n"
      try writeMatrix(matrix.contiguous(), indent: 1)
    }
  }

  private mutating func writeMatrix(_ matrix: NDArray, indent: Int) throws(TorchError) {
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let values = try matrix.elements.map(\.double)
    setFormat(of: matrix)
    let margin = String(repeating: " ", count: indent)
    let perLine = Swift.max(1, (Self.lineWidth - indent) / (width + 1))
    for first in stride(from: 0, to: columns, by: perLine) {
      let last = Swift.min(first + perLine, columns) - 1
      if perLine < columns {
        if first > 0 { text += "\n" }
        text += "Columns \(first + 1) to \(last + 1)" + margin
      }
      if scale != 1 { text += scaleText + margin }
      for row in 0..<rows {
        let numbers = values[(row * columns + first)...(row * columns + last)].map { number($0 / scale, width: width) }
        text += numbers.joined(separator: " ") + "\n"
        if row < rows - 1 { text += margin + (scale != 1 ? " " : "") }
      }
    }
  }

  private var scaleText: String { CFormat.shortest(scale) + " *\n" }

  /// The form and the width of all numbers of an array.
  private mutating func setFormat(of array: NDArray) {
    let finite = ((try? array.elements.map(\.double)) ?? []).filter(\.isFinite)
    let isWhole = finite.allSatisfy { $0 == $0.rounded(.up) }
    // The largest number is looked for with its sign, behind the first, of which the size counts.
    var (least, most) = (1.0, 1.0)
    if let first = finite.first {
      least = Self.digits(finite.map(\.magnitude).min() ?? 1)
      most = Self.digits(Swift.max(first.magnitude, finite.max() ?? 1))
    }
    (scale, form) = (1, .fixed)
    if isWhole {
      (width, form) = most > 9 ? (11, .scientific) : (Int(most) + 1, .plain)
    } else if most - least > 4 {
      (width, form) = (Swift.max(most.magnitude, least.magnitude) > 99 ? 12 : 11, .scientific)
    } else if most > 5 || most < 0 {
      width = 7
      for _ in 0..<Int((most - 1).magnitude) { scale = most > 1 ? scale * 10 : scale / 10 }
    } else {
      width = most == 0 ? 7 : Int(most) + 6
    }
  }

  /// How many digits stand in front of a number's point.
  private static func digits(_ value: Double) -> Double {
    guard value != 0 else { return 1 }
    return (CFormat.scientific(value, 16).split(separator: "e").last.flatMap { Double($0) } ?? 0) + 1
  }

  private func number(_ value: Double, width: Int) -> String {
    let text: String
    if value.isNaN {
      text = "nan"
    } else if value.isInfinite {
      text = value < 0 ? "-inf" : "inf"
    } else {
      switch form {
      case .plain: text = CFormat.shortest(value)
      case .fixed: text = CFormat.fixed(value, 4)
      case .scientific: text = CFormat.scientific(value, 4)
      }
    }
    return String(repeating: " ", count: Swift.max(0, width - text.utf8.count)) + text
  }
}

extension NDArray {
  /// The array as PyTorch's C++ library prints it.
  package func cppText() throws(TorchError) -> String { try CppText.of(self) }
}
