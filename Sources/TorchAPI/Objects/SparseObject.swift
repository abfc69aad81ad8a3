import Autograd
import PythonRuntime
import TensorCore

/// What sparse tensors are made of. The classes themselves are written in Python (`torch._sparse`), derived from the
/// type of this one, and hold their places and values as ordinary tensors.
///
/// It is an instance of `torch.Tensor` and no ``TensorObject``, so that nothing here can take it for one with rows and
/// columns: what does not know sparse tensors refuses them.
package final class SparseObject: Object {
  /// The functions of `torch` that make sparse tensors.
  static let factories = [
    "sparse_coo_tensor", "sparse_csr_tensor", "sparse_csc_tensor", "sparse_bsr_tensor", "sparse_bsc_tensor",
    "sparse_compressed_tensor",
  ]

  /// Whether one of the arguments, or an element of one, is sparse.
  static func isAmong(_ arguments: Arguments) -> Bool {
    func holds(_ value: Value) -> Bool { value.isSparse || value.sequenceElements?.contains { $0.isSparse } ?? false }
    return (0..<arguments.count).contains { holds(arguments[$0]) }
      || (0..<arguments.keywordCount).contains { holds(arguments.keyword($0).value) }
  }

  package override func missingAttribute(_ name: StringObject) -> PythonException {
    TorchNames.missing(
      name, of: asValue, "'Tensor' object has no attribute '\(name.value)'", prefix: "Tensor.", known: [])
  }

  /// The error of something that knows no sparse tensors.
  static func refusal(_ what: String) -> PythonException {
    PythonException(.notImplementedError, "\(what) of a sparse tensor is not supported by nbrun")
  }

  /// Calls what `torch._sparse` has under the name of an operator.
  static func call(_ name: String, _ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    let module = try TorchImports.module("torch._sparse", interpreter)
    var keywords = HashTable()
    for index in 0..<arguments.keywordCount {
      let (name, value) = arguments.keyword(index)
      keywords.set(name.value, value)
    }
    return try interpreter.call(
      interpreter.getAttribute(module, "_call"), .string(name), .tuple(Array(arguments.positional)),
      .object(DictObject(keywords)))
  }

  /// `_text_of_parts(parts, suffixes, starts_line)`: the text of a sparse tensor from its named parts.
  static let textOfParts = NativeFunction("_text_of_parts", .positional(3...3), module: "torch._C") {
    interpreter, arguments in
    let parts = try interpreter.array(of: arguments[0]).map { part -> (name: String, array: NDArray) in
      guard let pair = part.sequenceElements, pair.count == 2, let tensor = pair[1].tensorObject else {
        throw PythonException(.typeError, "_text_of_parts() takes named tensors")
      }
      return (pair[0].text ?? "", tensor.tensor.array)
    }
    let session = try torchSession()
    var options = session.printOptions
    options.isFullPrecision = interpreter.fullPrecision || options.isFullPrecision
    let printer = TensorPrinter(options: options, defaultDType: session.defaultDType)
    return .string(
      printer.text(
        ofParts: parts, suffixes: try interpreter.array(of: arguments[1]).map { $0.text ?? "" },
        startsLine: try interpreter.truth(arguments[2])))
  }
}

extension TypeObject {
  /// The native base of sparse tensors.
  static let sparseBase: TypeObject = .native(
    "_SparseBase", module: "torch", bases: [.tensor], holdsValues: true, instanceDictionary: true,
    new: { _, type, _ in .object(SparseObject(type: type)) }, initialize: { _, _, _ in },
    members: { [OverrideFunctions.noOverride] })
}

extension Value {
  /// Whether this is a sparse tensor.
  var isSparse: Bool {
    if case .object(let object) = self { object is SparseObject } else { false }
  }
}

/// Methods between tensors in rows and columns and sparse ones.
enum SparseMethods {
  static var all: [NativeMember] {
    typealias M = TensorMethods
    return [
      converted("to_sparse"), converted("to_sparse_csr"), converted("to_sparse_coo", to: "to_sparse"),
      converted("to_sparse_csc"), converted("to_sparse_bsr"), converted("to_sparse_bsc"), converted("sparse_mask"),
      refused("ccol_indices", "column compressed "), refused("row_indices", "column compressed "),
      M.method("to_dense", ["to_dense(ScalarType? dtype=None, *, bool? masked_grad=None)"]) { object, bound in
        guard let dtype = bound.optionalDType(0) else { return object.asValue }
        return TensorObject.of(try Conversions.cast(object.tensor, to: dtype))
      },
      M.plain("sparse_dim") { _, _ in .int(0) },
      M.plain("dense_dim") { object, _ in .int(object.tensor.array.rank) },
      refused("indices", "coordinate "), refused("coalesce", "coordinate "), refused("is_coalesced", "coordinate "),
      refused("values", ""), refused("crow_indices", "row compressed "), refused("col_indices", "row compressed "),
    ]
  }

  /// A method that makes a sparse tensor.
  private static func converted(_ name: String, to function: String? = nil) -> NativeMember {
    .method(name) { interpreter, arguments in
      let module = try TorchImports.module("torch._sparse", interpreter)
      return try interpreter.call(try interpreter.getAttribute(module, function ?? name), arguments)
    }
  }

  /// A method that only sparse tensors have.
  private static func refused(_ name: String, _ kind: String) -> NativeMember {
    TensorMethods.plain(name) { _, _ in
      throw TorchError(.runtime, "\(name) expected sparse \(kind)tensor layout but got Strided")
    }
  }
}
