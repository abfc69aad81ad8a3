import PythonRuntime
import PythonSyntax
import TorchAPI

/// Tells which of the variables a cell names were changed by it.
///
/// Only names that stand in the cell are looked at, so the cost is the cell's own. No code of the document runs for it:
/// values of the document's own classes are told by their class alone.
struct VariableInspector {
  /// What a variable was: its value's identity, and a number that writing to the value changes.
  private struct State: Equatable {
    enum Identity: Equatable {
      case none
      case bits(kind: UInt8, UInt64)
      case object(ObjectIdentifier)
    }

    let identity: Identity
    let version: Int

    init(_ value: Value) {
      switch value {
      case .undefined, .none: identity = .none
      case .bool(let value): identity = .bits(kind: 0, value ? 1 : 0)
      case .int(let value): identity = .bits(kind: 1, UInt64(bitPattern: Int64(value)))
      case .float(let value): identity = .bits(kind: 2, value.bitPattern)
      case .object(let object): identity = .object(ObjectIdentifier(object))
      }
      version = TensorSummary.version(of: value) ?? value.containerCount ?? 0
    }
  }

  private let names: [String]
  /// The states before the cell ran; values are kept so that an identity is not given twice.
  private let before: [String: (state: State, value: Value)]

  /// Looks at the variables before a cell runs.
  init(_ cell: ParsedCell, _ globals: GlobalTable) {
    var names: [String] = []
    var seen: Set<String> = []
    var previous = TokenKind.newline
    for token in cell.tokens {
      if token.kind == .name, previous != .dot {
        let name = String(decoding: cell.cell.source.bytes[token.range], as: UTF8.self)
        if seen.insert(name).inserted { names.append(name) }
      }
      previous = token.kind
    }
    self.names = names
    var before: [String: (state: State, value: Value)] = [:]
    for name in names {
      if let value = globals.value(of: name) { before[name] = (State(value), value) }
    }
    self.before = before
  }

  /// What the cell bound or changed, in the order in which the names first stand in it.
  func changes(_ session: PythonSession) -> [VariableOutcome] {
    names.compactMap { name in
      guard let value = session.globals.value(of: name), !value.isDefinition,
        before[name].map({ $0.state != State(value) }) ?? true
      else { return nil }
      let tensor = TensorSummary(value, pictured: true)
      return VariableOutcome(
        name: name, kind: value.type.name, tensor: tensor,
        text: Self.text(of: value, session, lines: tensor?.picture == nil ? 12 : 4))
    }
  }

  /// About how many characters are told of a value.
  private static let longest = 400

  /// A value's repr, cut to a number of lines.
  private static func text(of value: Value, _ session: PythonSession, lines mostLines: Int) -> String {
    if let text = value.text, text.utf8.count > longest {
      return
        "\((try? session.repr(of: .string(String(text.prefix(longest))))) ?? "") ... (\(text.unicodeScalars.count) characters)"
    }
    guard value.isPlain(depth: 0), let text = try? session.repr(of: value) else {
      return value.containerCount.map { $0 == 1 ? "1 item" : "\($0) items" } ?? ""
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(mostLines).joined(separator: "\n")
    if shown.utf8.count > 2 * longest { return String(shown.prefix(longest)) + " ..." }
    return lines.count > mostLines ? shown + "\n..." : shown
  }
}

extension Value {
  /// Whether the value is a module, a function or a class: the document's code tells these better.
  fileprivate var isDefinition: Bool {
    guard case .object(let object) = self else { return false }
    return object is ModuleObject || object is FunctionObject || object is NativeFunction || object is TypeObject
  }

  /// The number of elements of a builtin container.
  fileprivate var containerCount: Int? {
    switch object {
    case let list as ListObject: list.elements.count
    case let tuple as TupleObject: tuple.elements.count
    case let dict as DictObject: dict.table.count
    case let set as SetObject: set.table.count
    default: nil
    }
  }

  /// Whether the value is one of the builtin types through and through, so that its repr runs no code of the document,
  /// and is small.
  fileprivate func isPlain(depth: Int) -> Bool {
    guard depth < 4, (containerCount ?? 0) <= 64 else { return false }
    switch self {
    case .undefined, .none, .bool, .int, .float: return true
    case .object(let object):
      if let summary = TensorSummary(self, pictured: false) {
        return depth == 0 || summary.shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) <= 64
      }
      switch object {
      case let text as StringObject: return text.value.utf8.count <= 400 && self.type === TypeObject.str
      case let list as ListObject: return list.elements.allSatisfy { $0.isPlain(depth: depth + 1) }
      case let tuple as TupleObject: return tuple.elements.allSatisfy { $0.isPlain(depth: depth + 1) }
      case is ComplexObject, is RangeObject: return true
      case let bytes as BytesObject: return bytes.bytes.count <= 400
      default: return false
      }
    }
  }
}
