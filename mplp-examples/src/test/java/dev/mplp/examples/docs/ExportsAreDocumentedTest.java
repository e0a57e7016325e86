package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that the modules show to their users goes without a sentence. */
class ExportsAreDocumentedTest {

  static List<Path> modules() throws IOException {
    return Modules.all();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void exportedElements_areDocumented(Path module) throws IOException {
    assertThat(undocumented(module.resolve("src/main/java"), Modules.nameOf(module)))
        .as("exported elements without documentation")
        .isEmpty();
  }

  @Test
  void undocumentedElements_areFound(@TempDir Path sources) throws IOException {
    Files.createDirectories(sources.resolve("p"));
    Files.writeString(sources.resolve("module-info.java"), "module m { exports p; }");
    Files.writeString(
        sources.resolve("p/R.java"),
        """
        package p;
        public record R(int x) {
          public static int bare() { return 1; }
          /** Told. */ public static int told() { return 2; }
          int hidden() { return 3; }
          @Override public String toString() { return ""; }
          public enum E { A }
        }
        """);
    assertThat(undocumented(sources, "m"))
        .containsExactlyInAnyOrder("p", "p.R", "p.R.bare()", "p.R.E", "p.R.E.A");
  }

  private static List<String> undocumented(Path sources, String module) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> paths = found.filter(path -> path.toString().endsWith(".java")).toList();
      List<String> options =
          List.of("-proc:none", "--module-path", System.getProperty("java.class.path"));
      DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, problems, options, null, files.getJavaFileObjectsFromPaths(paths));
      task.analyze();
      assertThat(problems.getDiagnostics())
          .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
          .isEmpty();
      DocTrees docs = DocTrees.instance(task);
      Elements elements = task.getElements();
      ModuleElement root = elements.getModuleElement(module);
      return ElementFilter.exportsIn(root.getDirectives()).stream()
          .flatMap(exported -> visible(exported.getPackage(), elements))
          .filter(element -> docs.getDocCommentTree(element) == null)
          .map(ExportsAreDocumentedTest::qualifiedName)
          .toList();
    }
  }

  /** The element and all within it that other modules see and somebody wrote. */
  private static Stream<Element> visible(Element element, Elements elements) {
    return Stream.concat(
        Stream.of(element),
        element.getEnclosedElements().stream()
            .filter(child -> isVisible(child) && needsWords(child, elements))
            .flatMap(child -> visible(child, elements)));
  }

  private static boolean isVisible(Element element) {
    return element.getModifiers().contains(Modifier.PUBLIC)
        || element.getModifiers().contains(Modifier.PROTECTED);
  }

  /** All but what overrides, what the record's components tell, and what the compiler adds. */
  private static boolean needsWords(Element element, Elements elements) {
    Element owner = element.getEnclosingElement();
    String name = element.getSimpleName().toString();
    return switch (element.getKind()) {
      case RECORD_COMPONENT -> false;
      case CONSTRUCTOR ->
          owner.getKind() != ElementKind.RECORD
              && elements.getOrigin(element) == Elements.Origin.EXPLICIT;
      case METHOD ->
          element.getAnnotation(Override.class) == null
              && !Set.of("equals", "hashCode", "toString").contains(name)
              && !(owner.getKind() == ElementKind.ENUM && name.equals("valueOf"))
              && !(owner.getKind() == ElementKind.ENUM && name.equals("values"))
              && !(owner.getKind() == ElementKind.RECORD && isComponent(owner, name));
      default -> true;
    };
  }

  private static boolean isComponent(Element owner, String name) {
    return ElementFilter.recordComponentsIn(owner.getEnclosedElements()).stream()
        .anyMatch(component -> component.getSimpleName().contentEquals(name));
  }

  private static String qualifiedName(Element element) {
    return element.getKind() == ElementKind.PACKAGE
            || element.getKind().isClass()
            || element.getKind().isInterface()
        ? element.toString()
        : element.getEnclosingElement() + "." + element;
  }
}
