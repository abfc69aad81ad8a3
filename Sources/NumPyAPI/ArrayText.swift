import PythonRuntime
import TensorCore

/// The text of an array as `numpy.array2string` writes it (`numpy/_core/arrayprint.py`, NumPy 2).
struct ArrayText {
  /// `numpy.set_printoptions`
  struct Options {
    var precision = 8
    var threshold = 1000
    var edgeItems = 3
    var lineWidth = 75
    var suppressesSmall = false
  }

  let options: Options
  /// What the numbers of the array stand for, if they do.
  var labels: [String] = []

  /// How an element is written, by its distance from the array's first.
  private typealias ElementText = (_ position: Int) -> String

  /// The text of an array.
  ///
  /// - Parameters:
  ///   - separator: What stands between elements: `", "` in a repr, a space otherwise.
  ///   - prefix: What stands before the text on its first line; following lines are indented by as much.
  ///   - suffix: What will follow on the last line.
  func text(_ array: NDArray, separator: String, prefix: Int, suffix: Int) -> String {
    if array.count == 0 { return "[]" }
    let isSummarised = array.count > options.threshold
    let element = elementText(array, isSummarised: isSummarised)
    if array.rank == 0 { return element(0) }
    return rows(
      array, dim: 0, position: 0, indent: String(repeating: " ", count: prefix + 1),
      width: options.lineWidth - suffix, separator: separator, isSummarised: isSummarised, element)
  }

  // MARK: Layout

  /// The text of the part of an array below the first `dim` dimensions.
  private func rows(
    _ array: NDArray, dim: Int, position: Int, indent: String, width: Int, separator: String, isSummarised: Bool,
    _ element: ElementText
  ) -> String {
    let size = array.shape[dim]
    let hasGap = isSummarised && 2 * options.edgeItems < size
    let leading = hasGap ? options.edgeItems : 0
    let trailing = hasGap ? options.edgeItems : size
    func place(_ index: Int) -> Int { position + index * array.strides[dim] }
    var text = ""
    if dim == array.rank - 1 {
      let elementWidth = width - max(separator.utf8.count(where: { $0 != 0x20 }), 1)
      var line = indent
      func extend(by word: String) {
        if line.utf8.count + word.utf8.count > elementWidth, line.utf8.count > indent.utf8.count {
          while line.utf8.last == 0x20 { line.removeLast() }
          text += line + "\n"
          line = indent
        }
        line += word
      }
      for index in 0..<leading {
        extend(by: element(place(index)))
        line += separator
      }
      if hasGap {
        extend(by: "...")
        line += separator
      }
      for index in (size - trailing)..<size {
        extend(by: element(place(index)))
        if index < size - 1 { line += separator }
      }
      text += line
    } else {
      var lineEnd = separator
      while lineEnd.utf8.last == 0x20 { lineEnd.removeLast() }
      lineEnd += String(repeating: "\n", count: array.rank - dim - 1)
      func part(_ index: Int) -> String {
        indent
          + rows(
            array, dim: dim + 1, position: place(index), indent: indent + " ", width: width - 1, separator: separator,
            isSummarised: isSummarised, element)
      }
      for index in 0..<leading { text += part(index) + lineEnd }
      if hasGap { text += indent + "..." + lineEnd }
      for index in (size - trailing)..<size { text += part(index) + (index < size - 1 ? lineEnd : "") }
    }
    return "[" + text.dropFirst(indent.count) + "]"
  }

  /// The elements that are shown, in order, by their distance from the array's first.
  private func shown(_ array: NDArray, isSummarised: Bool) -> [Int] {
    var positions = [0]
    for dim in 0..<array.rank {
      let size = array.shape[dim]
      let hasGap = isSummarised && 2 * options.edgeItems < size
      let indexes =
        hasGap ? Array(0..<options.edgeItems) + Array((size - options.edgeItems)..<size) : Array(0..<size)
      positions = positions.flatMap { start in indexes.map { start + $0 * array.strides[dim] } }
    }
    return positions
  }

  // MARK: Elements

  private func elementText(_ array: NDArray, isSummarised: Bool) -> ElementText {
    if !labels.isEmpty { return { labels[array.element(at: $0).int] } }
    let positions = shown(array, isSummarised: isSummarised)
    switch array.dtype {
    case .bool:
      let isAlone = array.rank == 0
      return { array.element(at: $0).isTrue ? isAlone ? "True" : " True" : "False" }
    case .uint8, .int8, .int16, .int32, .int64:
      let width = positions.reduce(0) { max($0, String(array.element(at: $1).int).utf8.count) }
      return { position in Self.padded(String(array.element(at: position).int), to: width) }
    case .complex64, .complex128:
      let part: DType = array.dtype == .complex64 ? .float32 : .float64
      let real = FloatColumn(
        positions.map { array.element(at: $0).double }, part, options, hasPlus: false)
      let imaginary = FloatColumn(
        positions.map { array.element(at: $0).imaginary }, part, options, hasPlus: true)
      return { position in
        let value = array.element(at: position)
        var text = imaginary.text(value.imaginary)
        var padding = 0
        while text.utf8.last == 0x20 {
          text.removeLast()
          padding += 1
        }
        return real.text(value.double) + text + "j" + String(repeating: " ", count: padding)
      }
    default:
      let column = FloatColumn(
        positions.map { array.element(at: $0).double }, array.dtype, options, hasPlus: false)
      return { column.text(array.element(at: $0).double) }
    }
  }

  fileprivate static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

/// How the floating-point numbers of an array are written below each other (`FloatingFormat`).
private struct FloatColumn {
  private let dtype: DType
  private let hasPlus: Bool
  private var precision: Int
  private var isExponential = false
  private var left = 0
  private var right = 0
  private var exponentWidth = 0

  init(_ values: [Double], _ dtype: DType, _ options: ArrayText.Options, hasPlus: Bool) {
    self.dtype = dtype
    self.hasPlus = hasPlus
    precision = options.precision
    let finite = values.filter(\.isFinite)
    let sizes = finite.filter { $0 != 0 }.map(\.magnitude)
    if let most = sizes.max(), let least = sizes.min() {
      // `finfo(dtype).precision` decides from where on the exponential form is taken.
      let cutoff = dtype == .float16 ? 1e3 : dtype == .float32 ? 1e6 : 1e8
      isExponential =
        most >= cutoff || (!options.suppressesSmall && (least < 0.0001 || Self.ratio(most, least, dtype) > 1000))
    }
    if isExponential {
      let parts = finite.map { scientific($0, fill: false) }
      precision = parts.map(\.fraction.utf8.count).max() ?? 0
      left = parts.map(\.whole.utf8.count).max() ?? 0
      exponentWidth = parts.map { $0.exponent.utf8.count - 1 }.max() ?? 2
      right = exponentWidth + 2 + precision
    } else {
      let parts = finite.map(positional)
      left = parts.map(\.whole.utf8.count).max() ?? 0
      right = parts.map(\.fraction.utf8.count).max() ?? 0
    }
    if finite.count != values.count {
      let hasSign = hasPlus || values.contains { $0 == -.infinity }
      left = max(left, 3 - (right + 1), 3 + (hasSign ? 1 : 0) - (right + 1))
    }
  }

  /// The quotient in the arithmetic of the dtype.
  private static func ratio(_ a: Double, _ b: Double, _ dtype: DType) -> Double {
    switch dtype {
    case .float32: Double(Float(a) / Float(b))
    case .float16: Double(Float16(Float16(a) / Float16(b)))
    default: a / b
    }
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else {
      let text = value.isNaN ? hasPlus ? "+nan" : "nan" : value < 0 ? "-inf" : hasPlus ? "+inf" : "inf"
      return ArrayText.padded(text, to: left + right + 1)
    }
    if isExponential {
      let parts = scientific(value, fill: true)
      return ArrayText.padded(parts.whole, to: left) + "." + parts.fraction + "e" + parts.exponent
    }
    let parts = positional(value)
    return ArrayText.padded(parts.whole, to: left) + "." + parts.fraction
      + String(repeating: " ", count: max(0, right - parts.fraction.utf8.count))
  }

  private func sign(_ value: Double) -> String { value.sign == .minus ? "-" : hasPlus ? "+" : "" }

  /// The digits before and behind the point, as few as tell the number from its neighbours.
  private func positional(_ value: Double) -> (whole: String, fraction: String) {
    var bytes: [UInt8] = []
    let decimal = ScalarText.shortest(value.magnitude, dtype)
    if decimal.digits.count - decimal.point > precision {
      FloatDigits.appendFixed(value.magnitude, precision: precision, to: &bytes)
    } else {
      let digits = decimal.digits
      if decimal.point <= 0 {
        bytes = [0x30, 0x2E] + [UInt8](repeating: 0x30, count: -decimal.point) + digits
      } else {
        bytes = Array(digits.prefix(decimal.point))
        bytes += [UInt8](repeating: 0x30, count: decimal.point - bytes.count)
        bytes.append(0x2E)
        bytes += digits.dropFirst(decimal.point)
      }
    }
    let point = bytes.firstIndex(of: 0x2E) ?? bytes.count
    var fraction = bytes.dropFirst(point + 1)
    while fraction.last == 0x30 { fraction.removeLast() }
    return (
      sign(value) + String(decoding: bytes[..<point], as: UTF8.self), String(decoding: fraction, as: UTF8.self)
    )
  }

  /// The digit before the point, the digits behind it and the exponent with its sign.
  private func scientific(_ value: Double, fill: Bool) -> (whole: String, fraction: String, exponent: String) {
    var decimal = ScalarText.shortest(value.magnitude, dtype)
    if decimal.digits.count > precision + 1 {
      decimal = FloatDigits.significant(value.magnitude, count: precision + 1)
      while decimal.digits.count > 1, decimal.digits.last == 0x30 { decimal.digits.removeLast() }
    }
    // Beyond the fewest digits come the exact ones.
    if fill, decimal.digits.count < precision + 1 {
      decimal = FloatDigits.significant(value.magnitude, count: precision + 1)
    }
    var fraction = String(decoding: decimal.digits.dropFirst(), as: UTF8.self)
    let exponent = value == 0 ? 0 : decimal.point - 1
    var digits = String(exponent.magnitude)
    let width = max(2, fill ? exponentWidth : 2)
    while digits.utf8.count < width { digits = "0" + digits }
    if fill { fraction += String(repeating: "0", count: max(0, precision - fraction.utf8.count)) }
    return (
      sign(value) + String(decoding: decimal.digits.prefix(1), as: UTF8.self), fraction,
      (exponent < 0 ? "-" : "+") + digits
    )
  }
}

/// The text of single numbers.
enum ScalarText {
  /// The fewest digits that tell a number from its neighbours in a dtype.
  static func shortest(_ magnitude: Double, _ dtype: DType) -> FloatDigits.Decimal {
    switch dtype {
    case .float32: FloatDigits.decimal(of: Float(magnitude).description)
    case .float16: shortestHalf(magnitude)
    default: FloatDigits.shortest(magnitude)
    }
  }

  private static func shortestHalf(_ magnitude: Double) -> FloatDigits.Decimal {
    let half = Float16(magnitude)
    for count in 1...5 where magnitude > 0 {
      var decimal = FloatDigits.significant(magnitude, count: count)
      let text = "0." + String(decoding: decimal.digits, as: UTF8.self) + "e\(decimal.point)"
      if let read = Double(text), Float16(read) == half {
        while decimal.digits.count > 1, decimal.digits.last == 0x30 { decimal.digits.removeLast() }
        return decimal
      }
    }
    return FloatDigits.shortest(magnitude)
  }

  /// `str(numpy.float32(x))`: as Python writes floats, with the digits of the dtype; the exponential form is taken from
  /// 1000 on in float16, from a million in float32.
  static func text(_ value: Double, _ dtype: DType) -> String {
    guard value.isFinite, value != 0, dtype != .float64 else { return FloatText.repr(value) }
    let decimal = shortest(value.magnitude, dtype)
    return (value < 0 ? "-" : "")
      + (value.magnitude >= (dtype == .float16 ? 1e3 : 1e6)
        ? FloatText.scientific(decimal) : FloatText.repr(decimal))
  }
}
