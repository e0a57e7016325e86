package dev.mplp.examples.server.every;

import dev.mplp.Mplp;
import dev.mplp.examples.server.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Everybody may do everything; it knows what was carried out. */
final class OpenDoor implements Door {

  private final TestServer server;
  private final List<Request> carriedOut = new ArrayList<>();

  OpenDoor(TestServer server) {
    this.server = server;
  }

  @Override
  public Mplp mplp() {
    return server.mplp();
  }

  @Override
  public HttpResponse<String> send(Request request) {
    HttpResponse<String> answer =
        server.send(
            request
                .on(server.request(request.path()))
                .setHeader("Authorization", "Bearer " + request.subject()));
    if (answer.statusCode() < 300) {
      carriedOut.add(request);
    }
    return answer;
  }

  /** The requests so far that the server has done what they ask for. */
  List<Request> carriedOut() {
    return List.copyOf(carriedOut);
  }
}
