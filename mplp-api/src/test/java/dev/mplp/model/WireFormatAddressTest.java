package dev.mplp.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joe.bloggs@example.com",
        "te~st@example.com",
        "~test~@example.com",
        "a@b",
        "\"joe bloggs\"@example.com",
        "\"joe..bloggs\"@example.com",
        "\"joe@bloggs\"@example.com",
        "\"a\\\"b\"@example.com",
        "\"\"@example.com",
        "joe@[127.0.0.1]",
        "joe@[IPv6:::1]",
        "joe@[ipv6:2001:db8::192.0.2.1]",
        "x@a-b.example"
      })
  void isEmail_mailboxOfRfc5321_isTrue(String text) {
    assertThat(WireFormat.isEmail(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "2962",
        "@example.com",
        "joe@",
        ".test@example.com",
        "test.@example.com",
        "te..st@example.com",
        "joe bloggs@example.com",
        "joe@exa mple.com",
        "joe@invalid=domain.com",
        "joe@-example.com",
        "joe@example-.com",
        "joe@example..com",
        "joe@example.com.",
        "joe@[127.0.0.300]",
        "joe@[127.0.0]",
        "joe@[IPv6:1::2::3]",
        "\"joe\"bloggs\"@example.com",
        "\"joe\\\"@example.com",
        "\"@example.com",
        "joe@example.com\n",
        "j\u00f6e@example.com",
        "joe@ex\u00e4mple.com",
        "user1@oceania.example, user2@oceania.example"
      })
  void isEmail_anythingElse_isFalse(String text) {
    assertThat(WireFormat.isEmail(text)).isFalse();
  }

  @Test
  void isEmail_partsThatAreTooLong_isFalse() {
    assertThat(WireFormat.isEmail("a".repeat(64) + "@example.com")).isTrue();
    assertThat(WireFormat.isEmail("a".repeat(65) + "@example.com")).isFalse();
    assertThat(WireFormat.isEmail("a@" + "b".repeat(63) + ".com")).isTrue();
    assertThat(WireFormat.isEmail("a@" + "b".repeat(64) + ".com")).isFalse();
    assertThat(WireFormat.isEmail("a@" + "b.".repeat(127) + "c")).isTrue();
    assertThat(WireFormat.isEmail("a@" + "b.".repeat(128) + "c")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://foo.bar/?baz=qux#quux",
        "http://foo.com/blah_(wikipedia)_blah#cite-1",
        "http://foo.bar/?q=Test%20URL-encoded%20stuff",
        "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        "http://223.255.255.254",
        "https://example.com:8443/path",
        "https://example.com:/",
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "ldap://[2001:db8::7]:389/",
        "http://[v1.fe80::a+en1]/",
        "http://[::ffff:192.0.2.1]",
        "mailto:John.Doe@example.com",
        "news:comp.infosystems.www.servers.unix",
        "tel:+1-816-555-1212",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "file:///etc/hosts",
        "x:",
        "a+b-c.1:d"
      })
  void isUri_uriOfRfc3986_isTrue(String text) {
    assertThat(WireFormat.isUri(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "abc",
        "/abc",
        "//foo.bar/?baz=qux#quux",
        "\\\\WINDOWS\\fileshare",
        "http:// shouldfail.com",
        ":// should fail",
        "1http://example.com",
        "ht!tp://example.com",
        "bar,baz:qux",
        "http://example.com/a b",
        "http://example.com/\"",
        "http://example.com/<>",
        "http://example.com/{}",
        "http://example.com/^",
        "http://example.com/`",
        "http://example.com/|",
        "http://example.com/%",
        "http://example.com/%4",
        "http://example.com/%4g",
        "http://example.com/#a#b",
        "http://example.com:80a/",
        "http://exam[ple.com/",
        "https://[@example.org/test.txt",
        "http://[::1",
        "http://[1:2:3:4:5:6:7]/",
        "http://[1:2:3:4:5:6:7:8:9]/",
        "http://[12345::]/",
        "http://[v.a]/",
        "http://example.com/\u00e4",
        "http://example.com/\n"
      })
  void isUri_anythingElse_isFalse(String text) {
    assertThat(WireFormat.isUri(text)).isFalse();
  }
}
