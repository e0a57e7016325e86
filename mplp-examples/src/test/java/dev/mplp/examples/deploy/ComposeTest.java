package dev.mplp.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.server.config.Setting;
import dev.mplp.examples.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The stack keeps to rules that a person who reads it in a hurry would not see broken. */
class ComposeTest {

  private static final Path FOLDER = Path.of("..", "deploy", "docker");
  private static final Pattern SECRET = Pattern.compile(".*(PASS|PASSWORD|SECRET|_KEY)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[-?])?");
  private static final Set<String> SERVICES =
      Set.of("mplp-core", "postgres", "redis", "rabbitmq", "nginx", "dev-ports");

  private final String text = Files.readString(FOLDER.resolve("compose.yaml"));
  private final Map<?, ?> file = map(load(text));

  ComposeTest() throws IOException {}

  private static Object load(String yaml) {
    return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadFromString(merged(yaml));
  }

  /** The anchor of what all services share is not known to a YAML 1.2 reader as a merge. */
  private static String merged(String yaml) {
    return yaml.replace("    <<: *safe", "    shared: *safe");
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private Map<?, ?> services() {
    return map(file.get("services"));
  }

  private Map<?, ?> service(String name) {
    return map(services().get(name));
  }

  private static String at(Map<?, ?> from, String... path) {
    Object value = from;
    for (String part : path) {
      assertThat(value).as(String.join(".", path)).isInstanceOf(Map.class);
      value = map(value).get(part);
    }
    return String.valueOf(value);
  }

  @Test
  void stack_hasItsServices_andNothingThatForbidsReplicas() {
    assertThat(services().keySet()).isEqualTo(SERVICES);
    assertThat(file.containsKey("version")).as("obsolete").isFalse();
    assertThat(text).doesNotContain("container_name").doesNotContain("network_mode");
    assertThat(map(file.get("networks")).containsKey("mplp-network")).isTrue();
    assertThat(at(file, "networks", "mplp-data", "internal")).isEqualTo("true");
  }

  @Test
  void everyService_isShutIn_limited_andComesBack() {
    for (String name : SERVICES) {
      Map<?, ?> service = service(name);
      Map<?, ?> shared = map(service.get("shared"));
      assertThat(shared).as(name).isNotNull();
      assertThat(at(shared, "read_only")).isEqualTo("true");
      assertThat(at(shared, "cap_drop")).isEqualTo("[ALL]");
      assertThat(at(shared, "security_opt")).isEqualTo("[no-new-privileges:true]");
      assertThat(at(shared, "restart")).isEqualTo("unless-stopped");
      assertThat(service.containsKey("cap_add")).as(name).isFalse();
      assertThat(service.containsKey("privileged")).as(name).isFalse();
      assertThat(at(service, "deploy", "resources", "limits", "cpus")).isNotEqualTo("null");
      assertThat(at(service, "deploy", "resources", "limits", "memory")).endsWith("M");
    }
    assertThat(at(service("mplp-core"), "deploy", "resources", "limits"))
        .isEqualTo("{cpus=0.50, memory=512M}");
  }

  @Test
  void serviceStarts_whenWhatItNeedsIsHealthy() throws IOException {
    for (String name : SERVICES) {
      if (!name.equals("mplp-core")) { // that of its image
        assertThat(service(name).containsKey("healthcheck")).as(name).isTrue();
      }
      Object needs = service(name).get("depends_on");
      if (needs != null) {
        map(needs)
            .forEach(
                (on, how) ->
                    assertThat(at(map(how), "condition"))
                        .as(name + " on " + on)
                        .isEqualTo("service_healthy"));
      }
    }
    assertThat(map(service("mplp-core").get("depends_on")).keySet())
        .isEqualTo(Set.of("postgres", "redis", "rabbitmq"));
    assertThat(Files.readString(FOLDER.resolve("Dockerfile"))).contains("\nHEALTHCHECK ");
  }

  @Test
  void ports_areThoseOfTheGateway_andInProfileDevOfThisMachineAlone() {
    for (String name : SERVICES) {
      List<?> ports = list(service(name).get("ports"));
      if (name.equals("nginx")) {
        assertThat(ports)
            .map(Object::toString)
            .containsExactly("${HTTP_PORT:-80}:8080", "${HTTPS_PORT:-443}:8443");
      } else if (name.equals("dev-ports")) {
        assertThat(ports)
            .map(Object::toString)
            .isNotEmpty()
            .allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(at(service(name), "profiles")).isEqualTo("[dev]");
      } else {
        assertThat(ports).as(name).isEmpty();
      }
    }
    assertThat(service("nginx").containsKey("profiles")).isFalse();
    assertThat(at(service("nginx"), "networks")).isEqualTo("[mplp-network]");
  }

  @Test
  void everySecret_isRequired_andNoneHasADefault() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String name : SERVICES) {
      Object environment = service(name).get("environment");
      if (environment != null) {
        map(environment)
            .forEach(
                (key, value) -> {
                  if (SECRET.matcher(key.toString()).matches()) {
                    seen.add(key.toString());
                    assertThat(value.toString())
                        .as(name + ' ' + key)
                        .matches("\\$\\{[A-Z_]+:\\?.+}");
                  }
                });
      }
    }
    assertThat(seen)
        .contains("JWT_SECRET", "ENCRYPTION_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD");
    for (String line : Files.readAllLines(FOLDER.resolve(".env.example"))) {
      if (SECRET.matcher(line.replaceAll("=.*", "")).matches()) {
        assertThat(line).as("a secret in .env.example").endsWith("=");
      }
    }
  }

  @Test
  void envExample_namesWhatIsAskedFor() throws IOException {
    String example = Files.readString(FOLDER.resolve(".env.example"));
    Matcher variables = VARIABLE.matcher(text.replace("$$", ""));
    while (variables.find()) {
      if (":?".equals(variables.group(2))) {
        assertThat(example).containsPattern("(?m)^" + variables.group(1) + "=$");
      }
    }
  }

  @Test
  void settingsOfTheServer_areThoseThatThereAre() {
    Set<String> known =
        Stream.concat(Settings.OF_SERVER.stream(), Settings.OF_RUNTIME.stream())
            .map(Setting::name)
            .collect(Collectors.toSet());
    assertThat(map(service("mplp-core").get("environment")).keySet())
        .map(Object::toString)
        .isSubsetOf(known);
  }

  @Test
  void mountedFiles_areThere() {
    for (String name : SERVICES) {
      for (Object volume : list(service(name).get("volumes"))) {
        String from = volume.toString().split(":", -1)[0];
        if (from.startsWith("./") && !from.equals("./certs")) {
          assertThat(FOLDER.resolve(from)).as(name).exists();
          assertThat(volume.toString()).endsWith(":ro");
        } else if (!from.startsWith("./")) {
          assertThat(map(file.get("volumes")).containsKey(from)).as(from).isTrue();
        }
      }
    }
  }
}
