package dev.mplp.examples.server.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mplp.Violation;
import dev.mplp.confirm.ApprovalRequest;
import dev.mplp.confirm.Expiry;
import dev.mplp.confirm.Standing;
import dev.mplp.context.Root;
import dev.mplp.context.StateDiff;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.Page;
import dev.mplp.model.Versioned;
import dev.mplp.plan.Budget;
import dev.mplp.plan.ExecutionOptions;
import dev.mplp.plan.Limit;
import dev.mplp.plan.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records are in JSON, and what is refused with which words and where. */
class FormsTest {

  record Part(int count, @Nullable String note) {}

  record Whole(List<Part> parts, Set<Limit.Kind> kinds, Map<String, Part> named, Duration time) {}

  @Test
  void record_isWrittenInSnakeCaseWithoutWhatIsAbsent() {
    Whole whole =
        new Whole(
            List.of(new Part(1, null)),
            Set.of(Limit.Kind.RATE),
            Map.of("a", new Part(2, "b")),
            Duration.ofMillis(1500));
    assertThat(text(Forms.of(Whole.class), whole))
        .isEqualTo(
            "{\"parts\":[{\"count\":1}],\"kinds\":[\"rate\"],\"named\":{\"a\":{\"count\":2,"
                + "\"note\":\"b\"}},\"time\":\"PT1.5S\"}");
    assertThat(read(Forms.of(Whole.class), text(Forms.of(Whole.class), whole))).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /parts schema/required",
        "[] |  schema/type",
        "{\"parts\": [{\"count\": 1.5}], \"kinds\": [], \"named\": {}, \"time\": \"PT1S\"}"
            + " | /parts/0/count schema/range",
        "{\"parts\": [], \"kinds\": [\"rate\", \"rate\"], \"named\": {}, \"time\": \"PT1S\"}"
            + " | /kinds schema/uniqueItems",
        "{\"parts\": [], \"kinds\": [\"speed\"], \"named\": {}, \"time\": \"PT1S\"}"
            + " | /kinds/0 schema/format",
        "{\"parts\": [], \"kinds\": [], \"named\": {\"a/b\": 3}, \"time\": \"PT1S\"}"
            + " | /named/a~1b schema/type",
        "{\"parts\": [], \"kinds\": [], \"named\": {}, \"time\": \"1 s\"} | /time schema/format",
        "{\"parts\": [{\"count\": 1, \"note\": null}], \"kinds\": [], \"named\": {}, \"time\":"
            + " \"PT1S\"} | /parts/0/note schema/type",
        "{\"parts\": [], \"kinds\": [], \"named\": {}, \"time\": \"PT1S\", \"more\": 1}"
            + " | /more schema/additionalProperties",
        "{\"parts\": [], \"parts\": []} | /parts json/duplicate-key",
      })
  void wrongRecord_isRefusedWithTheRuleAndThePlace(String json, String expected) {
    Reading reading = Reading.begin();
    Whole read = Forms.of(Whole.class).readAll(json.getBytes(UTF_8), reading);
    assertThat(read).isNull();
    assertThat(reading.violations())
        .extracting(one -> one.pointer() + " " + one.name())
        .contains(expected.startsWith("/") ? expected : " " + expected);
  }

  @Test
  void everythingThatIsWrong_isToldAtOnceButNotWithoutEnd() {
    Reading reading = Reading.begin();
    Forms.of(Whole.class).readAll("{\"parts\": 1, \"time\": 2, \"x\": 3}".getBytes(UTF_8), reading);
    assertThat(reading.violations())
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder("/x", "/parts", "/kinds", "/named", "/time");
    Reading many = Reading.begin();
    String numbers = "[" + "1,".repeat(500) + "1]";
    Forms.list(String.class).readAll(numbers.getBytes(UTF_8), many);
    assertThat(many.violations()).hasSize(100);
  }

  @Test
  void oneOfSeveral_isTheOneThatKindNames() {
    Form<Expiry> form = Forms.of(Expiry.class);
    Expiry expiry = Expiry.extendAfter(Duration.ofDays(1), Duration.ofHours(1), 2);
    String json = "{\"kind\":\"extend\",\"after\":\"PT24H\",\"by\":\"PT1H\",\"times\":2}";
    assertThat(text(form, expiry)).isEqualTo(json);
    assertThat(read(form, json)).isEqualTo(expiry);
    assertThat(text(Forms.of(Standing.class), new Standing.Cancelled()))
        .isEqualTo("{\"kind\":\"cancelled\"}");
    assertThat(refused(form, "{\"kind\": \"forget\"}")).contains("/kind");
    assertThat(refused(form, json.replace(":2", ":99"))).contains("times must be 1 to 20");
  }

  @Test
  void membersWithoutAComponent_areKeptWhereTheRecordKeepsThem() {
    String json = "{\"domain\":\"d\",\"environment\":\"e\",\"team\":{\"a\":[1,null]}}";
    Root root = read(Forms.of(Root.class), json);
    assertThat(root.extra().names()).containsExactly("team");
    assertThat(text(Forms.of(Root.class), root)).isEqualTo(json);
  }

  @Test
  void request_isAsUsualWhereItSaysNothing() {
    Form<ExecutionOptions> form = Forms.request(ExecutionOptions.class);
    assertThat(Forms.takesNothing(form)).isTrue();
    assertThat(read(form, "{}")).isEqualTo(ExecutionOptions.DEFAULT);
    ExecutionOptions some =
        read(form, "{\"retry\": {\"max_attempts\": 3}, \"budget\": {\"steps\": 7}}");
    assertThat(some.retry()).isEqualTo(RetryPolicy.attempts(3));
    assertThat(some.budget()).isEqualTo(Budget.COUNTED.withSteps(7L));
    assertThat(refused(form, "{\"retry\": {}}")).contains("/retry/max_attempts");
    assertThat(Forms.takesNothing(Forms.request(ApprovalRequest.class))).isFalse();
  }

  @Test
  void generic_isOfWhatItIsGiven() {
    assertThat(text(Forms.pageOfVersioned(Part.class), page(new Versioned<>(new Part(1, null), 4))))
        .isEqualTo("{\"items\":[{\"value\":{\"count\":1},\"version\":4}]}");
    StateDiff diff =
        new StateDiff(Map.of("a", JsonValue.of(1)), Map.of(), Map.of("b", JsonValue.of(null)));
    assertThat(text(Forms.of(StateDiff.class), diff))
        .isEqualTo("{\"added\":{\"a\":1},\"changed\":{},\"removed\":{\"b\":null}}");
  }

  private static <T> Page<T> page(T item) {
    return Page.last(List.of(item));
  }

  @Test
  void patch_mergesAsRfc7396Says() {
    JsonObject before = object("{\"a\": {\"b\": 1, \"c\": [1]}, \"d\": 2}");
    Patch<JsonObject> patch =
        read(
            Forms.patch(JsonObject.class),
            "{\"a\": {\"b\": null, \"e\": {\"f\": null}}, \"d\": [3]}");
    assertThat(patch.on(before)).isEqualTo(object("{\"a\": {\"c\": [1], \"e\": {}}, \"d\": [3]}"));
    Patch<Part> wrong = read(Forms.patch(Part.class), "{\"count\": \"many\"}");
    assertThatThrownBy(() -> wrong.on(new Part(1, null))).hasMessageContaining("/count");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P", "PT", "-PT1S", "pt1s", "P1Y", "PT99999999999999999999S", "1"})
  void noDuration_isRefused(String text) {
    assertThat(refused(Forms.of(Duration.class), '"' + text + '"')).contains("schema/format");
  }

  @Test
  void typeWithoutForm_isRefusedWhenTheServerIsBuilt() {
    assertThatThrownBy(() -> Forms.of(Thread.class)).hasMessageContaining("java.lang.Thread");
  }

  private static <T> String text(Form<T> form, T value) {
    return new String(form.writeAll(value), UTF_8);
  }

  private static JsonObject object(String json) {
    return read(Forms.of(JsonObject.class), json);
  }

  private static <T> T read(Form<T> form, String json) {
    Reading reading = Reading.begin();
    T value = form.readAll(json.getBytes(UTF_8), reading);
    assertThat(reading.violations()).isEmpty();
    return value;
  }

  private static String refused(Form<?> form, String json) {
    Reading reading = Reading.begin();
    assertThat(form.readAll(json.getBytes(UTF_8), reading)).isNull();
    return reading.violations().toString();
  }
}
