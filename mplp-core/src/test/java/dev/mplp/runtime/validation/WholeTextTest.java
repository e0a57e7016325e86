package dev.mplp.runtime.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.networknt.schema.regex.RegularExpression;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WholeTextTest {

  private static final String ALPHABET = "0012349.-+abcdefxAZ_ \n";

  @Test
  void scanner_comparedWithItsPattern_agreesOnRandomChangesOfSamples() {
    Random random = new Random(20260131);
    for (String pattern : WholeText.SCANNERS.keySet()) {
      Pattern oracle = Pattern.compile(pattern.replace("$", "\\z"));
      RegularExpression scanner = new WholeText().getRegularExpression(pattern);
      int accepted = 0;
      for (int round = 0; round < 20_000; round++) {
        String text = changed(sample(pattern, random), random);
        boolean expected = oracle.matcher(text).find();
        assertThat(scanner.matches(text)).as("%s on \"%s\"", pattern, text).isEqualTo(expected);
        accepted += expected ? 1 : 0;
      }
      assertThat(accepted).as("accepted texts of " + pattern).isBetween(500, 19_500);
    }
  }

  @Test
  void getRegularExpression_patternWithoutScanner_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WholeText().getRegularExpression("^a$"));
  }

  private static String sample(String pattern, Random random) {
    var samples =
        Samples.of(pattern).accepted().stream().filter(text -> text.length() < 100).toList();
    return samples.get(random.nextInt(samples.size()));
  }

  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int change = random.nextInt(3); change > 0; change--) {
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      int at = random.nextInt(changed.length() + 1);
      if (random.nextBoolean() || at == changed.length()) {
        changed.insert(at, c);
      } else if (random.nextBoolean()) {
        changed.setCharAt(at, c);
      } else {
        changed.deleteCharAt(at);
      }
    }
    return changed.toString();
  }
}
