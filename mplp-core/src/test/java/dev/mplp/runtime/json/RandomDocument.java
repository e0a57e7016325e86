package dev.mplp.runtime.json;

import dev.mplp.model.JsonArray;
import dev.mplp.model.JsonNull;
import dev.mplp.model.JsonObject;
import dev.mplp.model.JsonValue;
import dev.mplp.model.WireName;
import dev.mplp.model.WireTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A random document of a table, in the form given and in the form that writing it back must give:
 * members in the table's order, times in UTC.
 */
record RandomDocument(JsonValue given, JsonValue written) {

  private static final String[] TEXTS = {
    "",
    "a",
    "Grüße, Welt",
    "日本語",
    "😀 pair",
    "quote \" and \\ slash /",
    "tab\tline\nend\r",
    "\u007f\u0080\u2028"
  };

  static RandomDocument of(Kind<?> kind, Random random) {
    if (kind instanceof Table<?> table) {
      return object(table, random);
    }
    if (kind instanceof ListKind<?> list) {
      return list(list, random);
    }
    if (kind instanceof TimeKind) {
      return time(random);
    }
    JsonValue value = scalar(kind, random);
    return new RandomDocument(value, value);
  }

  private static RandomDocument object(Table<?> table, Random random) {
    List<Object[]> members = new ArrayList<>();
    JsonObject.Builder written = JsonObject.builder();
    for (Field<?, ?> field : table.fields()) {
      if (field.isRequired() || random.nextBoolean()) {
        RandomDocument member = of(field.kind(), random);
        members.add(new Object[] {field.name(), member.given()});
        written.put(field.name(), member.written());
      }
    }
    if (table.isOpen() && random.nextBoolean()) {
      JsonValue more = anything(random, 3);
      members.add(new Object[] {"x-more", more});
      written.put("x-more", more);
    }
    Collections.shuffle(members, random);
    JsonObject.Builder given = JsonObject.builder();
    members.forEach(member -> given.put((String) member[0], member[1]));
    return new RandomDocument(given.build(), written.build());
  }

  private static RandomDocument list(ListKind<?> kind, Random random) {
    Set<JsonValue> given = new LinkedHashSet<>();
    List<JsonValue> written = new ArrayList<>();
    int size = random.nextInt(4) + (kind.notEmpty() ? 1 : 0);
    for (int i = 0; i < size; i++) {
      RandomDocument element = of(kind.element(), random);
      if (given.add(element.given())) {
        written.add(element.written());
      }
    }
    return new RandomDocument(JsonValue.of(given), JsonValue.of(written));
  }

  private static RandomDocument time(Random random) {
    long span = WireTime.MAX.getEpochSecond() - WireTime.MIN.getEpochSecond() - 400_000;
    long second = WireTime.MIN.getEpochSecond() + 200_000 + (long) (random.nextDouble() * span);
    int[] grains = {1, 1_000, 1_000_000, 1_000_000_000};
    int grain = grains[random.nextInt(grains.length)];
    int nano = grain == 1_000_000_000 ? 0 : random.nextInt(1_000_000_000 / grain) * grain;
    Instant instant = Instant.ofEpochSecond(second, nano);
    ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(2 * 1079) - 1079) * 60);
    OffsetDateTime local = instant.atOffset(random.nextBoolean() ? ZoneOffset.UTC : offset);
    String given = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
    given = random.nextBoolean() ? given : given.replace('T', 't').replace('Z', 'z');
    return new RandomDocument(JsonValue.of(given), JsonValue.of(WireTime.format(instant)));
  }

  private static JsonValue scalar(Kind<?> kind, Random random) {
    if (kind instanceof IdKind<?>) {
      return JsonValue.of(randomUuid(random));
    }
    if (kind instanceof WordKind<?> words) {
      List<? extends WireName> constants = words.constants();
      return JsonValue.of(constants.get(random.nextInt(constants.size())).wire());
    }
    if (kind instanceof BoolKind) {
      return JsonValue.of(random.nextBoolean());
    }
    if (kind instanceof IntegerKind integer) {
      long value = random.nextBoolean() ? random.nextInt(1_000) : random.nextLong();
      return JsonValue.of(integer.min() == null ? value : Math.abs(value / 2));
    }
    if (kind instanceof DecimalKind decimal) {
      double span = decimal.max() == null ? 1e6 : decimal.max().doubleValue();
      return JsonValue.of(BigDecimal.valueOf(random.nextDouble() * span));
    }
    if (kind instanceof ObjectKind) {
      return randomObject(random, 3);
    }
    if (kind instanceof ObjectOrNullKind) {
      return random.nextInt(3) == 0 ? JsonNull.NULL : randomObject(random, 3);
    }
    return JsonValue.of(text((TextKind) kind, random));
  }

  private static String text(TextKind kind, Random random) {
    if (kind == Kinds.UUID_TEXT) {
      String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
      return random.nextBoolean() ? uuid : uuid.toUpperCase(java.util.Locale.ROOT);
    }
    List<String> candidates = new ArrayList<>(List.of(TEXTS));
    candidates.addAll(
        List.of(
            "1.0.0",
            "01.22.333",
            "plan.step.done1",
            "1.4.0-rc.1+build.7",
            "https://example.org/a?b=c#d",
            "mail+box@example.org",
            "intent_resolution",
            "delta_impact"));
    Collections.shuffle(candidates, random);
    return candidates.stream().filter(kind.rule()).findFirst().orElseThrow();
  }

  private static String randomUuid(Random random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }

  static JsonValue anything(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> JsonNull.NULL;
      case 1 -> JsonValue.of(random.nextBoolean());
      case 2 -> JsonValue.of(random.nextLong());
      case 3 ->
          JsonValue.of(
              new BigDecimal(
                  new BigInteger(random.nextInt(200), random), random.nextInt(400) - 200));
      case 4, 5 -> JsonValue.of(TEXTS[random.nextInt(TEXTS.length)]);
      case 6 -> randomObject(random, depth - 1);
      default -> {
        List<JsonValue> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(anything(random, depth - 1));
        }
        yield new JsonArray(elements);
      }
    };
  }

  private static JsonObject randomObject(Random random, int depth) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.put(
          TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(10), anything(random, depth - 1));
    }
    return object.build();
  }
}
