package dev.mplp.examples.cli.run;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.examples.cli.json.PrettyJson;
import dev.mplp.flow.Flow;
import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.ModuleName;
import dev.mplp.runtime.json.WireCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder of results: a file for each module that has objects, with one object or an array of
 * them. What an earlier run left there is replaced.
 */
final class Results {

  private final Path folder;

  private Results(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder ready.
   *
   * @param input the folder of the flow, which is never written to
   * @throws UsageException when the folder holds a flow that no run wrote
   */
  static Results in(Path folder, Path input) throws IOException {
    Files.createDirectories(folder);
    if (Files.isSameFile(folder, input)) {
      throw new UsageException("--out must be another folder than that of the flow");
    }
    boolean ours = Files.exists(folder.resolve(EventFile.NAME));
    for (ModuleName module : ModuleName.values()) {
      Path file = folder.resolve(fileName(module));
      if (Files.exists(file) && !ours) {
        throw new UsageException(
            file
                + " was not written by a run (there is no "
                + EventFile.NAME
                + " beside it); choose another folder for --out");
      }
    }
    return new Results(folder);
  }

  Path folder() {
    return folder;
  }

  /** Writes the objects; answers the names of the files. */
  List<String> write(Flow flow) throws IOException {
    List<String> written = new ArrayList<>();
    for (ModuleName module : ModuleName.values()) {
      List<JsonObject> objects =
          flow.objects().stream()
              .filter(object -> object.module() == module)
              .map(WireCodec.standard()::toJson)
              .toList();
      Path file = folder.resolve(fileName(module));
      if (objects.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        replace(file, objects.size() == 1 ? objects.get(0) : JsonArray.of(objects.toArray()));
        written.add(fileName(module));
      }
    }
    return written;
  }

  private static String fileName(ModuleName module) {
    return module.wire() + ".json";
  }

  /** A file is either the old or the new one, never half of it. */
  private void replace(Path file, JsonValue content) throws IOException {
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.writeString(part, PrettyJson.text(content));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
