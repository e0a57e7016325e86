package dev.mplp.examples.server.routes;

import dev.mplp.FlowException;
import dev.mplp.MplpException;
import dev.mplp.NotFoundException;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Lines;
import dev.mplp.examples.server.http.Problem;
import dev.mplp.flow.ObjectImport;
import dev.mplp.model.ObjectId;
import dev.mplp.model.ProtocolObject;
import org.jspecify.annotations.Nullable;

/**
 * Adopts the objects of an export line by line, as they come: each is a commit of its own, and a
 * line that is refused holds up no other. What became of each is told when the body has come to its
 * end, so that a caller who sends everything before he reads anything is never waited for.
 *
 * <p>What ends the import as a whole is thrown: the body is too large or broke off, or the storage
 * is away. The lines before that count, and a repetition leaves them alone.
 */
final class LineImport {

  /** After so many lines were refused, the others are not looked at. */
  private static final int MOST_REFUSED = 1_000;

  private final Lines<ObjectLine> lines;
  private final ObjectImport into;
  private final String requestId;
  private final ToldLines told = new ToldLines();
  private int objects;
  private int imported;
  private int unchanged;
  private int refused;
  private int skipped;
  private ObjectLine.@Nullable End end;
  private boolean isComplete;

  private LineImport(Lines<ObjectLine> lines, ObjectImport into, String requestId) {
    this.lines = lines;
    this.into = into;
    this.requestId = requestId;
  }

  /** The import that is asked for; it is over when this returns. */
  static AnswerBody.Writer of(Call<Lines<ObjectLine>> call) {
    ObjectImport into = call.mplp().flows().importInto(call.get(ContextRoutes.CONTEXT));
    LineImport all = new LineImport(call.body(), into, call.exchange().requestId());
    all.run();
    return all.told;
  }

  private void run() {
    Lines<ObjectLine>.Line line = lines.next();
    while (line != null) {
      if (refused < MOST_REFUSED) {
        take(line);
      } else {
        skipped++;
      }
      line = lines.next();
    }
    told.add(
        new ImportLine.Sums(imported, unchanged, refused, skipped, isComplete && skipped == 0));
  }

  private void take(Lines<ObjectLine>.Line line) {
    ProtocolObject object = null;
    try {
      ObjectLine read = line.read();
      object = read.object();
      take(line.number(), read, object);
    } catch (MplpException e) {
      Problem problem = Problem.of(e, requestId);
      boolean isFirst = objects <= 1 && refused == 0;
      boolean hasNoContext = e instanceof NotFoundException && isFirst;
      if (e.retryable() || problem.status() >= 500 || hasNoContext) {
        throw e;
      }
      refused++;
      isComplete = false;
      told.add(ImportLine.Refused.of(line.number(), object, problem));
    }
  }

  private void take(int number, ObjectLine read, @Nullable ProtocolObject object) {
    if (end != null) {
      throw new FlowException("comes after the end of the export");
    }
    if (object != null) {
      objects++;
      adopt(number, object);
    } else if (read instanceof ObjectLine.End last) {
      end = last;
      if (last.objects() != objects) {
        throw new FlowException(
            "the export had "
                + last.objects()
                + " objects, but "
                + objects
                + " came; send all of it again");
      }
      isComplete = true;
    } else {
      throw new FlowException("the export broke off here; make it again");
    }
  }

  private void adopt(int number, ProtocolObject object) {
    ObjectId id = ObjectId.from(object.id());
    if (into.adopt(object)) {
      imported++;
      told.add(new ImportLine.Imported(number, object.module(), id));
    } else {
      unchanged++;
      told.add(new ImportLine.Unchanged(number, object.module(), id));
    }
  }
}
