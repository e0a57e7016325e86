package dev.mplp.examples.server.http;

import dev.mplp.examples.server.json.Form;
import dev.mplp.model.Principal;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, and the room that it takes until it is needed no more. Of one thread at a
 * time.
 */
final class RequestBody {

  private final Request request;
  private final Admission admission;
  private final Deque<Runnable> taken = new ArrayDeque<>();
  private @Nullable ArrivingBody arriving;
  private byte @Nullable [] whole;

  RequestBody(Request request, Admission admission) {
    this.request = request;
    this.admission = admission;
  }

  /** Reads what is there; false while more is to come. What is refused unread is all there. */
  boolean isThere(Principal caller) {
    if (isTooLarge() || isEncoded()) {
      return true;
    }
    ArrivingBody body = arriving;
    if (body == null) {
      body =
          new ArrivingBody(
              request, admission.largestBody(), admission.arriving(caller), System::nanoTime);
      arriving = body;
    }
    return body.read();
  }

  /**
   * Has this run when it {@link #isThere}, on a thread that may wait; none waits until then. It
   * runs at once where {@link #whole} says why it is not waited for.
   */
  void whenThere(Runnable then) {
    ArrivingBody body = arriving;
    if (body == null || !body.await(then)) {
      then.run();
    }
  }

  /**
   * All of it.
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
    if (isTooLarge()) {
      throw tooLarge(admission.largestBody());
    }
    checkEncoding();
    ArrivingBody body = arriving;
    if (body == null) {
      throw new IllegalStateException("nobody has asked whether the body is there");
    }
    byte[] read = body.whole();
    int room = admission.take(read.length);
    taken.push(() -> admission.release(room));
    body.leave();
    return read;
  }

  /**
   * Its lines as they come, none of which is read yet.
   *
   * @throws RequestException when it is too large, or others are read like this already
   */
  <N> Lines<N> lines(Form<N> form, Principal caller) {
    long most = admission.largestImport();
    if (request.getLength() > most) {
      throw LineReader.tooLarge(most + " bytes");
    }
    checkEncoding();
    taken.push(admission.beginImport(caller));
    int longest = (int) Math.min(most, admission.largestBody());
    InputStream in = Content.Source.asInputStream(request);
    return new Lines<>(new LineReader(in, most, longest, System::nanoTime), form, longest);
  }

  /**
   * An answer that goes on for long takes its room as well.
   *
   * @throws RequestException when there is none
   */
  void answeredAtLength(Principal caller) {
    taken.push(admission.beginExport(caller));
  }

  private boolean isTooLarge() {
    return request.getLength() > admission.largestBody();
  }

  private boolean isEncoded() {
    return request.getHeaders().contains("Content-Encoding");
  }

  private void checkEncoding() {
    if (isEncoded()) {
      throw new RequestException(
          415, "UNSUPPORTED_MEDIA_TYPE", "bodies are taken as they are, without Content-Encoding");
    }
  }

  static RequestException tooLarge(long most) {
    return new RequestException(
            413, "BODY_TOO_LARGE", "a body is at most " + most + " bytes here; send less at once")
        .with("Connection", "close");
  }

  static RequestException brokenOff() {
    return new RequestException(400, "INVALID_REQUEST", "the body did not come to its end");
  }

  /** It is needed no more. */
  void end() {
    if (arriving != null) {
      arriving.leave();
    }
    while (!taken.isEmpty()) {
      taken.pop().run();
    }
  }
}
