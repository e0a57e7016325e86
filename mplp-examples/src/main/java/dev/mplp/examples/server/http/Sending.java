package dev.mplp.examples.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one answer: what is long is compressed. */
final class Sending {

  /** Less than this is not worth compressing: it goes into one packet anyway. */
  private static final int WORTH_COMPRESSING = 1400;

  private static final HttpField VARY = new HttpField("Vary", "Accept-Encoding");

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private static final FewLines LINES = new FewLines(LOG, "answers broke off");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Unseen unseen;

  Sending(Request request, Response response, Callback callback, Unseen unseen) {
    this.unseen = unseen;
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  void send(Answer answer) {
    HttpFields.Mutable headers = response.getHeaders();
    answer.headers().forEach(headers::put);
    boolean readsOn = answer.body() instanceof AnswerBody.Stream;
    if (!readsOn && !request.consumeAvailable()) {
      headers.put("Connection", "close"); // what is left of the body is not waited for
    }
    if (answer.status() == HttpStatus.NOT_MODIFIED_304) {
      headers.ensureField(VARY);
    }
    response.setStatus(answer.status());
    AnswerBody body = answer.body();
    if (body instanceof AnswerBody.Bytes whole) {
      sendWhole(whole);
    } else if (body instanceof AnswerBody.Stream stream) {
      sendStream(stream);
    } else if (body instanceof AnswerBody.Live live) {
      headers.put("Content-Type", live.type());
      live.sender().send(request, response, callback);
    } else {
      finish(ByteBuffer.allocate(0));
    }
  }

  /** Breaks off what could not be answered. */
  void fail(Throwable because) {
    LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), because);
    callback.failed(because);
  }

  private void sendWhole(AnswerBody.Bytes whole) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Type", whole.type());
    byte[] bytes = whole.bytes();
    if (bytes.length >= WORTH_COMPRESSING) {
      headers.ensureField(VARY);
      if (takesGzip()) {
        headers.put("Content-Encoding", "gzip");
        weakenTag(headers);
        bytes = compressed(bytes);
      }
    }
    headers.put("Content-Length", bytes.length);
    finish(isHead() ? ByteBuffer.allocate(0) : ByteBuffer.wrap(bytes));
  }

  private static void weakenTag(HttpFields.Mutable headers) {
    String tag = headers.get("ETag");
    if (tag != null) {
      headers.put("ETag", EntityTag.weak(tag));
    }
  }

  /** What breaks off is not closed: its end would look like the end of all of it. */
  private void sendStream(AnswerBody.Stream stream) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Type", stream.type());
    headers.ensureField(VARY);
    if (isHead()) {
      finish(ByteBuffer.allocate(0));
      return;
    }
    boolean isCompressed = takesGzip();
    if (isCompressed) {
      headers.put("Content-Encoding", "gzip");
    }
    OutputStream out =
        new PacedOutput(Response.asBufferedOutputStream(request, response), System::nanoTime);
    try {
      if (isCompressed) {
        writeCompressed(stream, out);
      } else {
        stream.writer().write(out);
      }
      out.close();
    } catch (IOException | RuntimeException e) {
      told(e);
      unseen.brokenOff();
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  /** That a caller hung up is for nobody to mend. */
  private void told(Exception because) {
    String path = request.getHttpURI().getPath();
    if (because instanceof EofException) {
      LOG.debug("hung up: {} {}", request.getMethod(), path, because);
    } else {
      LINES.say(() -> LOG.warn("an answer broke off: {} {}", request.getMethod(), path, because));
    }
  }

  private static void writeCompressed(AnswerBody.Stream stream, OutputStream out)
      throws IOException {
    FastGzip gzip = new FastGzip(out);
    try {
      stream.writer().write(gzip);
      gzip.finish();
    } finally {
      gzip.release();
    }
  }

  private void finish(ByteBuffer last) {
    response.write(true, last, callback);
  }

  private boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  private boolean takesGzip() {
    return Negotiation.takesGzip(request.getHeaders().get("Accept-Encoding"));
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (OutputStream gzip = new FastGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Gzip that costs little. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, true);
      def.setLevel(Deflater.BEST_SPEED);
    }

    /** Without writing anything more: what was broken off must not look like it was not. */
    void release() {
      def.end();
    }
  }
}
