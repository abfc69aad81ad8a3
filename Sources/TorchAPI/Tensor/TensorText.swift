import Autograd
import TensorCore

/// The text of a tensor, with what the graph adds to its values.
enum TensorText {
  /// `tensor([1.], grad_fn=<MulBackward0>)`
  static func text(of tensor: Tensor, fullPrecision: Bool, prefix: String = "tensor(") throws -> String {
    let session = try TensorSession.current
    var options = session.printOptions
    options.isFullPrecision = fullPrecision || options.isFullPrecision
    var suffixes: [String] = []
    if let node = tensor.gradientFunction(), !(node is AccumulateGrad) {
      suffixes.append("grad_fn=<\(node.name)>")
    } else if tensor.requiresGrad {
      suffixes.append("requires_grad=True")
    }
    return TensorPrinter(options: options, defaultDType: session.defaultDType).text(
      of: tensor.array, prefix: prefix, suffixes: suffixes)
  }
}

extension NDArray {
  /// `torch.FloatTensor`, `torch.meta.FloatTensor`
  package var tensorTypeName: String {
    guard storage.isMeta else { return dtype.tensorClassName }
    return "torch.meta." + dtype.tensorClassName.dropFirst("torch.".count)
  }

  /// The address of the first element.
  var address: Int { Int(bitPattern: storage.root.bytes) + rootOffset * dtype.itemSize }
}
