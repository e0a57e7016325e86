package dev.mplp.examples.server.routes;

import dev.mplp.examples.server.http.AnswerBody;
import dev.mplp.examples.server.json.Form;
import dev.mplp.examples.server.json.Forms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is told of an import, until it can be: compressed, as such lines are much alike. Not
 * thread-safe.
 */
final class ToldLines implements AnswerBody.Writer {

  private static final Form<ImportLine> FORM = Forms.of(ImportLine.class);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final GZIPOutputStream lines;

  ToldLines() {
    try {
      lines = new GZIPOutputStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  void add(ImportLine line) {
    try {
      lines.write(FORM.writeAll(line));
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  /** Writes all of them; none can be added any more. */
  @Override
  public void write(OutputStream out) throws IOException {
    lines.close();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.transferTo(out);
    }
  }
}
