/// How older releases of PyTorch spelled what 2.13 prints. One table each for names and for whole passages.
enum OlderSpellings {
  /// Names of backward nodes that were renamed beyond a prefix or a numeral, by their old stem.
  static let renamedNodes: [String: String] = [
    "AddConstant": "Add",
    "SubConstant": "Sub",
    "MulConstant": "Mul",
    "DivConstant": "Div",
    "PowConstant": "Pow",
    "Negate": "Neg",
    "Transpose": "T",
    "Threshold": "Relu",
    "MkldnnConvolution": "Convolution",
    "CudnnConvolution": "Convolution",
    "ThnnConv2D": "Convolution",
    "nnConv2D": "Convolution",
    "SlowConv2D": "Convolution",
    "CudnnBatchNorm": "NativeBatchNorm",
    "BatchNorm": "NativeBatchNorm",
    "Norm": "LinalgVectorNorm",
    "MaxPool2D": "MaxPool2DWithIndices",
  ]

  /// Passages that newer releases print in addition; a document may lack them.
  static let additions: [TokenText] = [
    ", bias=True", ", inplace=False", ", track_running_stats=True",
    "capturable: False", "decoupled_weight_decay: False", "differentiable: False", "foreach: None", "fused: None",
    "maximize: False", "amsgrad: False",
  ].map { TokenText($0) }

  /// Whether a name of a backward node is another release's name of the same one.
  static func isSameNode(_ expected: ArraySlice<UInt8>, _ actual: ArraySlice<UInt8>) -> Bool {
    guard let old = stem(expected), let new = stem(actual) else { return false }
    return old == new || renamedNodes[old] == new
  }

  /// `Add` of `AddBackward0`, `ThAddBackward` and `AddBackward`.
  private static func stem(_ name: ArraySlice<UInt8>) -> String? {
    var text = name
    while let last = text.last, last.isDigit { text.removeLast() }
    let suffix = Array("Backward".utf8)
    guard text.count > suffix.count, text.suffix(suffix.count).elementsEqual(suffix) else { return nil }
    text = text.dropLast(suffix.count)
    if text.count > 2, text.first == UInt8(ascii: "T"), text.dropFirst().first == UInt8(ascii: "h"),
      text.dropFirst(2).first?.isUppercase == true
    {
      text = text.dropFirst(2)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The number of tokens of an addition that stands at `index` of the printed text, if `next` of the expected text
  /// goes on with what stands behind it.
  static func addition(in actual: TokenText, at index: Int, continuing expected: TokenText, at next: Int) -> Int? {
    for addition in additions where index + addition.count <= actual.count {
      var matches = true
      for offset in 0..<addition.count where !actual.equals(index + offset, addition, offset) {
        matches = false
        break
      }
      guard matches else { continue }
      let behind = index + addition.count
      if next >= expected.count {
        if behind >= actual.count { return addition.count }
      } else if behind < actual.count,
        expected.equals(next, actual, behind) || additionStarts(actual, behind)
      {
        return addition.count
      }
    }
    return nil
  }

  private static func additionStarts(_ actual: TokenText, _ index: Int) -> Bool {
    additions.contains { addition in
      index + addition.count <= actual.count
        && (0..<addition.count).allSatisfy { actual.equals(index + $0, addition, $0) }
    }
  }
}
