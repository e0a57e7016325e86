package dev.mplp.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://host/db, jdbc:postgresql://host/db,,",
    "postgres://host:5433/db, jdbc:postgresql://host:5433/db,,",
    "postgresql://me:secret@host/db, jdbc:postgresql://host/db, me, secret",
    "postgresql://me@host/db, jdbc:postgresql://host/db, me,",
    "postgresql://a%40b:p%3A%2F%40%3F+%25@host/db, jdbc:postgresql://host/db, a@b, p:/@?+%",
    "jdbc:postgresql://host/db?user=me&password=a%20b, jdbc:postgresql://host/db, me, a b",
    "jdbc:postgresql://me:s@host/db?ssl=true, jdbc:postgresql://host/db?ssl=true, me, s",
    "'postgresql://me:s@h1:1,h2:2/db?targetServerType=primary',"
        + " 'jdbc:postgresql://h1:1,h2:2/db?targetServerType=primary', me, s",
    "postgresql://h/db?sslmode=require&connect_timeout=3,"
        + " jdbc:postgresql://h/db?sslmode=require&connectTimeout=3,,",
    "jdbc:postgresql:db, jdbc:postgresql:db,,",
  })
  void parse_takesCredentialsOut_andPassesParametersOn(
      String url, String jdbc, String user, String password) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);

    assertThat(parsed.jdbcUrl()).isEqualTo(jdbc);
    assertThat(parsed.user()).isEqualTo(user);
    assertThat(parsed.password()).isEqualTo(password);
    assertThat(parsed.defaults()).containsEntry("ApplicationName", "mplp");
  }

  @Test
  void applicationName_ofTheUrl_wins() {
    DatabaseUrl parsed = DatabaseUrl.parse("postgresql://h/db?application_name=loans");

    assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql://h/db?ApplicationName=loans");
    assertThat(parsed.defaults()).isEmpty();
  }

  @Test
  void anotherScheme_isRefused_withoutRepeatingThePassword() {
    assertThatThrownBy(() -> DatabaseUrl.parse("mysql://me:secret@host/db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("postgresql://")
        .hasMessageNotContaining("secret");
  }

  @Test
  void toString_hasNoCredentials() {
    assertThat(DatabaseUrl.parse("postgresql://me:secret@host/db").toString())
        .isEqualTo("jdbc:postgresql://host/db");
  }
}
