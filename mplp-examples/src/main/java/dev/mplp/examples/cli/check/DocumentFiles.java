package dev.mplp.examples.cli.check;

import dev.mplp.examples.cli.json.Json;
import dev.mplp.examples.cli.json.Lines;
import dev.mplp.examples.cli.json.Slices;
import dev.mplp.runtime.validation.SchemaName;
import dev.mplp.runtime.validation.SchemaRecognition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents of files and folders: one in a {@code *.json} file or several in an array,
 * one on each line of a {@code *.ndjson} file.
 */
public final class DocumentFiles {

  private final @Nullable SchemaName given;

  /**
   * A reader of documents.
   *
   * @param given the schema of all documents; null to find out
   */
  public DocumentFiles(@Nullable SchemaName given) {
    this.given = given;
  }

  /**
   * Hands over the documents of a file, or of the files of a folder and its folders in the order of
   * their names.
   */
  public void read(Path path, Consumer<Document> documents) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path)) {
      readFile(path, documents);
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(Files::isRegularFile).filter(DocumentFiles::isDocument).sorted().toList();
    }
    for (Path file : files) {
      readFile(file, documents);
    }
  }

  static boolean isDocument(Path file) {
    String name = fileName(file);
    return name.endsWith(".json") || isLines(name);
  }

  private static boolean isLines(String name) {
    return name.endsWith(".ndjson");
  }

  private static String fileName(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private void readFile(Path file, Consumer<Document> documents) throws IOException {
    if (isLines(fileName(file))) {
      readLines(file, documents);
      return;
    }
    byte[] text = Files.readAllBytes(file);
    Optional<SchemaName> known =
        given == null ? SchemaRecognition.byFileName(fileName(file)) : Optional.of(given);
    if (given == null && Slices.isArray(text) && Json.isStrict(Json.read(text))) {
      List<byte[]> elements = Slices.elements(text);
      for (int i = 0; i < elements.size(); i++) {
        documents.accept(Document.read(file + "#/" + i, known, elements.get(i)));
      }
      if (!elements.isEmpty()) {
        return;
      }
    }
    documents.accept(Document.read(file.toString(), known, text));
  }

  private void readLines(Path file, Consumer<Document> documents) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Lines lines = new Lines(in);
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        documents.accept(
            Document.read(file + ":" + lines.number(), Optional.ofNullable(given), line));
      }
    }
  }
}
