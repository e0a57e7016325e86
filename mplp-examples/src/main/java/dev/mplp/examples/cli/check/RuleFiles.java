package dev.mplp.examples.cli.check;

import dev.mplp.examples.cli.UsageException;
import dev.mplp.runtime.invariant.InvalidRuleFileException;
import dev.mplp.runtime.invariant.InvariantSet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the rules that a flow is checked by. */
public final class RuleFiles {

  /** The file of rules that a flow brings. */
  static final String OWN = "invariants.yaml";

  private RuleFiles() {}

  /** These sets, then the rules of the flow itself, then those of the files. */
  public static List<InvariantSet> with(List<InvariantSet> sets, Path flow, List<Path> files)
      throws IOException {
    List<InvariantSet> all = new ArrayList<>(sets);
    Path own = flow.resolve(OWN);
    if (Files.exists(own)) {
      all.add(read(own));
    }
    for (Path file : files) {
      all.add(read(file));
    }
    return all;
  }

  private static InvariantSet read(Path file) throws IOException {
    try {
      return InvariantSet.parse(file.toString(), Files.readString(file), "");
    } catch (CharacterCodingException e) {
      throw new UsageException(file + " is not UTF-8");
    } catch (InvalidRuleFileException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }
}
