extension TypeObject {
  /// `io.TextIOWrapper`
  package static let textFile = file("TextIOWrapper")
  /// `io.BufferedReader`
  package static let bufferedReader = file("BufferedReader")
  /// `io.BufferedWriter`
  package static let bufferedWriter = file("BufferedWriter")

  private static func file(_ name: String) -> TypeObject {
    native(
      name, module: "_io", specials: [.repr, .iterate, .next, .enter, .exit], isWrittenInC: true, isSubclassable: false,
      members: { FileMethods.all })
  }

  /// `io.UnsupportedOperation`
  package static let unsupportedOperation: TypeObject = TypeObject.native(
    "UnsupportedOperation", module: "io", bases: [.osError, .valueError], holdsValues: true)
}
