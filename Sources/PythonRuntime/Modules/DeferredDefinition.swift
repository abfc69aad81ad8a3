import PythonSyntax

/// A variable of an embedded module that gets its value when it is first asked for.
///
/// A document uses few of the functions and classes of the modules it imports. The others are never parsed.
enum DeferredDefinition {
  /// A definition in the module's text.
  case text(ModuleText, Range<Int>)
  /// The variable of the same name of another module, which `import *` brought.
  case variable(of: GlobalTable)
}

/// The text of an embedded module.
final class ModuleText: Sendable {
  let bytes: [UInt8]
  let file: String

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The source of code that is compiled from a part of the text.
  func source(of part: Range<Int>, waiting: [Int: Range<Int>] = [:]) -> CodeSource {
    CodeSource(name: file, isCell: false, text: bytes[part], showsText: false, waitingMethods: waiting) { [self] byte in
      bytes.prefix(part.lowerBound + byte).reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    }
  }

  /// Whether a part is a class statement.
  func isClass(_ part: Range<Int>) -> Bool { bytes[part].starts(with: "class ".utf8) }
}

extension Interpreter {
  /// Runs the text of an embedded module; its definitions wait for their first use.
  func runLibraryModule(_ text: ModuleText, in table: GlobalTable) throws {
    for part in DefinitionOutline.parts(of: text.bytes) {
      if let name = part.name, !name.hasPrefix("__"), table.value(of: name) == nil {
        try table.defer(StringObject(name), .text(text, part.range))
      } else {
        try runPart(of: text, part.range, in: table)
      }
    }
  }

  private func runPart(of text: ModuleText, _ part: Range<Int>, in table: GlobalTable) throws {
    let outline = text.isClass(part) ? MethodOutline(classText: text.bytes[part]) : nil
    let module: Module
    do {
      module = try Parser.parseByGrammar(outline?.text ?? Array(text.bytes[part]))
    } catch {
      throw syntaxError(error, in: Array(text.bytes[part]), name: text.file)
    }
    let source = text.source(of: part, waiting: outline?.waiting ?? [:])
    for code in try compile(module, source: source, globals: table, displaying: false) {
      // Other code of the module may be waiting for the definition.
      _ = try table.preservingTemporaries(code.registerCount) { try run(code, globals: table) }
    }
  }

  /// The value of a variable that was deferred, which is given to it; `nil` when it was not.
  func define(_ name: StringObject, in table: GlobalTable) throws -> Value? {
    guard let definition = try table.takeDeferred(name) else { return nil }
    do {
      switch definition {
      case .text(let text, let part): try runPart(of: text, part, in: table)
      case .variable(let origin): try table.set(name, origin.value(of: name) ?? define(name, in: origin) ?? .undefined)
      }
    } catch {
      try table.defer(name, definition)
      throw error
    }
    return table.value(of: name)
  }

  /// Gives every deferred variable its value.
  func defineAll(in table: GlobalTable) throws {
    for name in table.deferredNames { _ = try define(name, in: table) }
  }
}
