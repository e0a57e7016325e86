package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is compared with an earlier release is what the module descriptors export. */
class ComparedPackagesTest {

  private static final Pattern COMPARISON =
      Pattern.compile("(?s)<artifactId>japicmp-maven-plugin</artifactId>.*?</plugin>");
  private static final Pattern INCLUDE = Pattern.compile("<include>([\\w.]+)</include>");
  private static final Pattern EXCLUDE = Pattern.compile("<exclude>([\\w.]+)</exclude>");

  static List<Path> modules() throws IOException {
    return Modules.all();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void comparedPackages_areThoseExported(Path module) throws IOException {
    Set<String> compared = named(INCLUDE, module.resolve("pom.xml"));
    if (compared.isEmpty()) {
      compared = Modules.packages(module);
    }
    compared.removeAll(named(EXCLUDE, Pages.ROOT.resolve("pom.xml")));
    assertThat(compared).isEqualTo(Modules.exports(module));
  }

  private static Set<String> named(Pattern pattern, Path pom) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher comparison = COMPARISON.matcher(Files.readString(pom, UTF_8));
    while (comparison.find()) {
      pattern.matcher(comparison.group()).results().forEach(it -> names.add(it.group(1)));
    }
    return names;
  }
}
