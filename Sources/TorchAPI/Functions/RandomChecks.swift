import Autograd
import TensorCore

/// What PyTorch checks before it draws.
enum RandomChecks {
  static func uniform(_ dtype: DType, from: Double = 0, to: Double = 1) throws {
    guard dtype.isDifferentiable else { throw TorchError.notImplemented("check_uniform_bounds", for: dtype) }
    let largest = NumberRange(of: dtype.realType).largest
    for (value, name) in [(from, "from"), (to, "to")] where !(abs(value) <= largest) {
      throw TorchError(.runtime, "\(name) is out of bounds for \(dtype.realType.typeMetaName)")
    }
    let texts = (CFormat.shortest(from), CFormat.shortest(to))
    guard from <= to else {
      throw TorchError(
        .runtime, "uniform_ expects to return a [from, to) range, but found from=\(texts.0) > to=\(texts.1)")
    }
    guard to - from <= largest else {
      throw TorchError(
        .runtime,
        "uniform_ expects to-from <= std::numeric_limits<\(dtype.scalarName)>::max(), but found to=\(texts.1) and "
          + "from=\(texts.0) which result in to-from to exceed the limit")
    }
  }

  static func normal(_ dtype: DType) throws {
    guard dtype.isDifferentiable else { throw TorchError.notImplemented("normal_kernel_cpu", for: dtype) }
  }

  /// The bounds of integers to draw, moved inwards to numbers that the dtype has.
  static func range(_ low: Int, _ high: Int, _ dtype: DType) throws -> (from: Int, to: Int) {
    guard low < high else {
      throw TorchError(
        .runtime, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
    }
    guard !dtype.isComplex else {
      throw TorchError(.runtime, "check_random_bounds handles only integral, floating-point and boolean types")
    }
    let numbers = NumberRange(of: dtype)
    for (value, name) in [(low, "from"), (high - 1, "to - 1")] {
      guard numbers.contains(value) else {
        throw TorchError(.runtime, "\(name) is out of bounds for \(dtype.typeMetaName)")
      }
      if let digits = numbers.digits, value.magnitude > 1 << digits {
        try TensorSession.current.warnOnce(
          "UserWarning",
          "\(name) is out of bounds [-(2^\(digits)), 2^\(digits)]. Due to precision limitations \(dtype.typeMetaName) "
            + "can support discrete uniform distribution only within this range. This warning will become an error in "
            + "version 1.7 release, please fix the code in advance")
      }
    }
    guard let digits = numbers.digits else { return (low, high) }
    func rounded(_ value: Int) -> Int { Int(exactly: dtype.rounded(Double(value))) ?? value }
    /// The distance of the dtype's numbers at a number.
    func step(_ value: Int) -> Int {
      let exponent = 63 - value.magnitude.leadingZeroBitCount
      return 1 << Swift.max(0, exponent - digits + 1)
    }
    var (from, to) = (low, high)
    let (lowest, highest) = (rounded(low &+ 1), rounded(high &- 1))
    if lowest < low { from = lowest &+ step(low &+ 1) }
    if highest >= high { to = highest &- step(high &- 1) }
    guard from < to else {
      throw TorchError(
        .runtime,
        "random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, but got from=\(from) >= to=\(to)")
    }
    return (from, to)
  }

  /// The last integer to draw where no upper bound is given.
  static func openRange(_ low: Int, _ dtype: DType) throws -> Int {
    guard !dtype.isComplex else {
      throw TorchError(.runtime, "random_from_to_in_values handles only integral, floating-point and boolean types")
    }
    let numbers = NumberRange(of: dtype)
    let last = numbers.digits.map { 1 << $0 } ?? Int(exactly: numbers.largest) ?? Int.max
    guard low <= last else {
      throw TorchError(
        .runtime,
        "random_ expects 'from' casted to dtype to be less than or equal to 'to_inc' casted to dtype, but got "
          + "from=\(low) > to_inc=\(last)")
    }
    return last
  }

  /// Whether a permutation of so many numbers fits a dtype.
  static func permutation(_ count: Int, _ dtype: DType) throws {
    guard dtype != .bool, !dtype.isComplex else { throw TorchError.notImplemented("randperm", for: dtype) }
    let numbers = NumberRange(of: dtype)
    if let digits = numbers.digits {
      guard count <= 1 << digits + 1 else {
        throw TorchError(
          .runtime, "n cannot be greater than \(1 << digits + 1) for \(dtype.scalarName) type.")
      }
    } else if count > 0, !numbers.contains(count - 1) {
      let name =
        ["unsigned char": "uint8_t", "signed char": "int8_t", "short int": "int16_t"][dtype.typeMetaName] ?? "int"
      throw TorchError(.runtime, "value cannot be converted to type \(name) without overflow")
    }
  }

  static func deviation(_ std: Double) throws -> Double {
    guard std >= 0 else {
      throw TorchError(.runtime, "normal expects std >= 0.0, but found std \(CFormat.shortest(std))")
    }
    return std
  }

  static func probability(_ p: Double, _ name: String) throws -> Double {
    guard p >= 0, p <= 1 else {
      throw TorchError(.runtime, "\(name) expects p to be in [0, 1], but got p=\(CFormat.shortest(p))")
    }
    return p
  }

  static func probabilities(_ array: NDArray, for dtype: DType) throws {
    if dtype.isComplex { throw TorchError.notImplemented("bernoulli_tensor_cpu_self_", for: dtype) }
    guard array.dtype.isFloatingPoint else {
      throw TorchError.notImplemented("bernoulli_tensor_cpu_p_", for: array.dtype)
    }
    try Storage.checkRoom(for: array.count, of: dtype.itemSize)
    guard try array.doubles.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw TorchError(
        .runtime,
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, "
          + "please report an enhancement request to PyTorch.)")
    }
  }

  /// The error for a dtype that has no values between whole numbers.
  static func continuous(_ distribution: String, _ dtype: String) -> TorchError {
    TorchError(
      .runtime,
      "\(distribution) distribution is a continuous probability distribution. dtype must be a floating point but you "
        + "specified \(dtype)")
  }

  /// The numbers of a real dtype.
  private struct NumberRange {
    let smallest: Double
    let largest: Double
    /// The binary digits of a floating point type.
    let digits: Int?

    init(of dtype: DType) {
      switch dtype {
      case .bool: (smallest, largest, digits) = (0, 1, nil)
      case .uint8: (smallest, largest, digits) = (0, 255, nil)
      case .int8: (smallest, largest, digits) = (-128, 127, nil)
      case .int16: (smallest, largest, digits) = (-32768, 32767, nil)
      case .int32: (smallest, largest, digits) = (Double(Int32.min), Double(Int32.max), nil)
      case .float16: (smallest, largest, digits) = (-65504, 65504, 11)
      case .bfloat16: (smallest, largest, digits) = (-0x1.fep127, 0x1.fep127, 8)
      case .float32, .complex64:
        let largest = Double(Float.greatestFiniteMagnitude)
        (smallest, self.largest, digits) = (-largest, largest, 24)
      case .float64, .complex128:
        (smallest, largest, digits) = (-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, 53)
      default: (smallest, largest, digits) = (-0x1p63, 0x1p63, nil)
      }
    }

    /// Whether an integer lies between the smallest and the largest number.
    func contains(_ value: Int) -> Bool { Double(value) >= smallest && Double(value) <= largest }
  }
}
