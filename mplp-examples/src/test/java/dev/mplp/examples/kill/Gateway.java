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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * nginx before all replicas, with the configuration of {@code deploy/docker}: without TLS, at
 * another port, with other addresses, and with room for the many clients who have one address here.
 */
final class Gateway implements AutoCloseable {

  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  /** The configuration as it is shipped. */
  static final Path SHIPPED = Path.of("../deploy/docker/nginx").toAbsolutePath();

  private static final Pattern REPLICA = Pattern.compile("( +server )mplp-core:3000( .*;\n)");

  private final String address;
  private final Child nginx;

  private Gateway(String address, Child nginx) {
    this.address = address;
    this.nginx = nginx;
  }

  /** Before replicas at these ports. */
  static Gateway start(Path folder, List<Integer> ports) throws IOException {
    if (!Files.isExecutable(NGINX)) {
      throw new IllegalStateException(NGINX + " is missing; ./test installs it");
    }
    List<Integer> own = freePorts(2);
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration(folder, ports, own));
    List<String> command =
        List.of(
            NGINX.toString(),
            "-g",
            "daemon off; master_process off;", // one process, which can be killed
            "-p",
            folder.toString(),
            "-c",
            file.toString(),
            "-e",
            "stderr");
    Child nginx = Child.start(command, Map.of(), folder.resolve("nginx.log"));
    Waiting.until("nginx listens", () -> listens(nginx, own.get(1)));
    return new Gateway("http://127.0.0.1:" + own.get(1), nginx);
  }

  private static String configuration(Path folder, List<Integer> replicas, List<Integer> own)
      throws IOException {
    String shipped = Files.readString(SHIPPED.resolve("nginx.conf"));
    Matcher replica = REPLICA.matcher(shipped);
    if (!replica.find()) {
      throw new IllegalStateException("no line with mplp-core:3000");
    }
    String servers =
        replicas.stream()
            .map(port -> replica.group(1) + "127.0.0.1:" + port + replica.group(2))
            .collect(Collectors.joining());
    String changed = shipped.replace(replica.group(), servers);
    changed = replace(changed, "/tmp/", folder + "/");
    changed = replace(changed, "/etc/nginx/headers.conf", SHIPPED.resolve("headers.conf"));
    changed = replace(changed, "include mime.types;", "");
    changed = replace(changed, "listen 8080 ", "listen 127.0.0.1:" + own.get(0) + ' ');
    changed = replace(changed, "listen 8443 ssl ", "listen 127.0.0.1:" + own.get(1) + ' ');
    changed = replace(changed, "http2 on;", "");
    changed = replace(changed, "limit_conn connections 200;", "limit_conn connections 2000;");
    changed = replace(changed, "rate=200r/s;", "rate=2000r/s;");
    return changed.replaceAll("(?m)^ +ssl_.*;$", "");
  }

  private static String replace(String text, String what, Object by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("the shipped configuration has nothing like " + what);
    }
    return text.replace(what, by.toString());
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

  /** What requests are sent to. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    nginx.close();
  }
}
