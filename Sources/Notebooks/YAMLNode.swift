import CLibYAML

/// A YAML document, read by libyaml. Scalars keep their text: what `true` or `3` means is for the reader to say.
indirect enum YAMLNode: Equatable {
  case scalar(String)
  case sequence([YAMLNode])
  /// The entries in order; a key that is no scalar has the text `""`.
  case mapping([(key: String, value: YAMLNode)])

  /// What is wrong with a text that is not YAML.
  struct Failure: Error {
    let message: String
    /// The line, counted from 1.
    let line: Int
  }

  /// Deeper nesting is refused: configuration has no use for it, and the tree is walked recursively.
  private static let maximumDepth = 64

  /// Reads the first document of `text`; `nil` when there is none.
  ///
  /// - Throws: ``Failure`` for what libyaml refuses, for aliases (which could make a small text a huge tree), and for
  ///   nesting deeper than 64.
  static func parse(_ text: String) throws(Failure) -> YAMLNode? {
    // The parser stays where it is while libyaml holds pointers into it.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { throw Failure(message: "out of memory", line: 1) }
    defer { yaml_parser_delete(parser) }
    let bytes = Array(text.utf8)
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    defer { input.deallocate() }
    input.initialize(from: bytes, count: bytes.count)
    yaml_parser_set_input_string(parser, input, bytes.count)
    return try read(parser, depth: 0)
  }

  /// The next node, or `nil` where a collection or the document ends.
  private static func read(_ parser: UnsafeMutablePointer<yaml_parser_t>, depth: Int) throws(Failure) -> YAMLNode? {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        throw Failure(message: problem, line: Int(parser.pointee.problem_mark.line) + 1)
      }
      defer { yaml_event_delete(&event) }
      let line = Int(event.start_mark.line) + 1
      guard depth <= maximumDepth else { throw Failure(message: "it is nested too deeply", line: line) }
      switch event.type {
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        return .scalar(String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self))
      case YAML_SEQUENCE_START_EVENT:
        var elements: [YAMLNode] = []
        while let element = try read(parser, depth: depth + 1) { elements.append(element) }
        return .sequence(elements)
      case YAML_MAPPING_START_EVENT:
        var entries: [(key: String, value: YAMLNode)] = []
        while let key = try read(parser, depth: depth + 1) {
          guard let value = try read(parser, depth: depth + 1) else { break }
          entries.append((key.text ?? "", value))
        }
        return .mapping(entries)
      case YAML_ALIAS_EVENT: throw Failure(message: "aliases are not supported", line: line)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_DOCUMENT_END_EVENT, YAML_STREAM_END_EVENT: return nil
      default: continue
      }
    }
  }

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text) = self { return text }
    return nil
  }

  /// The value of a key of a mapping.
  subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  static func == (left: YAMLNode, right: YAMLNode) -> Bool {
    switch (left, right) {
    case (.scalar(let a), .scalar(let b)): a == b
    case (.sequence(let a), .sequence(let b)): a == b
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
