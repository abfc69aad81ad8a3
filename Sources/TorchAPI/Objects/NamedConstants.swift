import PythonRuntime

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

  package override func repr(_ interpreter: Interpreter) throws -> String { "torch.\(name)" }
}

/// A `torch.memory_format`.
package final class MemoryFormatObject: Object, @unchecked Sendable {
  /// The name behind `torch.`.
  package let name: String

  private init(_ name: String) {
    self.name = name
    super.init(type: .memoryFormat)
  }

  /// Row-major order.
  package static let contiguous = MemoryFormatObject("contiguous_format")
  /// The order of the input.
  package static let preserve = MemoryFormatObject("preserve_format")
  /// Channels innermost, for images.
  package static let channelsLast = MemoryFormatObject("channels_last")

  package override func repr(_ interpreter: Interpreter) throws -> String { "torch.\(name)" }
}

extension TypeObject {
  /// `torch.layout`
  package static let layout = TypeObject.native(
    "layout", module: "torch", specials: [.repr], isSubclassable: false,
    members: { [TorchReduction.by("_reduced_name")] })
  /// `torch.memory_format`
  package static let memoryFormat = TypeObject.native(
    "memory_format", module: "torch", specials: [.repr], isSubclassable: false,
    members: { [TorchReduction.by("_reduced_name")] })
}
