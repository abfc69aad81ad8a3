/// Finds output that was pasted into a cell among its code: lines that start with `tensor(`, `torch.Size([` or `<...>`,
/// which are no statements anybody writes, with what their brackets hold and bare values right below.
struct PastedOutput {
  private var depth = 0
  private var isInside = false

  /// Whether a line, at which a statement may begin, is output.
  mutating func takes(_ line: ArraySlice<UInt8>) -> Bool {
    if depth > 0 {
      count(line)
      return true
    }
    guard Self.opens(line) || isInside && Self.isBare(line) else {
      isInside = false
      return false
    }
    isInside = true
    count(line)
    return true
  }

  private static let heads = ["tensor(", "torch.Size([", "Parameter containing:"].map { Array($0.utf8) }

  private static func opens(_ line: ArraySlice<UInt8>) -> Bool {
    if heads.contains(where: { line.starts(with: $0) }) { return true }
    var end = line
    while end.last == 0x20 { end = end.dropLast() }
    return line.first == UInt8(ascii: "<") && end.last == UInt8(ascii: ">") && line.contains(0x20)
  }

  /// `True`, `None`, `2.5`: no statement either, below other output.
  private static func isBare(_ line: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    return ["True", "False", "None"].contains(text) || Double(text) != nil
  }

  private mutating func count(_ line: ArraySlice<UInt8>) {
    for byte in line {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
    }
  }
}
