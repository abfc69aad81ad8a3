import PythonRuntime
import TensorCore

/// A `torch.layout`.
package final class LayoutObject: Object, @unchecked Sendable {
  /// The name behind `torch.`.
  package let name: String

  private init(_ name: String) {
    self.name = name
    super.init(type: .layout)
  }

  /// The layout of all tensors that are not sparse.
  package static let strided = LayoutObject("strided")
  /// Each value with the index of its place.
  package static let sparseCOO = LayoutObject("sparse_coo")
  /// Values row by row.
  package static let sparseCSR = LayoutObject("sparse_csr")
  /// The other layouts that count the indices of rows or columns, by name.
  static let compressed = ["sparse_csc", "sparse_bsr", "sparse_bsc"].map { ($0, LayoutObject($0)) }

  package override func repr(_ interpreter: Interpreter) throws -> String { "torch.\(name)" }
}

/// A `torch.memory_format`.
package final class MemoryFormatObject: Object, @unchecked Sendable {
  /// What it stands for.
  package let memoryFormat: MemoryFormat

  private init(_ memoryFormat: MemoryFormat) {
    self.memoryFormat = memoryFormat
    super.init(type: .memoryFormat)
  }

  private static let all = MemoryFormat.allCases.map { MemoryFormatObject($0) }

  /// The format of a name behind `torch.`.
  package static func named(_ name: String) -> MemoryFormatObject? {
    let plain = name == "legacy_contiguous_format" ? MemoryFormat.contiguous.rawValue : name
    return all.first { $0.memoryFormat.rawValue == plain }
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { "torch.\(memoryFormat.rawValue)" }
}

extension TypeObject {
  /// `torch.layout`
  package static let layout = TypeObject.native(
    "layout", module: "torch", specials: [.repr], isWrittenInC: true, isSubclassable: false,
    members: { [TorchReduction.by("_reduced_name")] })
  /// `torch.memory_format`
  package static let memoryFormat = TypeObject.native(
    "memory_format", module: "torch", specials: [.repr], isWrittenInC: true, isSubclassable: false,
    members: { [TorchReduction.by("_reduced_name")] })
}
