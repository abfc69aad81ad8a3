import Autograd
import TensorCore

/// What poolings refuse of their windows and inputs, in PyTorch's order and words.
///
/// One-dimensional poolings are two-dimensional ones of rows: after the lists have been looked at, errors are those of
/// two dimensions. `max_pool1d` alone has texts of its own for everything.
struct PoolingChecks {
  /// Over how many of the last dimensions the window goes.
  let dims: Int
  /// Whether it is the largest element that is taken, and not the mean.
  let isLargest: Bool

  private var name: String { "\(isLargest ? "max" : "avg")_pool\(dims)d" }

  // MARK: Lists

  /// The window that the arguments of an operator say.
  ///
  /// - Throws: PyTorch's errors for lists of a wrong length.
  func window(_ arguments: OperatorArguments) throws -> Window {
    if dims == 1 { try checkSingles(arguments) } else { try checkLists(arguments) }
    func spread(_ list: [Int]?, default value: Int) -> [Int] {
      guard let list, let first = list.first else { return [Int](repeating: value, count: dims) }
      return list.count == 1 ? [Int](repeating: first, count: dims) : list
    }
    let size = spread(try arguments.ints(1), default: 1)
    let given = arguments.optionalInts(2) ?? []
    let window = Window(
      size: size, stride: given.isEmpty ? size : spread(given, default: 1),
      padding: spread(arguments.optionalInts(3), default: 0),
      dilation: spread(isLargest ? arguments.optionalInts(4) : nil, default: 1),
      roundsUp: arguments.bool(isLargest ? 5 : 4))
    try Self.checkNumbers(window.size, window.stride, window.padding, window.dilation)
    return window
  }

  /// Refuses numbers that are no C ints.
  private static func checkNumbers(_ lists: [Int]...) throws {
    for list in lists where list.contains(where: { $0 > Int32.max }) {
      throw TorchError(.runtime, "value cannot be converted to type int without overflow")
    }
  }

  /// The lists that say a window, in the order of the arguments behind the input.
  private static let listNames = ["kernel_size", "stride", "padding", "dilation"]

  /// The first list, by its place among them, that has neither one number nor `count`; no stride at all is that of the
  /// window's size.
  private static func wrongList(_ arguments: OperatorArguments, of lists: Int, count: Int = 1) -> Int? {
    for index in 0..<lists {
      guard let length = arguments.optionalInts(index + 1)?.count, length != 1, length != count else { continue }
      if index != 1 || length != 0 { return index }
    }
    return nil
  }

  private var lists: Int { isLargest ? 4 : 3 }

  private func checkLists(_ arguments: OperatorArguments) throws {
    if let index = Self.wrongList(arguments, of: lists, count: dims) {
      let name = Self.listNames[index]
      let isStride = index == 1
      let must = isLargest ? index == 3 ? "must be either" : "must either be" : dims == 3 ? "must be" : "must either be"
      throw TorchError(
        .runtime,
        "\(self.name): \(name) \(must)\(isStride ? " omitted," : "") a single int, or a tuple of"
          + " \(dims == 2 ? "two" : "three") ints")
    }
  }

  private func checkSingles(_ arguments: OperatorArguments) throws {
    try Self.checkRows(arguments.array(0), name)
    if let index = Self.wrongList(arguments, of: lists) {
      let count = arguments.optionalInts(index + 1)?.count ?? 0
      throw TorchError(
        .runtime, "\(name)() argument '\(Self.listNames[index])' should contain one int (got \(count))")
    }
  }

  /// Refuses what are no rows, or rows of a batch.
  static func checkRows(_ x: NDArray, _ name: String) throws {
    if x.rank == 2 || x.rank == 3 { return }
    throw TorchError(
      .runtime,
      "Expected 2 to 3 dimensions, but got \(x.rank)-dimensional tensor for argument #1 'self' (while checking arguments"
        + " for \(name))")
  }

  // MARK: Windows

  /// Refuses a window of two or three dimensions that is none, or that an input has no room for.
  func check(_ x: NDArray, _ window: Window) throws {
    var ranks: String { "\(dims + 1)D or \(dims + 2)D (batch mode) tensor" }
    if !isLargest, dims == 2 {
      _ = try NDArray.wrap(-3, rank: x.rank, allowsScalar: false)
    } else if x.rank != dims + 1 && x.rank != dims + 2 {
      throw TorchError(.runtime, "non-empty \(ranks) expected for input")
    }
    for dim in 0..<dims { try checkPadding(window, dim) }
    try checkPositive(window.size, "kernel size", "k")
    try checkPositive(window.stride, "stride", "d")
    try checkPositive(window.dilation, "dilation", "dilation")
    try checkElements(x, ranks)
    try checkRoom(x, window)
  }

  private func checkPositive(_ values: [Int], _ what: String, _ prefix: String) throws {
    guard values.contains(where: { $0 <= 0 }) else { return }
    let sizes = zip(["T", "H", "W"].suffix(dims), values).map { "\(prefix)\($0): \($1)" }.joined(separator: " ")
    throw TorchError(.runtime, "\(what) should be greater than zero, but got \(sizes)")
  }

  private func checkPadding(_ window: Window, _ dim: Int) throws {
    let (size, padding) = (window.size[dim], window.padding[dim])
    if window.stride[dim] == 0 { throw TorchError(.runtime, "stride should not be zero") }
    if padding < 0 { throw TorchError(.runtime, "pad must be non-negative, but got pad: \(padding)") }
    if padding > ((size - 1) * window.dilation[dim] + 1) / 2 {
      throw TorchError(
        .runtime,
        "pad should be at most half of effective kernel size, but got pad=\(padding), kernel_size=\(size) and"
          + " dilation=\(window.dilation[dim])")
    }
  }

  /// Refuses an input without elements, unless it is a batch of no samples.
  private func checkElements(_ x: NDArray, _ ranks: @autoclosure () -> String) throws {
    if dims == 2 {
      if x.rank != 3 && x.rank != 4 || x.shape.array.suffix(3).contains(0) {
        throw TorchError(
          .runtime, "Expected \(ranks()) with optional 0 dim batch size for input, but got:\(x.shape.text)")
      }
    } else if x.shape.array.dropFirst(x.rank == 5 ? 1 : 0).contains(0) {
      // The length stands in the place of the dimension.
      throw TorchError(
        .runtime,
        "\(isLargest ? "max_pool3d_with_indices_out_cpu_template" : "avg_pool3d")(): Expected input's non-batch dimensions"
          + " to have positive length, but input has a shape of \(x.shape.text) and non-batch dimension 0 has"
          + " length zero!")
    }
  }

  private func checkRoom(_ x: NDArray, _ window: Window) throws {
    let lengths = Array(x.shape.array.suffix(dims))
    func named(_ prefix: String, _ values: [Int], _ order: [Int]) -> [(String, Int)] {
      order.map { ("\(prefix)\(["T", "H", "W"].suffix(dims)[3 - dims + $0])", values[$0]) }
    }
    func spaced(_ parts: [(String, Int)]) -> String { parts.map { "\($0): \($1)" }.joined(separator: " ") }
    if !isLargest, dims == 3, zip(lengths, window.size).contains(where: { $0 < $1 }) {
      throw TorchError(
        .runtime,
        "input image (\(spaced(named("", lengths, [0, 1, 2])))) smaller than kernel size"
          + " (\(spaced(named("k", window.size, [0, 1, 2]))))")
    }
    if zip(window.size, window.padding).contains(where: { $0 / 2 < $1 }) {
      let widthFirst = dims == 2 ? [1, 0] : [0, 2, 1]
      let parts =
        dims == 2
        ? (named("pad", window.padding, widthFirst) + named("k", window.size, widthFirst))
          .map { "\($0) = \($1)" }.joined(separator: ", ")
        : spaced(named("k", window.size, widthFirst) + named("pad", window.padding, widthFirst))
      throw TorchError(.runtime, "pad should be smaller than or equal to half of kernel size, but got \(parts)")
    }
    let places = window.places(over: lengths)
    if places.contains(where: { $0 < 1 }) {
      let channels = x.shape[x.rank - dims - 1]
      let list = { (values: [Int]) in ([channels] + values).map(String.init).joined(separator: "x") }
      throw TorchError(
        .runtime,
        "Given input size: (\(list(lengths))). Calculated output size: (\(list(places))). Output size is too small")
    }
  }

  // MARK: max_pool1d

  /// The window of `max_pool1d`, with all that it refuses.
  static func rowWindow(_ arguments: OperatorArguments) throws -> Window {
    let x = try arguments.array(0)
    if x.rank != 2 && x.rank != 3 || x.shape.array.suffix(2).contains(0) {
      throw TorchError(
        .runtime,
        "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but"
          + " got:\(x.shape.text)")
    }
    if let index = wrongList(arguments, of: listNames.count) {
      let some = index == 1 ? "None, an int, list of ints, or" : "an int, list of ints\(index == 2 ? "," : "") or"
      throw TorchError(
        .runtime,
        "max_pool1d() \(listNames[index]) must be \(some) tuple of ints of size 1 but got size"
          + " \(arguments.optionalInts(index + 1)?.count ?? 0)")
    }
    let size = try arguments.ints(1)
    let stride = arguments.optionalInts(2).flatMap { $0.isEmpty ? nil : $0 } ?? size
    let window = Window(
      size: size, stride: stride, padding: arguments.optionalInts(3) ?? [0], dilation: arguments.optionalInts(4) ?? [1],
      roundsUp: arguments.bool(5))
    func checkPositive(_ value: Int, _ name: String) throws {
      if value > 0 { return }
      throw TorchError(.runtime, "max_pool1d() \(name) must be greater than zero, but got \(value)")
    }
    try checkPositive(window.size[0], "kernel_size")
    try checkPositive(window.stride[0], "stride")
    let padding = window.padding[0]
    if padding < 0 { throw TorchError(.runtime, "max_pool1d() padding must be non-negative, but got \(padding)") }
    if padding > window.size[0] / 2 {
      throw TorchError(
        .runtime,
        "max_pool1d() padding should be at most half of kernel size, but got padding=\(padding) and"
          + " kernel_size=\(window.size[0])")
    }
    try checkPositive(window.dilation[0], "dilation")
    try checkNumbers(window.size, window.stride, window.dilation)
    let places = window.places(over: [x.shape[x.rank - 1]])[0]
    if places < 1 { throw TorchError(.runtime, "max_pool1d() Invalid computed output size: \(places)") }
    return window
  }
}
