import Foundation
import PackagePlugin

/// Packs KaTeX into the program: `Sources/KaTeX/pack.sh` makes a Swift file of what the system has of it.
@main struct PackKaTeX: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let script = context.package.directoryURL.appending(path: "Sources/KaTeX/pack.sh")
    let output = context.pluginWorkDirectoryURL.appending(path: "Packed.swift")
    let files = ["/usr/share/javascript/katex/katex.min.js", "/usr/share/javascript/katex/katex.min.css"]
      .filter(FileManager.default.fileExists).map { URL(filePath: $0) }
    return [
      .buildCommand(
        displayName: "Packing KaTeX", executable: URL(filePath: "/bin/sh"), arguments: [script.path, output.path],
        inputFiles: [script] + files, outputFiles: [output])
    ]
  }
}
