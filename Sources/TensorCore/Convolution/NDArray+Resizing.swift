import CKernels

/// How images are made larger and smaller (`F.interpolate`).
package struct Resizing: Sendable {
  /// Whether four elements of a line make one, and not two.
  package let isCubic: Bool
  /// Whether the outermost elements stay where they are.
  package let isAligned: Bool
  /// Whether as many elements are averaged as a line is shortened by.
  package let isSmooth: Bool

  package init(isCubic: Bool, isAligned: Bool, isSmooth: Bool) {
    self.isCubic = isCubic
    self.isAligned = isAligned
    self.isSmooth = isSmooth
  }
}

extension NDArray {
  /// The last dimensions resized, one factor for each where the sizes come of factors. The array is of floating point
  /// numbers, and no dimension but the first ones is empty.
  package func resized(
    to sizes: [Int], factors: [Double]?, _ resizing: Resizing
  ) throws(TorchError) -> NDArray {
    let type = dtype.computeType
    let wide = try cast(to: type).contiguous()
    let result =
      type == .float64
      ? try wide.resized(Double.self, to: sizes, factors, resizing, like: self)
      : try wide.resized(Float.self, to: sizes, factors, resizing, like: self)
    return try result.cast(to: dtype)
  }

  private func resized<T: Resizable>(
    _: T.Type, to sizes: [Int], _ factors: [Double]?, _ resizing: Resizing, like original: NDArray
  ) throws(TorchError) -> NDArray {
    let lead = Array(shape.array.dropLast(sizes.count))
    let lengths = Array(shape.array.suffix(sizes.count))
    var lines: [Taps<T>] = []
    for index in sizes.indices {
      lines.append(try Taps(lengths[index], sizes[index], factors?[index], resizing))
    }
    if original.resizesPlanes(to: sizes, resizing) {
      let out = try NDArray(empty: Dims(lead + sizes), dtype)
      // Both arrays have a plane of the lengths and of the sizes for each of the leading elements.
      lines[0].withLine { rows in
        lines[1].withLine { columns in
          T.resizePlanes(Int64(lead.reduce(1, *)), rows, columns, pointer(T.self), out.pointer(T.self))
        }
      }
      return out
    }
    if original.dtype != dtype {
      // Weights of half types are rounded like what they weigh.
      for index in lines.indices { lines[index].weights = try lines[index].weights.rounded(to: original.dtype) }
    }
    var (result, shape) = (self, shape)
    for index in sizes.indices.reversed() {
      let axis = lead.count + index
      var target = shape
      target[axis] = sizes[index]
      let out = try NDArray(empty: target, dtype)
      let outer = shape.array.prefix(axis).reduce(1, *)
      let inner = shape.array.dropFirst(axis + 1).reduce(1, *)
      // The arrays are `outer` times a line of the length, or of the size, times `inner`.
      lines[index].withLine { line in
        T.resize(
          Int64(outer), Int64(inner), line, resizing.isSmooth ? 1 : 0, result.pointer(T.self), out.pointer(T.self))
      }
      (result, shape) = (out, target)
    }
    return result
  }

  /// Whether PyTorch takes both dimensions of a plane at once: it does for images with channels innermost and for small
  /// results.
  private func resizesPlanes(to sizes: [Int], _ resizing: Resizing) -> Bool {
    guard sizes.count == 2, rank == 4, !resizing.isCubic, !resizing.isSmooth else { return false }
    if sizes[0] &+ sizes[1] <= 128 { return true }
    return shape[1] > 3 && suggestedFormat == .channelsLast
  }

  /// The gradient of ``resized(to:factors:_:)`` for an array with these last lengths, from that of its result.
  package func resizingGradient(
    lengths: [Int], factors: [Double]?, _ resizing: Resizing
  ) throws(TorchError) -> NDArray {
    let sizes = Array(shape.array.suffix(lengths.count))
    // Here PyTorch's cubic interpolation sees that there is nothing to do.
    if resizing.isCubic, !resizing.isSmooth, sizes == lengths { return try clone() }
    let type = dtype.computeType
    let wide = try cast(to: type).contiguous()
    let result =
      type == .float64
      ? try wide.resizingGradient(Double.self, sizes, lengths, factors, resizing)
      : try wide.resizingGradient(Float.self, sizes, lengths, factors, resizing)
    return try result.cast(to: dtype)
  }

  private func resizingGradient<T: Resizable>(
    _: T.Type, _ sizes: [Int], _ lengths: [Int], _ factors: [Double]?, _ resizing: Resizing
  ) throws(TorchError) -> NDArray {
    let lead = Array(shape.array.dropLast(sizes.count))
    var lines = [Taps<T>](repeating: Taps(), count: 3 - sizes.count)
    for index in sizes.indices {
      lines.append(try Taps(lengths[index], sizes[index], factors?[index], resizing, isGradient: true))
    }
    let rule = resizing.isSmooth ? NB_RESIZE_WIDE : resizing.isCubic ? NB_RESIZE_CUBIC : NB_RESIZE_LINEAR
    let out = try NDArray(zeros: Dims(lead + lengths), dtype)
    // The gradient has the sizes, the result the lengths, for each of the leading elements.
    lines[0].withLine { deep in
      lines[1].withLine { rows in
        lines[2].withLine { columns in
          T.resizeBack(
            Int64(lead.reduce(1, *)), [deep.pointee, rows.pointee, columns.pointee], Int32(rule),
            pointer(T.self), out.pointer(T.self))
        }
      }
    }
    return out
  }
}

extension Array where Element: Resizable {
  /// The numbers as a half type has them.
  fileprivate func rounded(to dtype: DType) throws(TorchError) -> [Element] {
    let numbers = try NDArray(map { .double(Double($0)) }, shape: [count], .float32)
    return try numbers.cast(to: dtype).doubles.map { Element($0) }
  }
}

/// The elements of a line that those of the resized line are made of.
private struct Taps<T: Resizable> {
  let length: Int
  let size: Int
  /// How many places and weights there are for each element; the first `counts` of them count.
  private(set) var width = 1
  private(set) var places: [Int32] = [0]
  private(set) var counts: [Int32] = [1]
  var weights: [T] = [1]

  /// A line of one element that stays what it is.
  init() { (length, size) = (1, 1) }

  /// The taps that make `size` elements of `length`, both positive.
  ///
  /// - Parameter isGradient: Whether they are for a gradient: PyTorch computes the places of cubic interpolation in
  ///   another way there.
  init(_ length: Int, _ size: Int, _ factor: Double?, _ resizing: Resizing, isGradient: Bool = false) throws(TorchError)
  {
    (self.length, self.size) = (length, size)
    guard length > 0, size > 0, length < Int(Int32.max), size < Int(Int32.max) else {
      throw TorchError(.notImplemented, "lines of \(length) elements resized to \(size) are not supported by nbrun")
    }
    let step: T =
      if resizing.isAligned {
        size > 1 ? T(length - 1) / T(size - 1) : 0
      } else if let factor, factor > 0 {
        T(1 / factor)
      } else {
        T(length) / T(size)
      }
    guard step.isFinite else {
      throw TorchError(.notImplemented, "lines resized by a factor of \(factor ?? 0) are not supported by nbrun")
    }
    if resizing.isSmooth {
      try setSmooth(step, isCubic: resizing.isCubic)
      return
    }
    width = resizing.isCubic ? 4 : 2
    try Storage.checkRoom(for: size, of: 4 * MemoryLayout<T>.stride)
    (places, weights) = ([], [])
    counts = [Int32](repeating: Int32(width), count: size)
    places.reserveCapacity(size * width)
    weights.reserveCapacity(size * width)
    for index in 0..<size {
      if resizing.isCubic {
        addCubic(place(index, step, resizing, fuses: !isGradient), fuses: !isGradient)
      } else if length == size {
        add([index, index], [1, 0])
      } else {
        addLinear(place(index, step, resizing, fuses: true))
      }
    }
  }

  /// Where the middle of an element of the result lies.
  private func place(_ index: Int, _ step: T, _ resizing: Resizing, fuses: Bool) -> T {
    if resizing.isAligned { return step * T(index) }
    let middle = T(index) + 0.5
    return fuses ? T(-0.5).addingProduct(step, middle) : step * middle - 0.5
  }

  private mutating func add(_ indices: [Int], _ shares: [T]) {
    for index in indices { places.append(Int32(Swift.min(Swift.max(index, 0), length - 1))) }
    weights += shares
  }

  /// The part of a place behind the element before it, between 0 and 1.
  private func part(of place: T, behind first: Int) -> T { Swift.min(Swift.max(place - T(first), 0), 1) }

  private mutating func addLinear(_ place: T) {
    let inside = Swift.min(Swift.max(place, 0), T(length))
    let first = Swift.min(Int(inside), length - 1)
    let share = part(of: inside, behind: first)
    add([first, first + 1], [1 - share, share])
  }

  private mutating func addCubic(_ place: T, fuses: Bool) {
    let inside = Swift.min(Swift.max(place, -1), T(length))
    let first = Swift.min(Int(inside.rounded(.down)), length - 1)
    let share = part(of: place, behind: first)
    let other: T = 1 - share
    let slope: T = -0.75
    add(
      [first - 1, first, first + 1, first + 2],
      [
        Self.far(share + 1, slope, fuses), Self.near(share, slope, fuses), Self.near(other, slope, fuses),
        Self.far(other + 1, slope, fuses),
      ])
  }

  /// The cubic kernel up to a distance of 1.
  private static func near(_ x: T, _ slope: T, _ fuses: Bool, fusesEnd: Bool = false) -> T {
    let (a, b): (T, T) = (slope + 2, slope + 3)
    let inner = fuses ? (-b).addingProduct(a, x) : a * x - b
    let product = inner * x
    return fusesEnd ? T(1).addingProduct(product, x) : product * x + 1
  }

  /// The cubic kernel between distances of 1 and 2.
  private static func far(_ x: T, _ slope: T, _ fuses: Bool, fusesEnd: Bool = false) -> T {
    let (a, b, c): (T, T, T) = (5 * slope, 8 * slope, 4 * slope)
    let first = fuses ? (-a).addingProduct(slope, x) : slope * x - a
    let second = fuses ? b.addingProduct(first, x) : first * x + b
    return fusesEnd ? (-c).addingProduct(second, x) : second * x - c
  }

  /// All elements within reach, weighted by their distance.
  private mutating func setSmooth(_ step: T, isCubic: Bool) throws(TorchError) {
    let reach: T = (isCubic ? 2 : 1) * Swift.max(step, 1)
    let scale: T = step >= 1 ? 1 / step : 1
    // As many as there can be, so that there is room for all.
    let most = Swift.min(length, Int(Swift.min(reach, T(length)).rounded(.up)) * 2 + 1)
    width = most
    let (total, overflow) = size.multipliedReportingOverflow(by: most)
    try Storage.checkRoom(for: overflow ? Int.max : total, of: 2 * MemoryLayout<T>.stride)
    places = [Int32](repeating: 0, count: total)
    weights = [T](repeating: 0, count: total)
    counts = []
    counts.reserveCapacity(size)
    for index in 0..<size {
      let center = step * (T(index) + 0.5)
      let low = Swift.min(Swift.max(center - reach + 0.5, 0), T(length))
      let first = Swift.min(Int(low), length)
      let end = Swift.min(Int(Swift.min(center + reach + 0.5, T(length))), length)
      let count = Swift.min(Swift.max(end - first, 0), most)
      var sum: T = 0
      for tap in 0..<count {
        let distance = (T(tap + first) - center + 0.5) * scale
        let weight = Self.smooth(distance.magnitude, isCubic)
        places[index * most + tap] = Int32(first + tap)
        weights[index * most + tap] = weight
        sum += weight
      }
      if sum != 0 { for tap in 0..<count { weights[index * most + tap] /= sum } }
      counts.append(Int32(count))
    }
  }

  private static func smooth(_ distance: T, _ isCubic: Bool) -> T {
    if !isCubic { return distance < 1 ? 1 - distance : 0 }
    if distance < 1 { return near(distance, -0.5, true, fusesEnd: true) }
    return distance < 2 ? far(distance, -0.5, true, fusesEnd: true) : 0
  }

  /// Calls `body` with the line as the loops in C take it.
  func withLine(_ body: (UnsafePointer<T.Line>) -> Void) {
    places.withUnsafeBufferPointer { places in
      counts.withUnsafeBufferPointer { counts in
        weights.withUnsafeBufferPointer { weights in
          var line = T.line(
            Int64(length), Int64(size), Int32(width), places.baseAddress, counts.baseAddress, weights.baseAddress)
          body(&line)
        }
      }
    }
  }
}

/// An element type for which there are loops that resize.
private protocol Resizable: BinaryFloatingPoint {
  /// A line as the loops take it.
  associatedtype Line

  static func line(
    _ length: Int64, _ size: Int64, _ taps: Int32, _ places: UnsafePointer<Int32>?, _ counts: UnsafePointer<Int32>?,
    _ weights: UnsafePointer<Self>?
  ) -> Line
  static func resize(
    _ outer: Int64, _ inner: Int64, _ line: UnsafePointer<Line>, _ isWide: Int32, _ x: UnsafePointer<Self>,
    _ out: UnsafeMutablePointer<Self>)
  static func resizePlanes(
    _ planes: Int64, _ rows: UnsafePointer<Line>, _ columns: UnsafePointer<Line>, _ x: UnsafePointer<Self>,
    _ out: UnsafeMutablePointer<Self>)
  static func resizeBack(
    _ count: Int64, _ lines: [Line], _ rule: Int32, _ grads: UnsafePointer<Self>, _ out: UnsafeMutablePointer<Self>)
}

extension Float: Resizable {
  fileprivate static func line(
    _ length: Int64, _ size: Int64, _ taps: Int32, _ places: UnsafePointer<Int32>?, _ counts: UnsafePointer<Int32>?,
    _ weights: UnsafePointer<Float>?
  ) -> nb_taps_f32 {
    nb_taps_f32(length: length, size: size, taps: taps, places: places, counts: counts, weights: weights)
  }
  fileprivate static func resize(
    _ outer: Int64, _ inner: Int64, _ line: UnsafePointer<nb_taps_f32>, _ isWide: Int32, _ x: UnsafePointer<Float>,
    _ out: UnsafeMutablePointer<Float>
  ) { nb_resize_f32(outer, inner, line, isWide, x, out) }
  fileprivate static func resizePlanes(
    _ planes: Int64, _ rows: UnsafePointer<nb_taps_f32>, _ columns: UnsafePointer<nb_taps_f32>,
    _ x: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>
  ) { nb_resize_planes_f32(planes, rows, columns, x, out) }
  fileprivate static func resizeBack(
    _ count: Int64, _ lines: [nb_taps_f32], _ rule: Int32, _ grads: UnsafePointer<Float>,
    _ out: UnsafeMutablePointer<Float>
  ) { nb_resize_back_f32(count, lines, rule, grads, out) }
}

extension Double: Resizable {
  fileprivate static func line(
    _ length: Int64, _ size: Int64, _ taps: Int32, _ places: UnsafePointer<Int32>?, _ counts: UnsafePointer<Int32>?,
    _ weights: UnsafePointer<Double>?
  ) -> nb_taps_f64 {
    nb_taps_f64(length: length, size: size, taps: taps, places: places, counts: counts, weights: weights)
  }
  fileprivate static func resize(
    _ outer: Int64, _ inner: Int64, _ line: UnsafePointer<nb_taps_f64>, _ isWide: Int32, _ x: UnsafePointer<Double>,
    _ out: UnsafeMutablePointer<Double>
  ) { nb_resize_f64(outer, inner, line, isWide, x, out) }
  fileprivate static func resizePlanes(
    _ planes: Int64, _ rows: UnsafePointer<nb_taps_f64>, _ columns: UnsafePointer<nb_taps_f64>,
    _ x: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>
  ) { nb_resize_planes_f64(planes, rows, columns, x, out) }
  fileprivate static func resizeBack(
    _ count: Int64, _ lines: [nb_taps_f64], _ rule: Int32, _ grads: UnsafePointer<Double>,
    _ out: UnsafeMutablePointer<Double>
  ) { nb_resize_back_f64(count, lines, rule, grads, out) }
}
