import BigInt

/// Syntax trees in the format of CPython's `ast.dump`, for comparing with it.
package struct ASTDump {
  /// `ast.dump(ast.parse(text))` of a module, without the `kind` of `u""` strings.
  package static func text(of module: Module) -> String {
    ASTDump().node("Module", ("body", list(module.body.map { ASTDump().statement($0) })), ("type_ignores", "[]"))
  }

  /// A node with the fields that are there.
  private func node(_ name: String, _ fields: (String, String?)...) -> String {
    "\(name)(" + fields.compactMap { field in field.1.map { "\(field.0)=\($0)" } }.joined(separator: ", ") + ")"
  }

  private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
  private func list(_ items: [String]) -> String { ASTDump.list(items) }
  private func body(_ statements: [Statement]) -> String { list(statements.map(statement)) }
  private func string(_ text: String) -> String { Unparser.quoted(text) }

  // MARK: Statements

  private func statement(_ statement: Statement) -> String {
    switch statement.kind {
    case .expression(let value): node("Expr", ("value", load(value)))
    case .assign(let targets, let value):
      node("Assign", ("targets", list(targets.map { expression($0, "Store") })), ("value", load(value)))
    case .augmentedAssign(let target, let operation, let value):
      node(
        "AugAssign", ("target", expression(target, "Store")), ("op", name(of: operation)), ("value", load(value)))
    case .annotatedAssign(let target, let annotation, let value):
      node(
        "AnnAssign", ("target", expression(target, "Store")), ("annotation", load(annotation)),
        ("value", value.map(load)), ("simple", statement.annotatesPlainName ? "1" : "0"))
    case .return(let value): node("Return", ("value", value.map(load)))
    case .delete(let targets): node("Delete", ("targets", list(targets.map { expression($0, "Del") })))
    case .pass: "Pass()"
    case .break: "Break()"
    case .continue: "Continue()"
    case .raise(let value, let cause): node("Raise", ("exc", value.map(load)), ("cause", cause.map(load)))
    case .global(let names): node("Global", ("names", list(names.map(string))))
    case .nonlocal(let names): node("Nonlocal", ("names", list(names.map(string))))
    case .assert(let test, let message): node("Assert", ("test", load(test)), ("msg", message.map(load)))
    case .import(let aliases): node("Import", ("names", list(aliases.map(alias))))
    case .importFrom(let module, let names, let level):
      node(
        "ImportFrom", ("module", module.map(string)),
        ("names", list(names?.map(alias) ?? ["alias(name='*')"])), ("level", "\(level)"))
    case .if(let test, let body, let orElse):
      node("If", ("test", load(test)), ("body", self.body(body)), ("orelse", self.body(orElse)))
    case .while(let test, let body, let orElse):
      node("While", ("test", load(test)), ("body", self.body(body)), ("orelse", self.body(orElse)))
    case .for(let target, let iterable, let body, let orElse):
      node(
        "For", ("target", expression(target, "Store")), ("iter", load(iterable)), ("body", self.body(body)),
        ("orelse", self.body(orElse)))
    case .with(let items, let body):
      node(
        "With",
        (
          "items",
          list(
            items.map {
              node(
                "withitem", ("context_expr", load($0.context)),
                ("optional_vars", $0.target.map { expression($0, "Store") }))
            })
        ), ("body", self.body(body)))
    case .try(let body, let handlers, let orElse, let finally):
      node(
        handlers.contains { $0.isGroup } ? "TryStar" : "Try", ("body", self.body(body)),
        (
          "handlers",
          list(
            handlers.map {
              node(
                "ExceptHandler", ("type", $0.type.map(load)), ("name", $0.name.map(string)),
                ("body", self.body($0.body)))
            })
        ), ("orelse", self.body(orElse)), ("finalbody", self.body(finally)))
    case .function(let function):
      node(
        "FunctionDef", ("name", string(function.name)), ("args", parameters(function.parameters)),
        ("body", body(function.body)), ("decorator_list", list(function.decorators.map(load))),
        ("returns", function.returns.map(load)))
    case .class(let definition):
      node(
        "ClassDef", ("name", string(definition.name)), ("bases", list(definition.bases.map(load))),
        ("keywords", list(definition.keywords.map(keyword))), ("body", body(definition.body)),
        ("decorator_list", list(definition.decorators.map(load))))
    case .match(let subject, let cases):
      node(
        "Match", ("subject", load(subject)),
        (
          "cases",
          list(
            cases.map {
              node(
                "match_case", ("pattern", pattern($0.pattern)), ("guard", $0.guard.map(load)), ("body", body($0.body)))
            })
        ))
    }
  }

  private func alias(_ alias: ImportAlias) -> String {
    node("alias", ("name", string(alias.name)), ("asname", alias.asName.map(string)))
  }

  private func parameters(_ parameters: Parameters) -> String {
    func arg(_ parameter: Parameter) -> String {
      node("arg", ("arg", string(parameter.name)), ("annotation", parameter.annotation.map(load)))
    }
    let positional = parameters.positionalOnly + parameters.positionalOrKeyword
    return node(
      "arguments", ("posonlyargs", list(parameters.positionalOnly.map(arg))),
      ("args", list(parameters.positionalOrKeyword.map(arg))), ("vararg", parameters.variadic.map(arg)),
      ("kwonlyargs", list(parameters.keywordOnly.map(arg))),
      ("kw_defaults", list(parameters.keywordOnly.map { $0.defaultValue.map(load) ?? "None" })),
      ("kwarg", parameters.keywordVariadic.map(arg)),
      ("defaults", list(positional.compactMap { $0.defaultValue.map(load) })))
  }

  // MARK: Expressions

  private func load(_ value: Expression) -> String { expression(value, "Load") }

  private func expression(_ expression: Expression, _ context: String) -> String {
    let context = "\(context)()"
    func inContext(_ value: Expression) -> String { self.expression(value, String(context.dropLast(2))) }
    switch expression.kind {
    case .name(let name): return node("Name", ("id", string(name)), ("ctx", context))
    case .constant(let value): return node("Constant", ("value", Unparser.text(of: value, infinity: "inf")))
    case .joinedString(let parts): return node("JoinedStr", ("values", list(parts.map(load))))
    case .formattedValue(let value, let conversion, let formatSpec):
      let number = conversion.map { $0.rawValue.asciiValue.map(String.init) ?? "" } ?? "-1"
      return node(
        "FormattedValue", ("value", load(value)), ("conversion", number), ("format_spec", formatSpec.map(load)))
    case .tuple(let items): return node("Tuple", ("elts", list(items.map(inContext))), ("ctx", context))
    case .list(let items): return node("List", ("elts", list(items.map(inContext))), ("ctx", context))
    case .set(let items): return node("Set", ("elts", list(items.map(load))))
    case .dict(let items):
      return node(
        "Dict", ("keys", list(items.map { $0.key.map(load) ?? "None" })), ("values", list(items.map { load($0.value) }))
      )
    case .starred(let value): return node("Starred", ("value", inContext(value)), ("ctx", context))
    case .attribute(let value, let name, _):
      return node("Attribute", ("value", load(value)), ("attr", string(name)), ("ctx", context))
    case .subscript(let value, let index):
      return node("Subscript", ("value", load(value)), ("slice", load(index)), ("ctx", context))
    case .slice(let lower, let upper, let step):
      return node("Slice", ("lower", lower.map(load)), ("upper", upper.map(load)), ("step", step.map(load)))
    case .call(let function, let arguments, let keywords):
      return node(
        "Call", ("func", load(function)), ("args", list(arguments.map(load))), ("keywords", list(keywords.map(keyword)))
      )
    case .unary(let operation, let operand):
      let name =
        switch operation {
        case .not: "Not()"
        case .invert: "Invert()"
        case .negative: "USub()"
        case .positive: "UAdd()"
        }
      return node("UnaryOp", ("op", name), ("operand", load(operand)))
    case .binary(let left, let operation, let right):
      return node("BinOp", ("left", load(left)), ("op", name(of: operation)), ("right", load(right)))
    case .boolean(let operation, let operands):
      return node(
        "BoolOp", ("op", operation == .and ? "And()" : "Or()"), ("values", list(operands.map(load))))
    case .compare(let first, let comparators):
      return node(
        "Compare", ("left", load(first)), ("ops", list(comparators.map { name(of: $0.0) })),
        ("comparators", list(comparators.map { load($0.1) })))
    case .conditional(let test, let body, let orElse):
      return node("IfExp", ("test", load(test)), ("body", load(body)), ("orelse", load(orElse)))
    case .lambda(let parameters, let body):
      return node("Lambda", ("args", self.parameters(parameters)), ("body", load(body)))
    case .listComprehension(let element, let clauses): return comprehension("ListComp", element, clauses)
    case .setComprehension(let element, let clauses): return comprehension("SetComp", element, clauses)
    case .generator(let element, let clauses): return comprehension("GeneratorExp", element, clauses)
    case .dictComprehension(let key, let value, let clauses):
      return node("DictComp", ("key", load(key)), ("value", load(value)), ("generators", list(clauses.map(clause))))
    case .yield(let value): return node("Yield", ("value", value.map(load)))
    case .yieldFrom(let value): return node("YieldFrom", ("value", load(value)))
    case .namedExpression(let target, let value):
      return node("NamedExpr", ("target", self.expression(target, "Store")), ("value", load(value)))
    }
  }

  private func comprehension(_ name: String, _ element: Expression, _ clauses: [Comprehension]) -> String {
    node(name, ("elt", load(element)), ("generators", list(clauses.map(clause))))
  }

  private func clause(_ clause: Comprehension) -> String {
    node(
      "comprehension", ("target", expression(clause.target, "Store")), ("iter", load(clause.iterable)),
      ("ifs", list(clause.conditions.map(load))), ("is_async", "0"))
  }

  private func keyword(_ keyword: Keyword) -> String {
    node("keyword", ("arg", keyword.name.map(string)), ("value", load(keyword.value)))
  }

  private func name(of operation: BinaryOperator) -> String {
    switch operation {
    case .add: "Add()"
    case .subtract: "Sub()"
    case .multiply: "Mult()"
    case .matrixMultiply: "MatMult()"
    case .divide: "Div()"
    case .floorDivide: "FloorDiv()"
    case .modulo: "Mod()"
    case .power: "Pow()"
    case .leftShift: "LShift()"
    case .rightShift: "RShift()"
    case .bitAnd: "BitAnd()"
    case .bitOr: "BitOr()"
    case .bitXor: "BitXor()"
    }
  }

  private func name(of operation: ComparisonOperator) -> String {
    switch operation {
    case .equal: "Eq()"
    case .notEqual: "NotEq()"
    case .less: "Lt()"
    case .lessOrEqual: "LtE()"
    case .greater: "Gt()"
    case .greaterOrEqual: "GtE()"
    case .is: "Is()"
    case .isNot: "IsNot()"
    case .in: "In()"
    case .notIn: "NotIn()"
    }
  }

  // MARK: Patterns

  private func pattern(_ pattern: Pattern) -> String {
    switch pattern.kind {
    case .value(let value): node("MatchValue", ("value", load(value)))
    case .singleton(let value): node("MatchSingleton", ("value", Unparser.text(of: value)))
    case .sequence(let items): node("MatchSequence", ("patterns", list(items.map(self.pattern))))
    case .mapping(let keys, let patterns, let rest):
      node(
        "MatchMapping", ("keys", list(keys.map(load))), ("patterns", list(patterns.map(self.pattern))),
        ("rest", rest.map(string)))
    case .class(let type, let positional, let keywords):
      node(
        "MatchClass", ("cls", load(type)), ("patterns", list(positional.map(self.pattern))),
        ("kwd_attrs", list(keywords.map { string($0.name) })),
        ("kwd_patterns", list(keywords.map { self.pattern($0.pattern) })))
    case .star(let name): node("MatchStar", ("name", name.map(string)))
    case .capture(let inner, let name):
      node("MatchAs", ("pattern", inner.map(self.pattern)), ("name", name.map(string)))
    case .or(let alternatives): node("MatchOr", ("patterns", list(alternatives.map(self.pattern))))
    }
  }
}
