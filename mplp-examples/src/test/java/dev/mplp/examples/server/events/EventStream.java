package dev.mplp.examples.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mplp.model.JsonObject;
import dev.mplp.runtime.json.WireCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller of a stream of events, over a socket of its own. */
final class EventStream implements AutoCloseable {

  private final Socket socket;
  private final BufferedReader reader;
  private final String status;
  private @Nullable String lastId;

  /**
   * A message.
   *
   * @param name null for one without a name
   */
  record Message(@Nullable String id, @Nullable String name, String data, boolean isComment) {
    JsonObject json() {
      return WireCodec.standard().parse(data.getBytes(UTF_8)).asObject();
    }
  }

  EventStream(int port, String path, String subject, @Nullable String lastId) throws IOException {
    this.lastId = lastId;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    String request =
        "GET "
            + path
            + " HTTP/1.0\r\nHost: a\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
            + subject
            + (lastId == null ? "" : "\r\nLast-Event-ID: " + lastId)
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    status = String.valueOf(reader.readLine());
    while (!String.valueOf(reader.readLine()).isEmpty()) {
      // headers
    }
  }

  /** The status, such as 200. */
  int status() {
    return Integer.parseInt(status.split(" ", -1)[1]);
  }

  /** What is left of the answer. */
  String rest() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all.append(line).append('\n');
    }
    return all.toString();
  }

  /** The next message or comment, null at the end. */
  @Nullable Message next() throws IOException {
    String name = null;
    List<String> data = new ArrayList<>();
    boolean isComment = false;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isEmpty()) {
        return new Message(lastId, name, String.join("\n", data), isComment);
      } else if (line.startsWith(":")) {
        isComment = true;
      } else if (line.startsWith("id: ")) {
        lastId = line.substring("id: ".length());
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data.add(line.substring("data: ".length()));
      }
    }
    return null;
  }

  /** The next message with data. */
  @Nullable Message nextData() throws IOException {
    Message next = next();
    while (next != null && next.data().isEmpty()) {
      next = next();
    }
    return next;
  }

  @Nullable String lastId() {
    return lastId;
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
