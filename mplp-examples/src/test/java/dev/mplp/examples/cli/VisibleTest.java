package dev.mplp.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void what_steers_a_terminal_is_made_visible() {
    assertThat(Visible.line("a\u001b[2Kb\rc\nd\u009be\u007f"))
        .isEqualTo("a\ufffd[2Kb\ufffdc\ufffdd\ufffde\ufffd");
    assertThat(Visible.line("pay \u202e00001\u202c EUR")).isEqualTo("pay \ufffd00001\ufffd EUR");
  }

  @Test
  void other_text_stays_as_it_is() {
    String text = "Grün, 日本, \ud83d\ude00,\ttab";
    assertThat(Visible.line(text)).isEqualTo(text);
    assertThat(Visible.lines(text + "\nnext")).isEqualTo(text + "\nnext");
  }
}
