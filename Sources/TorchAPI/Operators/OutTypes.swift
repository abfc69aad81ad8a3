import Autograd
import TensorCore

/// Which types the tensor of `out=` may have, of functions that ask for a certain one. Those that are not here take any
/// type to which the result may be cast.
enum OutTypes {
  /// Where the type of the result has to be the tensor's own.
  private enum Rule {
    /// Refused by the iteration over the elements.
    case element
    /// Refused when the result is to be given its shape.
    case exact
    /// Refused with a text of the function's own.
    case own(@Sendable (_ name: String, _ result: DType, _ out: DType) -> TorchError?)
  }

  /// - Throws: PyTorch's error for a tensor of a type that `name` does not write into.
  static func check(_ name: String, _ result: DType, _ out: DType) throws {
    guard result != out, let rule = rules[name] else { return }
    switch rule {
    case .element:
      throw TorchError(.runtime, "Found dtype \(out.scalarName) but expected \(result.scalarName)")
    case .exact:
      throw TorchError(
        .runtime,
        "Expected out tensor to have dtype \(result.typeMetaName), but got \(out.typeMetaName) instead")
    case .own(let error): if let error = error(name, result, out) { throw error }
    }
  }

  /// PyTorch's error for a tensor of several, at a place, of another type than the result's.
  static func mismatch(_ name: String, _ place: Int, _ result: DType, _ out: DType) -> TorchError {
    let text: String
    switch (name, place) {
    case ("kthvalue", 0): text = "output values must be of same type as input"
    case ("mode", _):
      text =
        "expected scalar type '\(result.scalarName)' but got '\(out.scalarName)' for"
        + " \(place == 0 ? "values" : "indices") output"
    case ("median", 0), ("nanmedian", 0):
      text =
        "Expected tensor for 'values' to have the same type as tensor for argument #2 'self'; but type"
        + " \(out.legacyTypeName) does not equal \(result.legacyTypeName) (while checking arguments for median)"
    case ("cummax", _), ("cummin", _):
      text = "expected scalar_type \(result.scalarName) but found \(out.scalarName)"
    case ("frexp", 0):
      text = "torch.frexp() expects mantissa to have dtype \(result.typeMetaName) but got \(out.typeMetaName)"
    default: text = "Expected out tensor to have dtype \(result.typeMetaName), but got \(out.typeMetaName) instead"
    }
    return TorchError(.runtime, text)
  }

  /// The functions that compute in the type of `out=` where none is named, with the place of the type among the
  /// arguments.
  private static func typePlace(_ name: String, _ count: Int) -> Int? {
    switch name {
    case "sum", "prod", "cumsum", "cumprod", "nansum": count - 1
    default: nil
    }
  }

  /// The arguments with the type of `out`, or of the tensor that a call changes, where the function computes in it.
  static func typed(_ arguments: OperatorArguments, _ name: String, _ out: DType) -> OperatorArguments {
    guard let place = typePlace(name, arguments.count), arguments.dtype(place) == nil else { return arguments }
    return OperatorArguments(
      arguments.values.enumerated().map { $0.offset == place ? .dtype(out) : $0.element })
  }

  private static let rules: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for name in [
      "abs", "absolute", "bitwise_not", "ceil", "clamp", "clamp_max", "clamp_min", "clip", "conj_physical", "fix",
      "floor",
      "frac", "neg", "negative", "round", "sgn", "sign", "trunc",
    ] {
      rules[name] = .element
    }
    for name in [
      "addmm", "argmax", "argmin", "bmm", "diag", "gather", "isin", "matmul", "mm", "norm", "softmax", "tril", "triu",
    ] {
      rules[name] = .exact
    }
    for name in ["isneginf", "isposinf", "signbit"] {
      rules[name] = .own { name, _, _ in TorchError(.runtime, "\(name) does not support non-boolean outputs.") }
    }
    for name in ["any", "all"] {
      rules[name] = .own { name, _, out in
        out == .uint8 || out == .bool
          ? nil : TorchError(.runtime, "\(name) only supports bool tensor for result, got: \(out.scalarName)")
      }
    }
    for name in ["index_select", "masked_select"] {
      rules[name] = .own { name, _, _ in
        TorchError(.runtime, "\(name)(): self and result must have the same scalar type")
      }
    }
    for name in ["bucketize", "searchsorted"] {
      rules[name] = .own { _, result, out in
        TorchError(
          .runtime,
          "torch.searchsorted(): output tensor's dtype is wrong, it can only be Int(int32) or Long(int64) depending on"
            + " whether out_int32 flag is True, but we got output tensor's dtype \(out.scalarName) and out_int32 flag is"
            + " \(result == .int32 ? "True" : "False")")
      }
    }
    for name in ["amax", "amin"] {
      rules[name] = .own { _, result, out in
        TorchError(
          .runtime,
          "Expected the dtype for input and out to match, but got \(result.scalarName) for input's dtype and"
            + " \(out.scalarName) for out's dtype.")
      }
    }
    for name in ["cat", "stack", "hstack", "vstack", "dstack", "concat", "concatenate"] {
      rules[name] = .own { _, result, out in
        Operator.canCast(result, to: out)
          ? nil
          : TorchError(
            .type, "torch.cat(): input types can't be cast to the desired output type \(out.scalarName)")
      }
    }
    rules["dot"] = .own { _, result, out in
      TorchError(.runtime, "result dtype \(out.scalarName) does not match input dtype \(result.scalarName)")
    }
    rules["heaviside"] = .own { _, _, _ in
      TorchError(.runtime, "heaviside is not yet implemented for tensors with different dtypes.")
    }
    rules["nan_to_num"] = .own { _, result, out in
      TorchError(
        .runtime,
        "nan_to_num: dtype of out: \(out.scalarName) should be same as input: \(result.scalarName)")
    }
    rules["nonzero"] = .own { _, _, out in
      TorchError(
        .runtime, "nonzero: Expected out tensor to have scalar type Long but got scalar type\(out.scalarName)")
    }
    rules["take"] = .own { _, result, out in
      TorchError(
        .runtime,
        "take(): self and out expected to have the same dtype, but got self.dtype = \(result.scalarName) and out.dtype ="
          + " \(out.scalarName)")
    }
    rules["where"] = .own { _, result, out in
      TorchError(.runtime, "Expected out type to be \(result.scalarName) but got \(out.scalarName)")
    }
    return rules
  }()
}
