package dev.mplp.examples.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image is made of is there, and the gateway's configuration is one. */
class ImageTest {

  private static final Path ROOT = Path.of("..");
  private static final Path FOLDER = ROOT.resolve("deploy/docker");

  @TempDir Path temp;

  private static List<String> dockerfile() throws IOException {
    return Files.readString(FOLDER.resolve("Dockerfile"))
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  @Test
  void image_runsWithoutRoot_atItsPort_withAHealthCheckOfItsOwn() throws IOException {
    List<String> lines = dockerfile();
    assertThat(lines)
        .contains("USER 1001:1001", "EXPOSE 3000", "CMD [\"serve\"]")
        .noneMatch(line -> line.startsWith("ADD "))
        .noneMatch(line -> line.startsWith("ARG ") && line.matches(".*(PASSWORD|SECRET|TOKEN).*"))
        .noneMatch(line -> line.endsWith(":latest"));
    assertThat(lines.stream().filter(line -> line.startsWith("HEALTHCHECK ")))
        .singleElement()
        .asString()
        .contains("\"healthcheck\"]");
    assertThat(lines.stream().filter(line -> line.contains("org.opencontainers.image.")))
        .isNotEmpty();
  }

  @Test
  void whatIsCopied_isThere_andReachesTheBuilder() throws IOException {
    List<String> allowed =
        Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    assertThat(allowed).isNotEmpty();
    for (String pattern : allowed) {
      assertThat(matches(pattern)).as(pattern).isNotEmpty();
    }
    try (Stream<Path> modules = Files.list(ROOT)) {
      assertThat(modules.filter(path -> Files.exists(path.resolve("pom.xml"))))
          .map(path -> path.getFileName().toString())
          .as("every module is built from pom.xml and src")
          .allMatch(name -> name.startsWith("mplp-") || name.equals(".."));
    }
  }

  private static List<Path> matches(String pattern) throws IOException {
    Path normal = ROOT.toAbsolutePath().normalize();
    var matcher = normal.getFileSystem().getPathMatcher("glob:" + normal + '/' + pattern);
    try (Stream<Path> paths = Files.walk(normal, 3)) {
      return paths.filter(matcher::matches).toList();
    }
  }

  @Test
  void scripts_canBeRun() throws IOException {
    for (String script :
        List.of("certificate", "smoke", "image/class-path", "image/archive", "nginx/run.sh")) {
      Path path = FOLDER.resolve(script);
      assertThat(path).isExecutable();
      assertThat(run("bash", "-n", path.toString())).as(script).isEmpty();
    }
  }

  @Test
  void gateway_allowsModernTlsAlone_andRepeatsNothingThatMayNotBeRepeated() throws IOException {
    String nginx = Files.readString(FOLDER.resolve("nginx/nginx.conf"));
    assertThat(nginx)
        .contains("ssl_protocols TLSv1.2 TLSv1.3;", "http2 on;", "return 308 https://")
        .contains("proxy_buffering off;", "limit_req ", "limit_conn ", "client_max_body_size ")
        .contains("client_max_body_size 50m;\n      proxy_request_buffering off;")
        .contains("keepalive 64;", "location = /metrics {\n")
        .doesNotContain("non_idempotent")
        .doesNotContain("$proxy_add_x_forwarded_for");
  }

  /** Where nginx and openssl are installed they judge; it/docker/check runs it in any case. */
  @Test
  void gateway_isAcceptedByNginx() throws IOException {
    if (!isInstalled("nginx") || !isInstalled("openssl")) {
      return;
    }
    Path certificates = temp.resolve("certificate");
    Files.copy(FOLDER.resolve("certificate"), certificates);
    certificates.toFile().setExecutable(true);
    run(certificates.toString(), "localhost", "127.0.0.1");
    assertThat(temp.resolve("certs/tls.crt")).exists();
    Files.copy(FOLDER.resolve("nginx/headers.conf"), temp.resolve("headers.conf"));
    Files.writeString(temp.resolve("mime.types"), "types {}\n");
    String configuration =
        Files.readString(FOLDER.resolve("nginx/nginx.conf"))
            .replace("/tmp/", temp + "/")
            .replace("/etc/nginx/", temp + "/")
            .replace("mplp-core:3000", "127.0.0.1:3000");
    if (!run("nginx", "-v").matches("(?s).*nginx/1\\.(2[5-9]|[3-9]\\d).*")) {
      // before 1.25.1 it was said otherwise
      configuration =
          configuration
              .replace("http2 on;", "")
              .replace("8443 ssl default", "8443 ssl http2 default");
    }
    Path file = temp.resolve("nginx.conf");
    Files.writeString(file, configuration);
    assertThat(run("nginx", "-t", "-q", "-c", file.toString()).lines())
        .filteredOn(line -> line.contains("[emerg]") || line.contains("[error]"))
        .isEmpty();
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1), new String[] {"/usr/sbin"})
        .flatMap(Stream::of)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ':' + more);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
