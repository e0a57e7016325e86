package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Form;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The body of a request, and the room that it takes until it is needed no more. Of one thread. */
final class RequestBody {

  private final Request request;
  private final Admission admission;
  private final Deque<Runnable> taken = new ArrayDeque<>();
  private byte @Nullable [] whole;

  RequestBody(Request request, Admission admission) {
    this.request = request;
    this.admission = admission;
  }

  /**
   * All of it; it is read once.
   *
   * @throws RequestException when it is too large, or does not come
   */
  byte[] whole() {
    byte[] read = whole;
    if (read == null) {
      read = read();
      whole = read;
    }
    return read;
  }

  private byte[] read() {
    if (request.getLength() > admission.largestBody()) {
      throw tooLarge();
    }
    checkEncoding();
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] read = BodyStream.read(in, (int) admission.largestBody(), System::nanoTime);
      if (read.length > admission.largestBody()) {
        throw tooLarge();
      }
      int room = admission.take(read.length);
      taken.push(() -> admission.release(room));
      return read;
    } catch (IOException e) {
      throw brokenOff();
    }
  }

  /**
   * Its lines as they come, none of which is read yet.
   *
   * @throws RequestException when it is too large, or others are read like this already
   */
  <N> Lines<N> lines(Form<N> form) {
    long most = admission.largestImport();
    if (request.getLength() > most) {
      throw LineReader.tooLarge(most + " bytes");
    }
    checkEncoding();
    taken.push(admission.beginImport());
    int longest = (int) Math.min(most, admission.largestBody());
    InputStream in = Content.Source.asInputStream(request);
    return new Lines<>(new LineReader(in, most, longest, System::nanoTime), form, longest);
  }

  /**
   * An answer that goes on for long takes its room as well.
   *
   * @throws RequestException when there is none
   */
  void answeredAtLength() {
    taken.push(admission.beginExport());
  }

  private void checkEncoding() {
    if (request.getHeaders().contains("Content-Encoding")) {
      throw new RequestException(
          415, "UNSUPPORTED_MEDIA_TYPE", "bodies are taken as they are, without Content-Encoding");
    }
  }

  private RequestException tooLarge() {
    return new RequestException(
            413,
            "BODY_TOO_LARGE",
            "a body is at most " + admission.largestBody() + " bytes here; send less at once")
        .with("Connection", "close");
  }

  static RequestException brokenOff() {
    return new RequestException(400, "INVALID_REQUEST", "the body did not come to its end");
  }

  /** It is needed no more. */
  void end() {
    while (!taken.isEmpty()) {
      taken.pop().run();
    }
  }
}
