package dev.mplp.examples.server.http;

import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What an {@link Answer} sends. */
public sealed interface AnswerBody {

  /** Nothing. */
  AnswerBody NONE = new None();

  /** Nothing. */
  record None() implements AnswerBody {}

  /**
   * What is there as a whole.
   *
   * @param type the media type
   */
  record Bytes(String type, byte[] bytes) implements AnswerBody {}

  /**
   * What is written bit by bit, on the thread of the request.
   *
   * @param type the media type
   */
  record Stream(String type, Writer writer) implements AnswerBody {}

  /**
   * What goes on after the thread of the request has left.
   *
   * @param type the media type
   */
  record Live(String type, Sender sender) implements AnswerBody {}

  /** Writes a body. */
  interface Writer {
    /** Writes all of it; what it throws ends the connection, as the status has gone already. */
    void write(OutputStream out) throws IOException;
  }

  /** Sends a body without a thread of its own. */
  interface Sender {
    /**
     * Takes the response over, whose status and headers are set; {@code callback} is to be called
     * once, when all is over.
     */
    void send(Request request, Response response, Callback callback);
  }
}
