package dev.mplp.examples.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

  @Test
  void words_are_split_at_white_space() {
    assertThat(CommandWords.of("  ./agent.sh \t--fast\n x "))
        .containsExactly("./agent.sh", "--fast", "x");
    assertThat(CommandWords.of("")).isEmpty();
  }

  @Test
  void quotes_keep_white_space_and_may_be_part_of_a_word() {
    assertThat(CommandWords.of("a 'b  c' \"d e\" f'g h'\"i\" '' \"\""))
        .containsExactly("a", "b  c", "d e", "fg hi", "", "");
  }

  @Test
  void a_backslash_takes_the_meaning_from_the_next_character() {
    assertThat(CommandWords.of("a\\ b \\' \\\\ \"\\\" \\n \\\\\" '\\'"))
        .containsExactly("a b", "'", "\\", "\" \\n \\", "\\");
  }

  @Test
  void nothing_else_of_a_shell_is_done() {
    assertThat(CommandWords.of("$HOME *.sh `id` a;b >c | d & ~"))
        .containsExactly("$HOME", "*.sh", "`id`", "a;b", ">c", "|", "d", "&", "~");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "\"a", "a\\", "\"a\\"})
  void an_open_end_is_refused(String command) {
    assertThatThrownBy(() -> CommandWords.of(command)).isInstanceOf(IllegalArgumentException.class);
  }
}
