/// The common dtype of operands of three classes: tensors with dimensions, tensors without, and Python numbers. A
/// lower class matters only if its category (bool < integer < floating < complex) is higher.
package struct TypePromotion {
  private var dimensioned: DType?
  private var zeroDimensional: DType?
  private var number: DType?

  package init() {}

  /// Takes an array into account; `isNumber` says that it stands for a Python number.
  package mutating func add(_ dtype: DType, rank: Int, isNumber: Bool = false) {
    if isNumber {
      number = number.map { DType.promote($0, dtype) } ?? dtype
    } else if rank > 0 {
      dimensioned = dimensioned.map { DType.promote($0, dtype) } ?? dtype
    } else {
      zeroDimensional = zeroDimensional.map { DType.promote($0, dtype) } ?? dtype
    }
  }

  /// The dtype in which the operation is done. Numbers are in the default dtype (`float32`, `complex64`) or `int64`.
  package func result(default defaultType: DType = .float32) -> DType {
    var result = dimensioned
    func combine(_ higher: DType?, _ lower: DType?) -> DType? {
      guard let higher else { return lower }
      guard let lower, lower.category > higher.category else { return higher }
      // A complex number with real floats keeps the floats' width.
      if lower.isComplex, higher.isFloatingPoint { return higher.complexType }
      return lower
    }
    result = combine(result, zeroDimensional)
    result = combine(result, number)
    return result ?? defaultType
  }
}
