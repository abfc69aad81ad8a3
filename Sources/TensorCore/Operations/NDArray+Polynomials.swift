import CKernels

/// A family of orthogonal polynomials, by the name of the function of `torch.special`.
package enum OrthogonalPolynomial: String, Sendable, CaseIterable {
  case hermiteH = "hermite_polynomial_h"
  case hermiteHe = "hermite_polynomial_he"
  case laguerreL = "laguerre_polynomial_l"
  case legendreP = "legendre_polynomial_p"
  case chebyshevT = "chebyshev_polynomial_t"
  case chebyshevU = "chebyshev_polynomial_u"
  case chebyshevV = "chebyshev_polynomial_v"
  case chebyshevW = "chebyshev_polynomial_w"
  case shiftedChebyshevT = "shifted_chebyshev_polynomial_t"
  case shiftedChebyshevU = "shifted_chebyshev_polynomial_u"
  case shiftedChebyshevV = "shifted_chebyshev_polynomial_v"
  case shiftedChebyshevW = "shifted_chebyshev_polynomial_w"

  fileprivate var kernel: nb_polynomial {
    switch self {
    case .hermiteH: NB_HERMITE_H
    case .hermiteHe: NB_HERMITE_HE
    case .laguerreL: NB_LAGUERRE_L
    case .legendreP: NB_LEGENDRE_P
    case .chebyshevT: NB_CHEBYSHEV_T
    case .chebyshevU: NB_CHEBYSHEV_U
    case .chebyshevV: NB_CHEBYSHEV_V
    case .chebyshevW: NB_CHEBYSHEV_W
    case .shiftedChebyshevT: NB_SHIFTED_CHEBYSHEV_T
    case .shiftedChebyshevU: NB_SHIFTED_CHEBYSHEV_U
    case .shiftedChebyshevV: NB_SHIFTED_CHEBYSHEV_V
    case .shiftedChebyshevW: NB_SHIFTED_CHEBYSHEV_W
    }
  }
}

extension NDArray {
  /// The values of the polynomials of a family at the elements, of one degree each.
  ///
  /// - Parameters:
  ///   - degrees: Numbers whose integral parts are the degrees; negative ones give 0.
  ///   - shape: The shape that this array and the degrees are broadcast to.
  ///   - type: The result's type, `float32` or `float64`.
  package func polynomials(
    _ family: OrthogonalPolynomial, degrees: NDArray, shape: Dims, as type: DType
  ) throws(TorchError) -> NDArray {
    let out = try NDArray(empty: shape, type)
    // A single number of either kind is repeated.
    let whole = try degrees.count == 1 ? degrees.cast(to: .int64).contiguous() : degrees.broadcasted(to: shape)
    let place = count == 1 ? self : broadcasted(to: shape)
    if place.dtype == type, place.isContiguous, degrees.count == 1 {
      NDArray.polynomials(family, place, whole, into: out)
      return out
    }
    try NDArray.eachSlab([out, place.broadcasted(to: shape), whole.broadcasted(to: shape)]) {
      (slabs) throws(TorchError) in
      let input = try slabs[1].cast(to: type).contiguous()
      let values = try NDArray(empty: slabs[0].shape, type)
      NDArray.polynomials(family, input, try slabs[2].cast(to: .int64).contiguous(), into: values)
      slabs[0].assign(from: values)
    }
    return out
  }

  /// The same for contiguous arrays, `degrees` of `int64`, the others of `float32` or `float64`; an operand is one number or
  /// has as many as the result.
  private static func polynomials(
    _ family: OrthogonalPolynomial, _ x: NDArray, _ degrees: NDArray, into out: NDArray
  ) {
    let (step, degreeStep): (Int64, Int64) = (x.count == 1 ? 0 : 1, degrees.count == 1 ? 0 : 1)
    let (count, numbers) = (Int64(out.count), degrees.pointer(Int64.self))
    if out.dtype == .float64 {
      nb_polynomials_f64(
        family.kernel, count, x.pointer(Double.self), step, numbers, degreeStep, out.pointer(Double.self))
    } else {
      nb_polynomials_f32(
        family.kernel, count, x.pointer(Float.self), step, numbers, degreeStep, out.pointer(Float.self))
    }
  }
}
