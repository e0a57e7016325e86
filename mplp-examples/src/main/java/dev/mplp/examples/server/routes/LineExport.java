package dev.mplp.examples.server.routes;

import dev.mplp.MplpException;
import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.http.Call;
import dev.mplp.examples.server.http.Problem;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import dev.mplp.flow.Flows;
import dev.mplp.model.ContextId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes the objects of a Context, each on a line of its own, as they are read. An export that
 * breaks off has no end, says why on its last line as far as it can, and breaks the connection.
 */
final class LineExport {

  private static final Form<ObjectLine> FORM = Forms.of(ObjectLine.class);

  private final Flows flows;
  private final ContextId contextId;
  private final String requestId;
  private int objects;

  private LineExport(Flows flows, ContextId contextId, String requestId) {
    this.flows = flows;
    this.contextId = contextId;
    this.requestId = requestId;
  }

  /** The export that is asked for. */
  static AnswerBody.Writer of(Call<Void> call) {
    LineExport export =
        new LineExport(
            call.mplp().flows(), call.get(ContextRoutes.CONTEXT), call.exchange().requestId());
    export.check();
    return export::write;
  }

  /** Who may not, or asks for what is not there, is told so before the answer begins. */
  private void check() {
    try {
      flows.exportContext(
          contextId,
          first -> {
            throw new Enough();
          });
    } catch (Enough e) {
      return; // it can be read
    }
  }

  private void write(OutputStream out) throws IOException {
    try {
      flows.exportContext(
          contextId,
          object -> {
            write(ObjectLine.of(object), out);
            objects++;
          });
      write(new ObjectLine.End(objects), out);
    } catch (MplpException e) {
      write(new ObjectLine.BrokenOff(Problem.of(e, requestId)), out);
      out.flush();
      throw e;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(ObjectLine line, OutputStream out) {
    try {
      out.write(FORM.writeAll(line));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends an export after its first object. */
  private static final class Enough extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
