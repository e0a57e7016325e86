package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.examples.approval.ApprovalExample;
import dev.mplp.examples.compensation.TripExample;
import dev.mplp.examples.quickstart.Quickstart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled here, and what is compiled here runs. */
class ReadmeTest {

  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final int LONGEST_EXAMPLE = 60;

  @Test
  void the_quick_start_is_the_code_of_the_example() throws IOException {
    assertShown("Quick start", "quickstart/Quickstart.java");
  }

  @Test
  void the_approval_is_the_code_of_the_example() throws IOException {
    assertShown("Approvals", "approval/ApprovalExample.java");
  }

  private static void assertShown(String section, String file) throws IOException {
    Path source = MODULE.resolve("src/main/java/dev/mplp/examples").resolve(file);
    String code = Files.readString(source, UTF_8);
    assertThat(code.lines().count()).isLessThan(LONGEST_EXAMPLE);
    String readme = Files.readString(MODULE.resolveSibling("README.md"), UTF_8);
    Matcher block =
        Pattern.compile(
                "^## " + section + "$.*?^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(readme);
    assertThat(block.find()).as("README has the section " + section).isTrue();
    assertThat(flat(code)).contains(flat(block.group(1)));
  }

  private static String flat(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void the_quick_start_runs() throws Exception {
    String printed = printed(() -> Quickstart.main(new String[0]));
    assertThat(printed)
        .contains("Fetch the file {\"income\":4200}")
        .contains("Score it {\"income\":4200,\"score\":712}")
        .contains(" is completed");
  }

  @Test
  void the_approval_runs() throws Exception {
    String printed = printed(() -> ApprovalExample.main(new String[0]));
    assertThat(printed)
        .contains("AWAITING_APPROVAL")
        .contains("Pay 18,000 EUR to Nordlicht Lighting")
        .contains("COMPLETED");
  }

  @Test
  void the_trip_is_given_back() throws Exception {
    String printed = printed(() -> TripExample.main(new String[0]));
    assertThat(printed)
        .containsSubsequence("cancelled: \"Hotel 4711\"", "cancelled: \"Flight 4711\"")
        .contains("COMPENSATED");
  }

  private interface Example {
    void run() throws Exception;
  }

  private static String printed(Example example) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      example.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
