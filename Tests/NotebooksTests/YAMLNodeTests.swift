import Testing

@testable import Notebooks

@Suite struct YAMLNodeTests {
  @Test func readsNestedCollectionsInOrder() throws {
    let node = try YAMLNode.parse("title: \"A: b\"\nnbrun:\n  - skip\n  - {tolerance: 1e-3}\n")
    #expect(
      node
        == .mapping([
          ("title", .scalar("A: b")),
          ("nbrun", .sequence([.scalar("skip"), .mapping([("tolerance", .scalar("1e-3"))])])),
        ]))
    #expect(node?["title"]?.text == "A: b")
    #expect(node?["absent"] == nil)
  }

  @Test(arguments: ["", "\n", "# only a comment\n"])
  func nothingIsNoNode(text: String) throws {
    #expect(try YAMLNode.parse(text) == nil)
  }

  @Test(arguments: [
    ("a: [1, 2", 1), ("a: 1\n\tb: 2", 2), ("a: \"open", 1), ("a: &x 1\nb: *x\n", 2), ("a: \u{0}", 1),
    (String(repeating: "[", count: 100_000), 1),
  ])
  func whatIsNotPlainYAMLIsRefused(text: String, line: Int) {
    let failure = #expect(throws: YAMLNode.Failure.self) { try YAMLNode.parse(text) }
    #expect(failure?.message.isEmpty == false)
    #expect((failure?.line ?? 0) >= line)
  }

  @Test func widthCostsLinearTime() throws {
    let text = (0..<20_000).map { "k\($0): v\n" }.joined()
    guard case .mapping(let entries)? = try YAMLNode.parse(text) else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.count == 20_000)
  }
}
