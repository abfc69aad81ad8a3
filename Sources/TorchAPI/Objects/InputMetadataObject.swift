import Autograd
import PythonRuntime

/// The shape and the type of a gradient that a node takes (`grad_fn._input_metadata`).
package final class InputMetadataObject: Object {
  /// What the node knows of the gradient.
  let metadata: GradientMetadata

  init(_ metadata: GradientMetadata) {
    self.metadata = metadata
    super.init(type: .inputMetadata)
  }
}

extension TypeObject {
  /// `torch._C._autograd._InputMetadata`
  static let inputMetadata = TypeObject.native(
    "_InputMetadata", module: "torch._C._autograd", isWrittenInC: true, isSubclassable: false,
    members: {
      [
        .property("shape") { _, object in
          .list(((object as? InputMetadataObject)?.metadata.shape.array ?? []).map { .int($0) })
        },
        .property("dtype") { _, object in
          (object as? InputMetadataObject).map { DTypeObject.of($0.metadata.dtype) } ?? .none
        },
        .property("device") { _, _ in .object(DeviceObject.cpu) },
        .property("is_tensor_subclass") { _, _ in .bool(false) },
      ]
    })
}
