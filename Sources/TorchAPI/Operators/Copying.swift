import Autograd
import TensorCore

extension Operator {
  /// Copies and conversions.
  static let copies: [Operator] = [
    clone, contiguous, toCopy, copy, zero, fill, fillTensor, typeAs, conj, conjugateView, conjPhysical,
    conjPhysicalOfComplex, conjPhysicalInPlace, resolveConj, resolveNeg, real, imag, viewAsReal, viewAsComplex, complex,
    polar, angle,
  ]

  static let clone: Operator = Operator(
    "clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor", forms: .both, node: "CloneBackward0",
    samples: .tensor([2, 3], with: [[]]),
    forward: { arguments in
      let x = try arguments.array(0)
      return try x.copied(in: arguments.memoryFormat(1) ?? .preserve, as: x.dtype)
    },
    backward: { call in try call.give(0, call.grad) })

  static let contiguous: Operator = Operator(
    "contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)", forms: .method,
    alone: { $0.array.isContiguous ? $0 : try clone(.tensor($0), .string(MemoryFormat.contiguous.rawValue)) },
    composite: { arguments in
      let x = try arguments.tensor(0)
      let format = arguments.memoryFormat(1) ?? .contiguous
      if format == .preserve {
        throw TorchError(.runtime, "preserve memory format is unsupported by the contiguous operator")
      }
      return .tensor(x.array.isContiguous(in: format) ? x : try clone(.tensor(x), .string(format.rawValue)))
    })

  /// What `x.double()`, `x.to(dtype)` and their kin record.
  static let toCopy: Operator = Operator(
    "_to_copy(Tensor self, *, ScalarType? dtype=None, MemoryFormat? memory_format=None) -> Tensor", module: .hidden,
    node: "ToCopyBackward0",
    forward: { arguments in
      let x = try arguments.array(0)
      let dtype = arguments.dtype(1) ?? x.dtype
      return try x.copied(in: arguments.memoryFormat(2) ?? .preserve, as: dtype)
    },
    backward: { call in
      let dtype = try call.dtype(0)
      let part = try call.grad.dtype.isComplex && !dtype.isComplex ? call.grad.real() : call.grad
      try call.give(0, part.cast(to: dtype))
    })

  /// `x.copy_(y)`; only in place.
  static let copy: Operator = Operator(
    "copy(Tensor self, Tensor other, bool non_blocking=False) -> Tensor", forms: .inPlace, node: "CopyBackwards",
    inputs: [0, 1],
    writing: { arguments, room in
      let (target, source) = (try arguments.array(0), try arguments.array(1))
      if source.shape == target.shape {
        if let room, room.isSameMemory(as: target) {
          try room.copy(from: source)
          return room
        }
        return try source.cast(to: target.dtype)
      }
      // Broadcasting in the direction of the target only.
      let shape = try NDArray.broadcast(target.shape, source.shape)
      guard shape == target.shape else {
        throw TorchError(
          .runtime,
          "output with shape \(target.shape.text) doesn't match the broadcast shape \(shape.text)")
      }
      return try source.cast(to: target.dtype).broadcasted(to: shape)
    },
    backward: { call in
      try call.give(0, call.grad.zerosLike())
      if call.needs(1) {
        let dtype = try call.dtype(1)
        let part = try call.grad.dtype.isComplex && !dtype.isComplex ? call.grad.real() : call.grad
        try call.give(1, part.cast(to: dtype))
      }
    })

  static let zero: Operator = Operator(
    "zero(Tensor self) -> Tensor", forms: .inPlace, node: "ZeroBackward0",
    writing: { arguments, target in
      let x = try arguments.array(0)
      guard let target, target.dtype == x.dtype, target.shape == x.shape else {
        return try NDArray(zeros: [], x.dtype).broadcasted(to: x.shape)
      }
      target.fill(.int(0))
      return target
    },
    backward: { call in try call.give(0, call.grad.zerosLike()) })

  static let fill: Operator = Operator(
    "fill.Scalar(Tensor self, Scalar value) -> Tensor", forms: [.function, .inPlace], node: "FillBackward2",
    writing: { arguments, target in
      let (x, value) = (try arguments.array(0), try arguments.scalar(1))
      try Factories.check(value, fits: x.dtype)
      if let target, target.dtype == x.dtype, target.shape == x.shape {
        target.fill(value)
        return target
      }
      return try NDArray(full: x.shape, value, x.dtype)
    },
    backward: { call in try call.give(0, call.grad.zerosLike()) })

  static let fillTensor: Operator = Operator(
    "fill.Tensor(Tensor self, Tensor value) -> Tensor", forms: [.function, .inPlace], node: "FillBackward3",
    forward: { arguments in
      let (x, value) = (try arguments.array(0), try arguments.array(1))
      if value.rank != 0 {
        throw TorchError(
          .runtime,
          "fill_ only supports 0-dimension value tensor but got tensor with \(value.rank) dimensions.")
      }
      return try value.cast(to: x.dtype).broadcasted(to: x.shape)
    },
    backward: { call in
      try call.give(0, call.grad.zerosLike())
      try call.give(1, call.grad.sum())
    })

  static let typeAs: Operator = Operator(
    "type_as(Tensor self, Tensor other) -> Tensor", forms: .method,
    composite: { .tensor(try $0.tensor(0).cast(to: $0.tensor(1).dtype)) })

  // MARK: Complex numbers

  static let conjPhysical: Operator = Operator(
    "conj_physical(Tensor self) -> Tensor", forms: .pure,
    alone: { $0.dtype.isComplex ? try conjPhysicalOfComplex(.tensor($0)) : $0 })
  static let conjPhysicalOfComplex: Operator = Operator(
    "_conj_physical(Tensor self) -> Tensor", forms: .function, node: "ConjPhysicalBackward0", samples: .none,
    unary: { x, target in try x.conjugated(into: target) },
    backward: { call in try call.give(0, call.grad.conj()) })
  static let conjPhysicalInPlace: Operator = Operator(
    "conj_physical(Tensor self) -> Tensor", forms: .inPlace, node: "ConjPhysicalBackward1", samples: .none,
    unary: { x, target in try x.conjugated(into: target) },
    backward: { call in try call.give(0, call.grad.conj()) })

  static let conj: Operator = Operator(
    "conj(Tensor(a) self) -> Tensor(a)", alone: { $0.dtype.isComplex ? try conjugateView(.tensor($0)) : $0 })
  /// The conjugate of a complex tensor as a view of it.
  static let conjugateView: Operator = Operator(
    "_conj(Tensor(a) self) -> Tensor(a)", forms: .method, node: "ConjBackward0", samples: .none,
    view: { try $0.array(0).conjugateView() }, backward: { call in try call.give(0, call.grad.conj()) })
  /// The conjugate of a complex tensor as a tensor of its own, for formulas.
  static let conjugate: Operator = Operator(
    "_conj_copy(Tensor self) -> Tensor", module: .hidden, node: "ConjBackward0", samples: .none,
    unary: { x, target in try x.conjugated(into: target) },
    backward: { call in try call.give(0, call.takeOwnGrad().map { try conjugate.over($0, []) } ?? call.grad.conj()) })
  static let resolveConj: Operator = Operator(
    "resolve_conj(Tensor(a) self) -> Tensor(a)", alone: { $0.array.isConjugateView ? try $0.clone() : $0 })
  static let resolveNeg: Operator = Operator(
    "resolve_neg(Tensor(a) self) -> Tensor(a)", alone: { $0.array.isNegativeView ? try $0.clone() : $0 })

  static let viewAsReal: Operator = Operator(
    "view_as_real(Tensor(a) self) -> Tensor(a)", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      if x.array.isConjugateView {
        throw TorchError(
          .runtime,
          "view_as_real doesn't work on unresolved conjugated tensors.  To resolve the conjugate tensor so you can view it"
            + " as real, use self.resolve_conj(); however, be warned that the resulting tensor will NOT alias the"
            + " original.")
      }
      return .tensor(try parts(.tensor(x)))
    })
  /// The real and imaginary parts, also of a conjugate view: the memory of its image holds both.
  static let parts: Operator = Operator(
    "_view_as_real(Tensor(a) self) -> Tensor(a)", module: .hidden, node: "ViewAsRealBackward0",
    view: { try $0.array(0).viewAsReal() },
    backward: { call in try call.give(0, viewAsComplex(.tensor(call.grad.contiguous()))) })
  static let viewAsComplex: Operator = Operator(
    "view_as_complex(Tensor(a) self) -> Tensor(a)", forms: .function, node: "ViewAsComplexBackward0",
    view: { try $0.array(0).viewAsComplex() },
    backward: { call in try call.give(0, viewAsReal(.tensor(call.grad))) })

  static let real: Operator = Operator(
    "real(Tensor(a) self) -> Tensor(a)", forms: .function, alone: { try $0.real() })
  static let imag: Operator = Operator(
    "imag(Tensor(a) self) -> Tensor(a)", forms: .function,
    composite: { arguments in
      let x = try arguments.tensor(0)
      guard x.dtype.isComplex else {
        throw TorchError(.runtime, "imag is not implemented for tensors with non-complex dtypes.")
      }
      return .tensor(try parts(.tensor(x)).select(-1, 1))
    })

  /// Raises for types that no complex number is made of.
  private static func checkIsPart(_ a: NDArray, _ b: NDArray) throws {
    for array in [a, b] where !array.dtype.isFloatingPoint || array.dtype == .bfloat16 {
      throw TorchError(
        .runtime,
        "Expected both inputs to be Half, Float or Double tensors but got \(a.dtype.scalarName) and \(b.dtype.scalarName)"
      )
    }
    if a.dtype != b.dtype {
      throw TorchError(
        .runtime,
        "Expected object of scalar type \(a.dtype.scalarName) but got scalar type \(b.dtype.scalarName) for second argument"
      )
    }
  }

  static let complex: Operator = Operator(
    "complex(Tensor real, Tensor imag) -> Tensor", forms: [.function, .out], node: "ComplexBackward0",
    elementwise: { arguments, target in
      let (a, b) = (try arguments.array(0), try arguments.array(1))
      try checkIsPart(a, b)
      let shape = try NDArray.broadcast(a.shape, b.shape)
      if a.dtype == .float16 { throw TorchError.noComplexHalves }
      if let result = try a.complex(b, into: target) { return result }
      let result = try NDArray(empty: shape, layoutOf: [a, b], a.dtype.complexType)
      let parts = try result.viewAsReal()
      for (place, part) in [a, b].enumerated() { try parts.select(shape.count, place).copy(from: part) }
      return result
    },
    backward: { call in
      try call.give(0, call.grad.real())
      try call.give(1, viewAsReal(.tensor(call.grad)).select(-1, 1))
    })

  static let polar: Operator = Operator(
    "polar(Tensor abs, Tensor angle) -> Tensor", forms: [.function, .out], node: "PolarBackward0",
    saving: [.input(0), .input(1), .result(0)],
    forward: { arguments in
      let (radius, angle) = (try arguments.array(0), try arguments.array(1))
      try checkIsPart(radius, angle)
      let dtype = radius.dtype
      if dtype == .float16 { throw TorchError.notImplemented("polar_cpu", for: dtype) }
      let shape = try NDArray.broadcast(radius.shape, angle.shape)
      let result = try NDArray(empty: shape, layoutOf: [radius, angle], dtype.complexType)
      let parts = try result.viewAsReal()
      for (place, function) in [(0, FloatingFunction.cos), (1, .sin)] {
        let target = try parts.select(shape.count, place)
        let part = try NDArray.inParts([radius, angle], into: target) {
          try $0[0].mul($0[1].apply(function), as: dtype, into: $1)
        }
        if !part.isSameMemory(as: target) { try target.copy(from: part) }
      }
      return result
    },
    backward: { call in
      try call.give(
        0,
        inParts([call.grad, call.saved(0), call.saved(1)]) { inputs in
          try (inputs[0].conj() * polar(.tensor(inputs[1].onesLike()), .tensor(inputs[2]))).real()
        })
      try call.give(
        1, inParts([call.grad, call.saved(2)]) { try ($0[0].conj() * ($0[1] * .complex(0, 1))).real() })
    })

  static let angle: Operator = Operator(
    "angle(Tensor self) -> Tensor", node: "AngleBackward0", saving: [.input(0)], samples: .none,
    unary: { x, target in
      guard x.dtype.isComplex else {
        return try x.apply(.angle, default: TensorSession.bound?.defaultDType ?? .float32, into: target)
      }
      let parts = try x.viewAsReal()
      return try parts.select(-1, 1).apply(.atan2, parts.select(-1, 0), as: x.dtype.realType)
    },
    backward: { call in
      let z = try call.saved(0)
      guard z.dtype.isComplex else {
        try call.give(0, call.grad.zerosLike())
        return
      }
      let parts = try viewAsReal(.tensor(z))
      let (real, imaginary) = (try parts.select(-1, 0), try parts.select(-1, 1))
      let size = try z.abs()
      let factor = try complex(.tensor(-imaginary), .tensor(real)) / (size * size)
      try call.give(0, (call.grad * factor).maskedFill(size.eq(0), 0))
    })
}

extension Tensor {
  /// The real part of a complex tensor, a view; a real tensor itself.
  func real() throws -> Tensor {
    dtype.isComplex ? try Operator.parts(.tensor(self)).select(-1, 0) : self
  }
}

extension NDArray {
  /// The angle of points with these ordinates and abscissae (`atan2`).
  func angle(over x: NDArray) throws -> NDArray {
    let dtype = self.dtype
    let shape = try NDArray.broadcast(self.shape, x.shape)
    let (ys, xs) = try (broadcasted(to: shape).elements, x.broadcasted(to: shape).elements)
    return try NDArray(
      zip(ys, xs).map { .double(SpecialSeries.atan2($0.double, $1.double)) }, shape: shape, dtype)
  }
}

extension SpecialSeries {
  /// The angle of a point, with C's rules for signs and zeros.
  static func atan2(_ y: Double, _ x: Double) -> Double {
    if y.isNaN || x.isNaN { return .nan }
    let sign: Double = y.sign == .minus ? -1 : 1
    if y == 0 { return x.sign == .minus ? sign * .pi : y }
    if x == 0 { return sign * .pi / 2 }
    if y.isInfinite && x.isInfinite { return sign * (x > 0 ? .pi / 4 : 3 * .pi / 4) }
    if y.isInfinite { return sign * .pi / 2 }
    if x.isInfinite { return x > 0 ? sign * 0 : sign * .pi }
    let angle = FloatingFunction.atan.value(y / x)
    return x > 0 ? angle : angle + sign * .pi
  }
}
