import Autograd
import PythonRuntime
import TensorCore

/// The windows of signal processing: `torch.hann_window` and its kin.
enum Windows {
  /// All of them.
  static let all: [TorchFunction] = [
    window("bartlett_window") { places, start, count, _ in
      let rising = try places.times(2 / Double(count - 1), into: places)
      let middle = Swift.min(Swift.max((count - 1) / 2 + 1 - start, 0), rising.count)
      let falling = try rising.narrow(0, middle, rising.count - middle)
      let turned = try falling.times(-1, into: falling)
      try falling.copy(from: turned.plus(2, into: turned))
      return rising
    },
    window("blackman_window") { places, _, count, _ in
      let angle = try places.times(.pi / Double(count - 1))
      let (fast, slow) = (try angle.times(4).apply(.cos).times(0.08), try angle.times(2).apply(.cos).times(0.5))
      return try fast.sub(slow, as: places.dtype).plus(0.42)
    },
    window("hamming_window", ["float alpha", "float beta"]) { places, _, count, parameters in
      try cosine(places, count, parameters.first ?? 0.54, parameters.count > 1 ? parameters[1] : 0.46)
    },
    window("hann_window") { places, _, count, _ in try cosine(places, count, 0.5, 0.5) },
    window("kaiser_window", ["float beta"]) { places, _, count, parameters in
      try places.kaiserWindow(of: count, steepness: parameters.first ?? 12)
    },
  ]

  private static func cosine(_ places: NDArray, _ count: Int, _ alpha: Double, _ beta: Double) throws -> NDArray {
    try places.times(.pi * 2 / Double(count - 1)).apply(.cos).times(-beta).plus(alpha)
  }

  /// A window of a length, periodic or symmetric, with further parameters.
  ///
  /// - Parameter values: Computes the values at places from `start` on, of `count` of a symmetric window.
  private static func window(
    _ name: String, _ parameters: [String] = [],
    _ values: @escaping @Sendable (_ places: NDArray, _ start: Int, _ count: Int, [Double]) throws -> NDArray
  ) -> TorchFunction {
    let more = ["int window_length", "bool periodic"] + parameters
    let schemas = (1...more.count).map { count in
      "\(name)(\(more.prefix(count).joined(separator: ", ")), \(FactoryOptions.schemaWithoutOut))"
    }
    return TorchFunction(name, schemas) { bound in
      let length = try bound.int(0)
      let dtype = try bound.optionalDType(named: "dtype") ?? TensorSession.current.defaultDType
      guard dtype.isDifferentiable else {
        throw TorchError(
          .runtime,
          "\(name) expects floating point dtypes, got: TensorOptions(dtype=\(dtype.typeMetaName), device=cpu,"
            + " layout=Strided (default), requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))")
      }
      guard length >= 0 else {
        throw TorchError(.runtime, "\(name) requires non-negative window_length, got window_length=\(length)")
      }
      if dtype.isComplex, length > 1 { throw TorchError.notImplemented("arange_cpu", for: dtype) }
      let isPeriodic = bound.overload == 0 || bound.bool(1)
      let given = try (2..<Swift.max(2, more.count)).filter { $0 <= bound.overload }.map { try bound.double($0) }
      return try Factories.made(bound) {
        if length <= 1 { return try NDArray(full: [length], .int(1), dtype) }
        let count = isPeriodic ? length &+ 1 : length
        if count < 0 || (try? Storage.checkRoom(for: count, of: dtype.itemSize)) == nil {
          // PyTorch asks for all places at once.
          _ = try NDArray(arange: .int(0), to: .int(count), step: .int(1), dtype)
        }
        let result = try NDArray(empty: [length], dtype)
        for start in stride(from: 0, to: length, by: NDArray.slabSize) {
          let end = Swift.min(start + NDArray.slabSize, length)
          let places = try NDArray(arange: .int(start), to: .int(end), step: .int(1), dtype)
          try result.narrow(0, start, end - start).copy(from: values(places, start, count, given))
        }
        return result
      }
    }
  }
}

extension NDArray {
  fileprivate func times(_ factor: Double, into target: NDArray? = nil) throws -> NDArray {
    try mul(NDArray(scalar: .double(factor), dtype), as: dtype, into: target)
  }
  fileprivate func plus(_ term: Double, into target: NDArray? = nil) throws -> NDArray {
    try add(NDArray(scalar: .double(term), dtype), as: dtype, into: target)
  }
}
