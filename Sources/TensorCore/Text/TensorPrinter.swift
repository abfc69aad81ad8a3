/// The text of a tensor as PyTorch prints it (`repr(tensor)`, `torch/_tensor_str.py`).
package struct TensorPrinter {
  private let options: PrintOptions
  private let defaultDType: DType

  package init(options: PrintOptions, defaultDType: DType) {
    self.options = options
    self.defaultDType = defaultDType
  }

  /// `tensor([...], dtype=..., ...)`
  ///
  /// - Parameters:
  ///   - array: the values.
  ///   - prefix: what stands before the values, `tensor(` for a tensor.
  ///   - suffixes: what follows dtype and size, in order: `grad_fn=<...>`, `requires_grad=True`.
  package func text(of array: NDArray, prefix: String = "tensor(", suffixes: [String] = []) -> String {
    var text = prefix + body(of: array, indent: prefix.utf8.count)
    var all: [String] = []
    let size = Self.size(of: array)
    if array.count == 0 {
      if array.rank != 1 { all.append(size) }
      if array.dtype != defaultDType { all.append("dtype=torch.\(array.dtype.name)") }
    } else {
      if options.edgeItems == 0 { all.append(size) }
      let isImplied =
        array.dtype == defaultDType || array.dtype == .int64 || array.dtype == .bool
        || array.dtype == defaultDType.complexType
      if !isImplied { all.append("dtype=torch.\(array.dtype.name)") }
    }
    append(all + suffixes, to: &text, indent: prefix.utf8.count)
    return text + ")"
  }

  /// `tensor(indices=tensor([...]),` and so on: the text of a tensor that is made of several.
  ///
  /// - Parameters:
  ///   - parts: the tensors with their names.
  ///   - suffixes: what follows them.
  ///   - startsLine: whether that begins a line.
  package func text(ofParts parts: [(name: String, array: NDArray)], suffixes: [String], startsLine: Bool) -> String {
    let prefix = "tensor("
    let indent = prefix.utf8.count
    var text =
      prefix
      + parts.map { part in
        let head = part.name + "=tensor("
        let size = part.array.count == 0 ? ", " + Self.size(of: part.array) : ""
        return head + body(of: part.array, indent: indent + head.utf8.count) + size + ")"
      }.joined(separator: ",\n" + String(repeating: " ", count: indent))
    append(suffixes, to: &text, indent: indent, startsLine: startsLine)
    return text + ")"
  }

  /// `size=(2, 0)`
  private static func size(of array: NDArray) -> String {
    "size=(" + array.shape.map(String.init).joined(separator: ", ") + (array.rank == 1 ? ",)" : ")")
  }

  /// Appends what follows the values, on new lines where there is no room.
  private func append(_ suffixes: [String], to text: inout String, indent: Int, startsLine: Bool = false) {
    var lastLength =
      text.utf8.count
      - (text.utf8.lastIndex(of: 10).map { text.utf8.distance(from: text.utf8.startIndex, to: $0) + 1 } ?? 0) + 2
    for (index, suffix) in suffixes.enumerated() {
      let length = suffix.utf8.count
      if startsLine && index == 0 || lastLength + length + 2 > options.lineWidth {
        text += ",\n" + String(repeating: " ", count: indent) + suffix
        lastLength = indent + length
      } else {
        text += ", " + suffix
        lastLength += length + 2
      }
    }
  }

  /// The values alone, laid out as if they began at column `indent`.
  func body(of array: NDArray, indent: Int) -> String {
    if array.count == 0 { return "[]" }
    let isSummarised = Double(array.count) > options.threshold
    let visible = array.shape.map { size -> [Int?] in
      let edge = options.edgeItems
      guard isSummarised, size > 2 * edge else { return Array(0..<size) }
      return Array(0..<edge) + [nil] + Array((size - edge)..<size)
    }
    var picked: [Scalar] = []
    pick(array, visible, dim: 0, position: 0, into: &picked)
    let formatter = ElementFormatter(picked, dtype: array.dtype, options: options)
    if array.rank == 0 { return formatter.text(array.element(at: 0)) }
    var text = ""
    var layout = Layout(
      array: array, visible: visible, formatter: formatter, isSummarised: isSummarised, options: options)
    layout.write(dim: 0, position: 0, indent: indent, into: &text)
    return text
  }

  /// The elements that are shown, which alone decide the number format.
  private func pick(_ array: NDArray, _ visible: [[Int?]], dim: Int, position: Int, into picked: inout [Scalar]) {
    if dim == array.rank { return picked.append(array.element(at: position)) }
    for case .some(let index) in visible[dim] {
      pick(array, visible, dim: dim + 1, position: position &+ index &* array.strides[dim], into: &picked)
    }
  }

  /// The nested brackets of a tensor's values.
  private struct Layout {
    let array: NDArray
    let visible: [[Int?]]
    let formatter: ElementFormatter
    let isSummarised: Bool
    let options: PrintOptions

    mutating func write(dim: Int, position: Int, indent: Int, into text: inout String) {
      text += "["
      let separator = "\n" + String(repeating: " ", count: indent + 1)
      if dim == array.rank - 1 {
        let perLine = max(1, (options.lineWidth - indent) / (formatter.width + 2))
        let items = isSummarised && options.edgeItems == 0 ? [] : visible[dim]
        if isSummarised && options.edgeItems == 0 { text += "..." }
        for (number, index) in items.enumerated() {
          if number > 0 { text += number % perLine == 0 ? "," + separator : ", " }
          if let index {
            text += formatter.text(array.element(at: position &+ index &* array.strides[dim]))
          } else {
            text += " ..."
          }
        }
      } else {
        let lines =
          "," + String(repeating: "\n", count: array.rank - dim - 1) + String(repeating: " ", count: indent + 1)
        for (number, index) in visible[dim].enumerated() {
          if number > 0 { text += lines }
          if let index {
            write(dim: dim + 1, position: position &+ index &* array.strides[dim], indent: indent + 1, into: &text)
          } else {
            text += "..."
          }
        }
      }
      text += "]"
    }
  }
}

/// How the elements of one tensor are written: one notation and one width for all of them.
struct ElementFormatter {
  private let real: NumberFormatter
  private let imaginary: NumberFormatter?
  private let dtype: DType
  let width: Int

  /// - Parameter values: the elements that decide notation and width.
  init(_ values: [Scalar], dtype: DType, options: PrintOptions) {
    self.dtype = dtype
    if dtype.isComplex {
      real = NumberFormatter(values.map(\.double), options)
      let other = NumberFormatter(values.map(\.imaginary), options)
      imaginary = other
      width = real.width + other.width + 1
    } else if dtype.isFloatingPoint {
      real = NumberFormatter(values.map(\.double), options)
      imaginary = nil
      width = real.width
    } else {
      real = NumberFormatter([], options)
      imaginary = nil
      width = values.reduce(1) { max($0, Self.plain($1).utf8.count) }
    }
  }

  /// An integer or a truth value.
  private static func plain(_ value: Scalar) -> String {
    if case .bool(let flag) = value { return flag ? "True" : "False" }
    return String(value.int)
  }

  func text(_ value: Scalar) -> String {
    if let imaginary {
      var part = imaginary.text(value.imaginary) + "j"
      part.removeSubrange(part.startIndex..<(part.firstIndex { $0 != " " } ?? part.startIndex))
      let hasSign = part.first == "+" || part.first == "-"
      return real.text(value.double) + (hasSign ? part : "+" + part)
    }
    if dtype.isFloatingPoint { return real.text(value.double) }
    let text = Self.plain(value)
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

/// The notation of real numbers: integers with a point, decimals, or scientific.
private struct NumberFormatter {
  private enum Notation {
    case integer, fixed, scientific, full
  }

  private let notation: Notation
  private let precision: Int
  let width: Int

  init(_ values: [Double], _ options: PrintOptions) {
    precision = options.precision
    let deciding = values.filter { $0.isFinite && $0 != 0 }
    var largest = 0.0
    var smallest = Double.infinity
    var areIntegers = true
    for value in deciding {
      largest = max(largest, abs(value))
      smallest = min(smallest, abs(value))
      if value != value.rounded(.up) { areIntegers = false }
    }
    let isScientific =
      options.sciMode ?? (!deciding.isEmpty && (largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4))
    let notation: Notation
    if deciding.isEmpty {
      notation = .integer
    } else if options.isFullPrecision, !areIntegers || isScientific {
      notation = .full
    } else if isScientific {
      notation = .scientific
    } else {
      notation = areIntegers ? .integer : .fixed
    }
    self.notation = notation
    var width = 1
    for value in deciding { width = max(width, Self.text(value, notation, options.precision).utf8.count) }
    self.width = width
  }

  func text(_ value: Double) -> String {
    let text = Self.text(value, notation, precision)
    let missing = width - text.utf8.count
    return missing > 0 ? String(repeating: " ", count: missing) + text : text
  }

  private static func text(_ value: Double, _ notation: Notation, _ precision: Int) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    switch notation {
    case .integer: return CFormat.fixed(value, 0) + "."
    case .fixed: return CFormat.fixed(value, precision)
    case .scientific: return CFormat.scientific(value, precision)
    case .full: return CFormat.scientific(value, 16)
    }
  }
}
