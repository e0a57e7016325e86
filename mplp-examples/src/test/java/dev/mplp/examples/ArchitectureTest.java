package dev.mplp.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The direction of dependencies: api, then core and the adapters beside each other, then examples.
 */
class ArchitectureTest {
  private static final String CORE = "dev.mplp.runtime..";
  private static final String EXAMPLES = "dev.mplp.examples..";
  private static final List<String> ADAPTERS =
      List.of(
          "dev.mplp.postgres..", "dev.mplp.redis..", "dev.mplp.rabbitmq..", "dev.mplp.metrics..");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/dev/mplp/tck/"))
          .importPackages("dev.mplp");

  private static final DescribedPredicate<JavaClass> API =
      DescribedPredicate.not(
              JavaClass.Predicates.resideInAnyPackage(
                  Stream.concat(Stream.of(CORE, EXAMPLES), ADAPTERS.stream())
                      .toArray(String[]::new)))
          .and(JavaClass.Predicates.resideInAPackage("dev.mplp.."))
          .as("the api");

  @Test
  void api_dependencies_areTheJdkAndAnnotationsAlone() {
    classes()
        .that(API)
        .should()
        .onlyDependOnClassesThat(
            API.or(
                JavaClass.Predicates.resideInAnyPackage(
                    "java..", "javax.net.ssl", "org.jspecify.annotations")))
        .check(ALL);
  }

  @Test
  void spi_knowsNeitherFacadeNorHostInterfaces() {
    noClasses()
        .that()
        .resideInAPackage("dev.mplp.spi..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("dev.mplp.agent..")
                .or(HasName.Predicates.name("dev.mplp.Mplp")))
        .check(ALL);
  }

  @Test
  void core_knowsNoAdapterAndNoExample() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(ADAPTERS.stream(), Stream.of(EXAMPLES)).toArray(String[]::new))
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dev.mplp.postgres", "dev.mplp.redis", "dev.mplp.rabbitmq", "dev.mplp.metrics"})
  void adapter_knowsTheApiAlone(String adapter) {
    noClasses()
        .that()
        .resideInAPackage(adapter + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("dev.mplp..")
                .and(DescribedPredicate.not(API))
                .and(JavaClass.Predicates.resideOutsideOfPackage(adapter + "..")))
        .check(ALL);
  }

  @Test
  void exportedSignatures_nameNoVendorType() throws IOException {
    Set<String> exported = exportedPackages();
    assertThat(exported).contains("dev.mplp.model", "dev.mplp.spi");
    classes()
        .that(
            DescribedPredicate.describe(
                "are public in an exported package",
                type ->
                    exported.contains(type.getPackageName())
                        && type.getModifiers().contains(JavaModifier.PUBLIC)))
        .should(nameOwnAndJdkTypesOnly())
        .check(ALL);
  }

  private static ArchCondition<JavaClass> nameOwnAndJdkTypesOnly() {
    return new ArchCondition<>("name only JDK types and our own where others see it") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream<JavaClass> supertypes =
            Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> named =
            type.getMembers().stream()
                .filter(ArchitectureTest::isVisible)
                .flatMap(ArchitectureTest::namedTypes);
        Stream.concat(supertypes, named)
            .filter(Predicate.not(ArchitectureTest::isOursOrOfTheJdk))
            .filter(vendor -> !isMeterOfTheMeters(type, vendor))
            .map(vendor -> type.getName() + " names " + vendor.getName())
            .distinct()
            .forEach(message -> events.add(SimpleConditionEvent.violated(type, message)));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> namedTypes(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
        .flatMap(named -> named.getAllInvolvedRawTypes().stream());
  }

  private static boolean isOursOrOfTheJdk(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    String name = base.getPackageName();
    return base.isPrimitive()
        || name.equals("javax.sql")
        || name.equals("javax.net.ssl")
        || Stream.of("java.", "dev.mplp").anyMatch(name::startsWith);
  }

  /** What is for Micrometer takes a registry of Micrometer: that is its purpose. */
  private static boolean isMeterOfTheMeters(JavaClass type, JavaClass vendor) {
    return type.getPackageName().equals("dev.mplp.metrics")
        && vendor.getPackageName().startsWith("io.micrometer.core.instrument");
  }

  private static Set<String> exportedPackages() throws IOException {
    Set<String> exported = new HashSet<>();
    for (URL url :
        Collections.list(
            ArchitectureTest.class.getClassLoader().getResources("module-info.class"))) {
      try (InputStream in = url.openStream()) {
        ModuleDescriptor module = ModuleDescriptor.read(in);
        if (module.name().startsWith("dev.mplp.")) {
          exported.addAll(
              module.exports().stream()
                  .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
                  .map(ModuleDescriptor.Exports::source)
                  .collect(toUnmodifiableSet()));
        }
      }
    }
    return exported;
  }
}
