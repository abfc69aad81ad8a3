import PythonSyntax
import Testing

@testable import PythonRuntime

/// The bodies of methods of the embedded library wait for their first call, which must not change what they are.
@Suite struct MethodOutlineTests {
  /// The text of every class of the library.
  private static var classes: [(file: String, text: ArraySlice<UInt8>)] {
    EmbeddedLibrary.paths.flatMap { path -> [(String, ArraySlice<UInt8>)] in
      var module = path.hasPrefix("standard/") ? path.dropFirst("standard/".count) : path[...]
      for ending in ["/__init__.py", ".py"] where module.hasSuffix(ending) { module = module.dropLast(ending.count) }
      let name = module.split(separator: "/").joined(separator: ".")
      guard let source = EmbeddedLibrary.source(of: name) else { return [] }
      let text = ModuleText(source.text, file: source.file)
      return DefinitionOutline.parts(of: source.text).filter { text.isClass($0.range) }.map {
        (path, source.text[$0.range])
      }
    }
  }

  /// Method by method, what waits is what stands in the class, and the rest of the class is as it was.
  @Test func whatWaitsIsWhatIsWritten() throws {
    var count = 0
    for (file, text) in Self.classes {
      let outline = MethodOutline(classText: text)
      #expect(outline.text.count == text.count)
      let whole = try #require(try Parser.parse(Array(text)).body.first)
      let short = try #require(try Parser.parse(outline.text).body.first)
      guard case .class(let full) = whole.kind, case .class(let brief) = short.kind else { continue }
      #expect(full.body.count == brief.body.count, "\(file)")
      for (a, b) in zip(full.body, brief.body) {
        guard case .function(let method) = a.kind, let range = outline.waiting[method.nameRange.lowerBound] else {
          #expect(Self.dump(a) == Self.dump(b), "\(file)")
          continue
        }
        count += 1
        guard case .function(let stub) = b.kind else {
          Issue.record("\(file): \(method.name)")
          continue
        }
        #expect(method.nameRange == stub.nameRange && method.body.documentation == stub.body.documentation)
        let part = Array(text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound])
        let found = try #require(try Parser.parse(part).body.first)
        let bare = FunctionDefinition(
          name: method.name, parameters: method.parameters, returns: method.returns, body: method.body, decorators: [],
          nameRange: method.nameRange)
        #expect(Self.dump(Statement(.function(bare), at: a.range)) == Self.dump(found), "\(file): \(method.name)")
      }
    }
    #expect(count > 1000)
  }

  private static func dump(_ statement: Statement) -> String { Unparser.text(of: Module(body: [statement])) }

  private let text = """
    class Base:
        def __init__(self, value=2): self.value = value

        def double(self):
            '''Twice the value.'''
            return self.value * 2

    class Derived(Base):
        # What follows waits.
        def __init__(self, value, *rest, scale=1, **more):
            super().__init__(value + len(rest))
            self.__scale = scale
            self.more = more
      # between

        def double(self):
            def inner():
                return super(Derived, self).double() * self.__scale
            parts = [inner() for _ in range(1)]
            return parts[0]

        @property
        def scale(self):
            text = '''
        def not_this(self):
            pass
    '''
            return self.__scale, len(text)

        @staticmethod
        def join(a, b=1):
            return (lambda: a + b)()

        def count(self):
            for i in range(3):
                yield i

        def documented(self):
            "Nothing else."

        def fail(self):
            x = 1

            return x / 0

        def again(self, n):
            return n if n == 0 else self.again(n - 1) + 1

        def own(self):
            return __class__.__name__

    """

  @Test func waitingMethodsDoTheSame() throws {
    let interpreter = Interpreter()
    let table = interpreter.makeGlobals(moduleName: "m")
    try interpreter.runLibraryModule(ModuleText(Array(text.utf8), file: "m.py"), in: table)
    try interpreter.defineAll(in: table)
    func value(_ expression: String) throws -> String {
      var result = Value.none
      let module = try Parser.parse(Array(expression.utf8))
      for code in try interpreter.compile(
        module, source: CodeSource(name: "t", isCell: false, text: [], showsText: false) { $0 }, globals: table,
        displaying: true)
      {
        result = try interpreter.run(code, globals: table)
      }
      return try interpreter.repr(result)
    }
    #expect(try value("Derived.double.__doc__, Base.double.__doc__") == "(None, 'Twice the value.')")
    #expect(try value("d = Derived(3, 4, 5, scale=10, other=6)\nd.value, d.more") == "(5, {'other': 6})")
    #expect(try value("[d.double() for _ in range(3)]") == "[100, 100, 100]")
    #expect(try value("d.scale") == "(10, 38)")
    #expect(try value("Derived.join('a', b='b'), Derived.join(1)") == "('ab', 2)")
    #expect(try value("list(d.count())") == "[0, 1, 2]")
    #expect(try value("d.documented(), Derived.documented.__doc__") == "(None, 'Nothing else.')")
    #expect(try value("d.again(100)") == "100")
    #expect(try value("d.own(), d.own()") == "('Derived', 'Derived')")
    #expect(
      try value("Derived.fail.__code__.co_varnames, Derived.fail.__code__.co_firstlineno") == "(('self', 'x'), 41)")
    do {
      _ = try value("d.fail()")
      Issue.record("nothing was raised")
    } catch let error as PythonException {
      #expect(error.exception.traceback.map(\.line).contains(44))
    }
  }

  @Test func whatCannotWait() {
    let outline = MethodOutline(classText: Array(text.utf8)[...])
    let names = outline.waiting.keys.sorted().map { start in
      String(decoding: Array(text.utf8)[start...].prefix { $0 != UInt8(ascii: "(") }, as: UTF8.self)
    }
    // A body on the first line, a generator's, and a docstring alone do not.
    #expect(names == ["double", "__init__", "double", "scale", "join", "fail", "again", "own"])
  }
}
