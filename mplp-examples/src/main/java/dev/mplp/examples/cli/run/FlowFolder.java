package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.cli.check.Document;
import dev.mplp.examples.cli.check.DocumentCheck;
import dev.mplp.examples.cli.check.DocumentFiles;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.flow.Flow;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ProtocolObject;
import dev.mplp.runtime.json.Shape;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import dev.mplp.runtime.validation.SchemaName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects in a folder: {@code context.json}, {@code plan.json} and so on for each module, each
 * with one object or an array of them.
 *
 * @param flow the objects; null when one of the documents is not fit to be imported
 * @param refused the documents that are not
 * @param ignored JSON files whose name is not that of a module
 */
public record FlowFolder(@Nullable Flow flow, List<DocumentReport> refused, List<String> ignored) {

  private static final Set<String> MODULE_FILES =
      Stream.of(ModuleName.values())
          .map(module -> module.wire() + ".json")
          .collect(Collectors.toSet());

  /** Copies the lists. */
  public FlowFolder {
    refused = List.copyOf(refused);
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads all files before it judges any.
   *
   * @throws UsageException when there is no Context or no Plan to be run
   */
  public static FlowFolder read(Path folder) throws IOException {
    requireFlow(folder);
    List<Document> documents = new ArrayList<>();
    DocumentFiles files = new DocumentFiles(null);
    for (ModuleName module : ModuleName.values()) {
      Path file = folder.resolve(module.wire() + ".json");
      if (Files.exists(file)) {
        files.read(file, documents::add);
      }
    }
    DocumentCheck check = new DocumentCheck();
    List<DocumentReport> refused =
        documents.stream().map(check::check).filter(FlowFolder::isRefused).toList();
    return new FlowFolder(refused.isEmpty() ? flow(documents) : null, refused, ignored(folder));
  }

  private static boolean isRefused(DocumentReport report) {
    return !report.isValid() || !report.warnings().isEmpty();
  }

  private static Flow flow(List<Document> documents) {
    List<ProtocolObject> objects = new ArrayList<>();
    for (Document document : documents) {
      objects.add(object(document));
    }
    return new Flow(objects);
  }

  /** Every document was found by the name of its module, and found to be valid. */
  private static ProtocolObject object(Document document) {
    SchemaName schema = Objects.requireNonNull(document.schema(), "schema");
    Shape<?> shape = Shapes.named(schema.text()).orElseThrow();
    return (ProtocolObject) WireCodec.standard().read(shape, document.text());
  }

  private static void requireFlow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          Files.exists(folder) ? folder + " is no folder" : "there is no folder " + folder);
    }
    for (String needed : List.of("context.json", "plan.json")) {
      if (!Files.exists(folder.resolve(needed))) {
        throw new UsageException(
            "there is no "
                + needed
                + " in "
                + folder
                + ", so that there is no plan to run"
                + hint(folder));
      }
    }
  }

  /** Whoever names the parent of a flow is told where it is. */
  private static String hint(Path folder) throws IOException {
    try (Stream<Path> below = Files.list(folder)) {
      List<Path> flows =
          below
              .filter(child -> Files.exists(child.resolve("plan.json")))
              .filter(child -> Files.exists(child.resolve("context.json")))
              .sorted()
              .toList();
      return flows.isEmpty()
          ? ""
          : "; did you mean "
              + flows.stream().map(Path::toString).collect(Collectors.joining(", "))
              + "?";
    }
  }

  private static List<String> ignored(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".json") && !MODULE_FILES.contains(name))
          .sorted()
          .toList();
    }
  }
}
