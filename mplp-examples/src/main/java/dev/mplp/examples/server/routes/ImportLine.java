package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.Problem;
import dev.mplp.model.ModuleName;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ProtocolObject;
import org.jspecify.annotations.Nullable;

/** A line of what is told of an import: what became of a line of it, or the sums. */
sealed interface ImportLine {

  /**
   * An object is new here.
   *
   * @param line where it was, from 1
   */
  record Imported(int line, ModuleName module, ObjectId id) implements ImportLine {}

  /**
   * An object was stored already with the same content, and was left alone.
   *
   * @param line where it was, from 1
   */
  record Unchanged(int line, ModuleName module, ObjectId id) implements ImportLine {}

  /**
   * A line was refused, and changed nothing.
   *
   * @param line which, from 1
   * @param module of its object; absent when it was not read so far
   * @param id of its object; absent when it was not read so far
   */
  record Refused(int line, @Nullable ModuleName module, @Nullable ObjectId id, Problem problem)
      implements ImportLine {

    /** A line that was refused with what it has. */
    static Refused of(int line, @Nullable ProtocolObject object, Problem problem) {
      return object == null
          ? new Refused(line, null, null, problem)
          : new Refused(line, object.module(), ObjectId.from(object.id()), problem);
    }
  }

  /**
   * The last line.
   *
   * @param skipped lines that were not looked at, as too many had been refused
   * @param complete whether the import had its end: the last line of an export, with the number of
   *     objects that came
   */
  record Sums(int imported, int unchanged, int refused, int skipped, boolean complete)
      implements ImportLine {}
}
