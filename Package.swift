// swift-tools-version: 6.1
import PackageDescription

// Every arrow points down; a module that needs a neighbour declares it here, and the build runs with
// `--explicit-target-dependency-import-check error` so that an undeclared import does not compile.

/// libcmark, installed by `make deps` (Debian: libcmark-dev, Homebrew: cmark).
let cmark = Target.systemLibrary(
  name: "CCmark",
  pkgConfig: "libcmark",
  providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]
)

/// libyaml, for front matter (Debian: libyaml-dev, Homebrew: libyaml). The Swift packages around it import Foundation,
/// which costs every start a millisecond and 4 MB of memory.
let libyaml = Target.systemLibrary(
  name: "CLibYAML",
  pkgConfig: "yaml-0.1",
  providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
)

/// nettle, for the digests by which a page names its scripts and for images as text (Debian: nettle-dev, Homebrew:
/// nettle): it uses the processor's instructions for SHA-256.
let nettle = Target.systemLibrary(
  name: "CNettle",
  pkgConfig: "nettle",
  providers: [.apt(["nettle-dev"]), .brew(["nettle"])]
)

let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// What makes, counts and frees objects is called through CKernels/objects.c, which knows the runtime on Linux only.
#if canImport(Glibc) && arch(x86_64)
  let wrapped = [
    "swift_allocObject", "swift_deallocClassInstance", "swift_nonatomic_retain", "swift_nonatomic_release",
  ]
#else
  let wrapped: [String] = []
#endif

/// The release binary on Linux stands at a fixed address: relocating a position-independent one costs every start more
/// than a millisecond. `make build` also puts the archives of the C libraries into it. Debugging information would
/// make it three times as large. Nothing looks its symbols up, so none is exported, which Swift's libraries ask for.
let release = LinkerSetting.unsafeFlags(
  [
    "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xlinker", "--as-needed", "-Xlinker",
    "--strip-debug", "-Xlinker", "--no-export-dynamic",
  ] + wrapped.flatMap { ["-Xlinker", "--wrap=\($0)"] },
  .when(platforms: [.linux], configuration: .release))

/// Text is searched by its bytes (SourceText): the standard library's pattern matcher, which Swift imports everywhere
/// by itself, would bring in its parser of regular expressions.
let lean = SwiftSetting.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])

/// A document's objects are reached through one thread only: checking every access to their properties for overlap would
/// cost more than the accesses, and counting their references with atomic instructions a third of a small tensor
/// operation. So work on several documents at a time needs a process for each; threads of a kernel may not touch
/// references (those written in C have none).
let unchecked = SwiftSetting.unsafeFlags(
  ["-enforce-exclusivity=unchecked", "-assume-single-threaded", "-cross-module-optimization"],
  .when(configuration: .release))

/// The folders of the embedded library: what documents may import.
let pythonPackages = [
  "IPython", "einops", "matplotlib", "matplotlib_inline", "numpy", "pandas", "standard", "torch", "torchsummary",
  "torchvision", "tqdm",
]

/// A module of the program and the design page that opens it.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: [lean, unchecked])
}

/// The tests of a module, with the folders of cases they enumerate.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name), "TestSupport"] + dependencies,
    exclude: ["Cases"] + exclude
  )
}

let package = Package(
  name: "nbrun",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "nbrun", targets: ["nbrun"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    .executableTarget(
      name: "nbrun",
      dependencies: [
        "Reports", "Notebooks", "Checking", "TorchAPI", "SourceText", "Preview", "Processes", "CGraphviz",
        argumentParser,
      ],
      swiftSettings: [lean, unchecked],
      linkerSettings: [release]),
    .executableTarget(
      name: "fuzz", dependencies: ["Reports", "Notebooks", "SourceText", "TestSupport"],
      swiftSettings: [lean, unchecked],
      linkerSettings: [release]),
    module(
      "Reports",
      ["Notebooks", "Figures", "Checking", "MarkdownSyntax", "PythonSyntax", "SourceText", "KaTeX", "CNettle"]),
    module(
      "Preview", ["Processes"] + ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }),
    module("Processes", ["CProcesses"]),
    .target(name: "CProcesses"),
    .target(name: "CGraphviz"),
    .target(name: "KaTeX", exclude: ["pack.sh"], swiftSettings: [lean, unchecked], plugins: ["PackKaTeX"]),
    .plugin(name: "PackKaTeX", capability: .buildTool()),
    module(
      "Notebooks",
      [
        "MarkdownSyntax", "Checking", "Figures", "NumPyAPI", "TorchAPI", "Autograd", "TensorCore", "PythonRuntime",
        "PythonSyntax", "SourceText", "Processes", "CLibYAML",
      ]),
    module("Figures", ["PythonRuntime", "CNettle"]),
    module("NumPyAPI", ["TorchAPI", "PythonRuntime", "Autograd", "TensorCore"]),
    module("TorchAPI", ["PythonRuntime", "Autograd", "TensorCore", "PythonSyntax", "SourceText", bigInt]),
    module("PythonRuntime", ["PythonSyntax", "PythonLibrary", "SourceText", "CNettle", bigInt]),
    .target(
      name: "PythonLibrary", exclude: pythonPackages + ["list.sh"], cSettings: [.unsafeFlags(["-std=c23"])]
    ),
    module("PythonSyntax", ["SourceText", bigInt]),
    module("Autograd", ["TensorCore"]),
    module("TensorCore", ["CKernels"]),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    module("Checking", ["SourceText"]),
    module("MarkdownSyntax", ["CCmark", "SourceText"]),
    module("SourceText"),
    cmark,
    libyaml,
    nettle,
    .target(name: "TestSupport"),
    .testTarget(name: "CommandLineTests", dependencies: ["nbrun", "TestSupport"], exclude: ["Cases"]),
    .testTarget(name: "FuzzTests", dependencies: ["fuzz"]),
    tests(of: "SourceText"),
    tests(of: "MarkdownSyntax"),
    tests(of: "PythonSyntax", ["SourceText"], exclude: ["Recording"]),
    tests(of: "PythonRuntime", ["PythonSyntax", "SourceText"], exclude: ["Recording"]),
    tests(of: "TensorCore", exclude: ["Recording"]),
    tests(of: "Autograd", ["TensorCore"]),
    tests(
      of: "Figures", ["NumPyAPI", "TorchAPI", "PythonRuntime", "PythonSyntax"], exclude: ["Recording"]),
    tests(
      of: "TorchAPI", ["NumPyAPI", "PythonRuntime", "PythonSyntax", "SourceText", "Autograd", "TensorCore"],
      exclude: ["Recording"]),
    tests(of: "Checking", ["SourceText"], exclude: ["Recording"]),
    tests(
      of: "Notebooks", ["Checking", "TorchAPI", "MarkdownSyntax", "SourceText"], exclude: ["Recording"]),
    tests(
      of: "Reports", ["Notebooks", "Checking", "MarkdownSyntax", "SourceText", "CCmark"]),
  ],
  swiftLanguageModes: [.v6]
)
