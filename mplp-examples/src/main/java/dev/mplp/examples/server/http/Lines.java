package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Form;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A body with a value of JSON on each line (NDJSON), which is read as it comes. Of one thread.
 *
 * @param <N> what each line has
 */
public final class Lines<N> {

  /** The media type of such bodies, and of such answers. */
  public static final String MEDIA_TYPE = "application/x-ndjson";

  private final LineReader reader;
  private final Form<N> form;
  private final int longest;

  Lines(LineReader reader, Form<N> form, int longest) {
    this.reader = reader;
    this.form = form;
    this.longest = longest;
  }

  /**
   * The next line that is not blank, null at the end.
   *
   * @throws RequestException when the body is too large, comes too slowly, or breaks off
   */
  public @Nullable Line next() {
    try {
      LineReader.Line line = reader.next();
      return line == null ? null : new Line(line);
    } catch (IOException e) {
      throw RequestBody.brokenOff();
    }
  }

  /** A line of it. */
  public final class Line {

    private final LineReader.Line line;

    private Line(LineReader.Line line) {
      this.line = line;
    }

    /** Which it is, from 1; blank ones count. */
    public int number() {
      return line.number();
    }

    /**
     * What it says.
     *
     * @throws RequestException when it is too long, or no JSON
     * @throws dev.mplp.ValidationException when it is not what it has to be
     */
    public N read() {
      byte[] bytes = line.bytes();
      if (bytes == null) {
        throw new RequestException(
            413, "LINE_TOO_LARGE", "a line is at most " + longest + " bytes here");
      }
      return BodyReader.parse(form, bytes, "the line");
    }
  }
}
