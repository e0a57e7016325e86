package dev.mplp.examples.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What clients send their requests to: nginx before all replicas, or the replicas themselves where
 * it is not installed.
 */
final class Gateway implements AutoCloseable {

  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  /** It tries another replica for what may be sent twice, so never for POST once it was sent. */
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/nginx.pid;
      error_log stderr warn;
      events { worker_connections 1024; }
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        upstream mplp {
          zone mplp 128k;
          least_conn;
          SERVERS
          keepalive 64;
          keepalive_timeout 20s;
        }
        server {
          listen 127.0.0.1:PORT;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $host;
          proxy_connect_timeout 2s;
          proxy_send_timeout 30s;
          proxy_read_timeout 60s;
          proxy_next_upstream error timeout http_502 http_503;
          proxy_next_upstream_tries 3;
          proxy_next_upstream_timeout 10s;
          location / { proxy_pass http://mplp; }
        }
      }
      """;

  private final List<String> addresses;
  private final @Nullable Child nginx;

  private Gateway(List<String> addresses, @Nullable Child nginx) {
    this.addresses = addresses;
    this.nginx = nginx;
  }

  /** Before replicas at these ports. */
  static Gateway start(Path folder, List<Integer> ports) throws IOException {
    if (!Files.isExecutable(NGINX)) {
      return new Gateway(ports.stream().map(Gateway::address).toList(), null);
    }
    int port = freePorts(1).get(0);
    String servers =
        ports.stream()
            .map(p -> "server 127.0.0.1:" + p + " max_fails=2 fail_timeout=5s;")
            .collect(Collectors.joining("\n"));
    Path file =
        Files.writeString(
            folder.resolve("nginx.conf"),
            CONFIGURATION
                .replace("FOLDER", folder.toString())
                .replace("SERVERS", servers)
                .replace("PORT", Integer.toString(port)));
    List<String> command =
        List.of(NGINX.toString(), "-p", folder.toString(), "-c", file.toString(), "-e", "stderr");
    Child nginx = Child.start(command, Map.of(), folder.resolve("nginx.log"));
    Waiting.until("nginx listens", () -> listens(nginx, port));
    return new Gateway(List.of(address(port)), nginx);
  }

  private static boolean listens(Child nginx, int port) throws IOException {
    if (!nginx.process().isAlive()) {
      throw new IllegalStateException(Files.readString(nginx.log()));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** Ports that nobody has, for processes that keep theirs when they are started again. */
  static List<Integer> freePorts(int many) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** One, or several that a client is to try one after the other. */
  List<String> addresses() {
    return addresses;
  }

  @Override
  public void close() {
    if (nginx != null) {
      nginx.close();
    }
  }
}
