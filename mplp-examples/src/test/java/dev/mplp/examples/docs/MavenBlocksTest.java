package dev.mplp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a page says to put into a pom is what the build publishes, in the version that it has. */
class MavenBlocksTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```xml\n(.*?)^```$");
  private static Element parent;

  /** A dependency of a page. */
  record Dependency(Path page, String artifact, String type, String classifier, String version) {

    @Override
    public String toString() {
      return Pages.name(page) + ": " + coordinates();
    }

    String coordinates() {
      return artifact + ':' + type + ':' + classifier;
    }
  }

  @BeforeAll
  static void readPom() throws Exception {
    parent = xml(Files.readString(Pages.ROOT.resolve("pom.xml"), UTF_8));
  }

  static List<Dependency> dependencies() throws Exception {
    List<Dependency> found = new ArrayList<>();
    for (Path page : Pages.all()) {
      Matcher block = BLOCK.matcher(Files.readString(page, UTF_8));
      while (block.find()) {
        found.addAll(ours(page, xml("<block>" + block.group(1) + "</block>")));
      }
    }
    Path consumer = Pages.ROOT.resolve("it/consumer/pom.xml");
    found.addAll(ours(consumer, xml(Files.readString(consumer, UTF_8))));
    return found;
  }

  @Test
  void pages_tellHowToDependOnTheLibrary() throws Exception {
    assertThat(dependencies())
        .extracting(dependency -> Pages.name(dependency.page()))
        .contains("README.md", "docs/testing.md", "docs/adapters.md");
  }

  @ParameterizedTest
  @MethodSource("dependencies")
  void dependency_isPublishedInThisVersion(Dependency dependency) throws IOException {
    List<String> published = new ArrayList<>(List.of("mplp-parent:pom:"));
    ours(Pages.ROOT.resolve("pom.xml"), parent).forEach(it -> published.add(it.coordinates()));
    assertThat(published).contains(dependency.coordinates());
    assertThat(dependency.version()).isIn("", text(parent, "version"));
  }

  private static List<Dependency> ours(Path page, Element root) {
    List<Dependency> found = new ArrayList<>();
    NodeList all = root.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element it = (Element) all.item(i);
      if (text(it, "groupId").equals("dev.mplp")) {
        String type = text(it, "type");
        found.add(
            new Dependency(
                page,
                text(it, "artifactId"),
                type.isEmpty() ? "jar" : type,
                text(it, "classifier"),
                text(it, "version")));
      }
    }
    return found;
  }

  /** The text of a child; empty when there is none. */
  private static String text(Element element, String name) {
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent().strip();
      }
    }
    return "";
  }

  private static Element xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }
}
