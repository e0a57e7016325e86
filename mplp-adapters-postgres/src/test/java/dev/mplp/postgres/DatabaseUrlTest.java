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
    assertThat(parsed.properties()).containsEntry("ApplicationName", "mplp");
  }

  @Test
  void applicationName_ofTheUrl_wins() {
    DatabaseUrl parsed = DatabaseUrl.parse("postgresql://h/db?application_name=loans");

    assertThat(parsed.jdbcUrl()).isEqualTo("jdbc:postgresql://h/db?ApplicationName=loans");
    assertThat(parsed.properties()).doesNotContainKey("ApplicationName");
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

  @Test
  void severalHosts_meanThePrimary_unlessToldOtherwise() {
    assertThat(DatabaseUrl.parse("postgresql://a,b/db").properties())
        .containsEntry("targetServerType", "primary");
    assertThat(DatabaseUrl.parse("postgresql://a/db").properties())
        .doesNotContainKey("targetServerType");
    assertThat(DatabaseUrl.parse("postgresql://a,b/db?targetServerType=any").properties())
        .doesNotContainKey("targetServerType");
    assertThat(DatabaseUrl.parse("postgresql://a,b/db?target_session_attrs=read-write").jdbcUrl())
        .isEqualTo("jdbc:postgresql://a,b/db?targetServerType=primary");
    assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://a,b/db?target_session_attrs=best"))
        .hasMessageContaining("read-write")
        .hasMessageContaining("best");
  }

  @Test
  void keyPassword_isTakenOut() {
    DatabaseUrl parsed =
        DatabaseUrl.parse("postgresql://h/db?sslmode=verify-full&sslpassword=a%26b&sslkey=k.p8");

    assertThat(parsed.properties()).containsEntry("sslpassword", "a&b");
    assertThat(parsed.toString())
        .isEqualTo("jdbc:postgresql://h/db?sslmode=verify-full&sslkey=k.p8");
  }

  @Test
  void brokenEscape_isRefused_withoutRepeatingIt() {
    assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://me:100%zecret@host/db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%25")
        .hasMessageNotContaining("ze")
        .hasNoCause();
  }

  @Test
  void limitsOfTheNetwork_areThere_andCanBeSet() {
    assertThat(DatabaseUrl.parse("postgresql://h/db").properties())
        .containsEntry("connectTimeout", "5")
        .containsEntry("socketTimeout", "60");
    assertThat(DatabaseUrl.parse("postgresql://h/db?socketTimeout=7").properties())
        .doesNotContainKey("socketTimeout");
  }
}
