import PythonSyntax
import SourceText

/// Imports that tutorials leave out: names with a conventional meaning which a document uses and never binds.
package enum ImpliedImports {
  /// What each name conventionally means.
  package static let statements: [(name: String, statement: String)] = [
    ("torch", "import torch"),
    ("nn", "import torch.nn as nn"),
    ("F", "import torch.nn.functional as F"),
    ("optim", "import torch.optim as optim"),
    ("np", "import numpy as np"),
    ("plt", "import matplotlib.pyplot as plt"),
    ("math", "import math"),
    ("autograd", "from torch import autograd"),
    ("Variable", "from torch.autograd import Variable"),
    ("Dataset", "from torch.utils.data import Dataset"),
    ("DataLoader", "from torch.utils.data import DataLoader"),
    ("TensorDataset", "from torch.utils.data import TensorDataset"),
    ("init", "from torch.nn import init"),
  ]

  /// An import that a document leaves out.
  struct Missing {
    let name: String
    let statement: String
    /// Where the document first uses the name.
    let range: ByteRange
  }

  /// The imports of the names that the cells use and nowhere import, assign, define or take as a parameter.
  static func missing(in cells: [ParsedCell]) -> [Missing] {
    var used: [String: ByteRange] = [:]
    for cell in cells where cell.cell.skipReason == nil { collectUses(in: cell, into: &used) }
    guard !used.isEmpty else { return [] }
    var bound = BoundNames()
    for cell in cells { bound.add(cell.statements) }
    return statements.compactMap { known in
      guard let range = used[known.name], !bound.names.contains(known.name) else { return nil }
      return Missing(name: known.name, statement: known.statement, range: range)
    }
  }

  /// The conventional names among a cell's tokens, without attributes (`x.nn`), keyword arguments and the modules that
  /// `import torch.nn as nn` names.
  private static func collectUses(in cell: ParsedCell, into used: inout [String: ByteRange]) {
    let bytes = cell.cell.source.bytes
    let tokens = cell.tokens
    let imports = cell.statements.flatMap(importRanges)
    for (index, token) in tokens.enumerated() where token.kind == .name && token.range.count <= longestName {
      if index > 0, tokens[index - 1].kind == .dot { continue }
      if token.level > 0, index + 1 < tokens.count, tokens[index + 1].kind == .assign { continue }
      let name = String(decoding: bytes[token.range], as: UTF8.self)
      guard used[name] == nil, statements.contains(where: { $0.name == name }),
        !imports.contains(where: { $0.contains(token.range.lowerBound) })
      else { continue }
      used[name] = cell.cell.source.documentRange(of: token.range)
    }
  }

  /// Where a statement and those inside it import.
  private static func importRanges(of statement: Statement) -> [Range<Int>] {
    statement.isImport ? [statement.range] : statement.bodies.flatMap { $0.flatMap(importRanges) }
  }

  private static let longestName = statements.reduce(0) { max($0, $1.name.utf8.count) }
}

/// The names that statements bind, at any depth.
struct BoundNames {
  private(set) var names: Set<String> = []

  mutating func add(_ statements: [Statement]) {
    for statement in statements { add(statement) }
  }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .assign(let targets, _): targets.forEach { add(target: $0) }
    case .augmentedAssign(let target, _, _), .annotatedAssign(let target, _, _): add(target: target)
    case .for(let target, _, _, _): add(target: target)
    case .with(let items, _): items.forEach { item in if let target = item.target { add(target: target) } }
    case .import(let aliases):
      for alias in aliases { names.insert(alias.asName ?? String(alias.name.prefix { $0 != "." })) }
    case .importFrom(_, let aliases, _):
      for alias in aliases ?? [] { names.insert(alias.asName ?? alias.name) }
      // What a star import binds cannot be known before it runs; it may well be what is missing.
      if aliases == nil { names.formUnion(["nn", "F", "optim", "np", "plt"]) }
    case .function(let definition):
      names.insert(definition.name)
      add(definition.parameters)
    case .class(let definition): names.insert(definition.name)
    case .try(_, let handlers, _, _): handlers.forEach { if let name = $0.name { names.insert(name) } }
    case .global(let list), .nonlocal(let list): names.formUnion(list)
    default: break
    }
    for body in statement.bodies { add(body) }
  }

  private mutating func add(_ parameters: Parameters) {
    for parameter in parameters.positionalOnly + parameters.positionalOrKeyword + parameters.keywordOnly {
      names.insert(parameter.name)
    }
    if let name = parameters.variadic?.name { names.insert(name) }
    if let name = parameters.keywordVariadic?.name { names.insert(name) }
  }

  private mutating func add(target: Expression) {
    switch target.kind {
    case .name(let name): names.insert(name)
    case .tuple(let elements), .list(let elements): elements.forEach { add(target: $0) }
    case .starred(let inner): add(target: inner)
    default: break
    }
  }
}
