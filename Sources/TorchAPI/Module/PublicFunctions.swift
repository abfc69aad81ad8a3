/// The functions that documents can call, each under the name by which Python finds it.
package enum PublicFunctions {
  /// Every function and method with its parameters, one line for each way to call it, sorted:
  /// `torch.abs(Tensor input, *, Tensor out = None)`.
  package static var listing: [String] {
    var lines = Set<String>()
    for (name, overloads) in OperatorRegistry.groups {
      for form in forms(of: name, overloads) {
        for signature in form.function.binder.signatures { lines.insert(form.path + signature.text) }
      }
    }
    for factory in Factories.all {
      for signature in factory.signatures { lines.insert("torch.\(factory.name)\(signature.text)") }
    }
    let others = Settings.names.map { "torch.\($0)" } + TensorMethods.declared.map { "Tensor.\($0.name)" }
    lines.formUnion(others.filter { PyTorchNames.contains($0) })
    return lines.sorted()
  }

  /// The forms in which Python finds the overloads of a name.
  private static func forms(of name: String, _ overloads: [Operator]) -> [(path: String, function: OperatorFunction)] {
    var found: [(String, OperatorFunction)] = []
    for (module, path, prefix) in modules {
      let inModule = overloads.filter { $0.module == module && $0.forms.contains(.function) }
      if !inModule.isEmpty {
        found.append((path + name.dropFirst(prefix.count), OperatorFunction(name, inModule, form: .function)))
      }
    }
    let inPlace = overloads.filter { $0.module == .torch && $0.forms.contains(.inPlace) }
    if !inPlace.isEmpty, isPublished("torch.\(name)_") {
      found.append(("torch.\(name)_", OperatorFunction(name + "_", inPlace, form: .inPlaceFunction)))
    }
    let methods = overloads.filter { $0.forms.contains(.method) }
    if !methods.isEmpty { found.append(("Tensor.\(name)", OperatorFunction(name, methods, form: .method))) }
    let changing = overloads.filter { $0.forms.contains(.inPlace) }
    if !changing.isEmpty { found.append(("Tensor.\(name)_", OperatorFunction(name + "_", changing, form: .inPlace))) }
    return found.filter { isPublished($0.0) && !$0.0.split(separator: ".").contains { $0.hasPrefix("_") } }
  }

  /// The modules of operators, by what stands before a function's name in Python and in its schema.
  private static let modules: [(Operator.Module, path: String, prefix: String)] = [
    (.torch, "torch.", ""), (.functional, "torch.nn.functional.", ""), (.linalg, "torch.linalg.", "linalg_"),
    (.special, "torch.special.", "special_"), (.fft, "torch.fft.", "fft_"),
  ]

  /// Whether a form of an operator goes by a name of PyTorch's. Operators have some forms that PyTorch keeps to itself;
  /// names that begin with an underscore are nobody's business but the library's.
  static func isPublished(_ path: String) -> Bool {
    path.contains("._") || PyTorchNames.contains(path)
  }
}
