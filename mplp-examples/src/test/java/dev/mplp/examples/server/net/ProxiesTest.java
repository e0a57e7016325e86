package dev.mplp.examples.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  private static final Proxies OURS =
      Proxies.of(List.of("10.0.0.0/8", "192.0.2.128/25", "172.16.5.4", "fd00::/12"));

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @ParameterizedTest
  @CsvSource({
    "10.255.0.1, true",
    "11.0.0.1, false",
    "9.255.255.255, false",
    "192.0.2.127, false",
    "192.0.2.128, true",
    "192.0.2.255, true",
    "172.16.5.4, true",
    "172.16.5.5, false",
    "fd0f::1, true",
    "fd10::1, false",
    "::1, false",
    "::ffff:10.1.1.1, true"
  })
  void range_hasWhatBeginsAsItDoes(String literal, boolean has) throws UnknownHostException {
    assertThat(OURS.has(address(literal))).isEqualTo(has);
  }

  @Test
  void rangeOfAll_hasAll() throws UnknownHostException {
    Proxies all = Proxies.of(List.of("0.0.0.0/0"));
    assertThat(all.has(address("198.51.100.7"))).isTrue();
    assertThat(all.has(address("2001:db8::1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.9 | 203.0.113.5             | 198.51.100.9", // what a caller says himself
        "10.0.0.1     | 203.0.113.5             | 203.0.113.5",
        "10.0.0.1     | 1.1.1.1, 203.0.113.5    | 203.0.113.5", // the rest is the caller's own word
        "10.0.0.1     | 203.0.113.5, 10.0.0.2   | 203.0.113.5",
        "10.0.0.1     | 203.0.113.5; 10.0.0.2   | 203.0.113.5", // in two headers
        "10.0.0.1     | 203.0.113.5:4711        | 203.0.113.5",
        "10.0.0.1     | [2001:db8::7]:4711      | 2001:db8:0:0:0:0:0:7",
        "10.0.0.1     | 2001:db8::7             | 2001:db8:0:0:0:0:0:7",
        "10.0.0.1     | 10.0.0.3                | 10.0.0.3",
        "10.0.0.1     | unknown                 | 10.0.0.1",
        "10.0.0.1     | localhost               | 10.0.0.1", // names are not looked up
        "10.0.0.1     | 203.0.113.5, , 10.0.0.2 | 10.0.0.2",
        "10.0.0.1     | 999.1.1.1               | 10.0.0.1"
      })
  void client_isTheLastOneThatIsNoProxy(String peer, String forwarded, String client)
      throws UnknownHostException {
    List<String> headers = Arrays.stream(forwarded.split(";", -1)).map(String::strip).toList();
    assertThat(OURS.client(address(peer), headers).getHostAddress()).isEqualTo(client);
  }

  @Test
  void withoutTheHeader_itIsTheProxyItself() throws UnknownHostException {
    assertThat(OURS.client(address("10.0.0.1"), List.of())).isEqualTo(address("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0"})
  void whatIsNoRange_isRefused(String text) {
    assertThatThrownBy(() -> Proxies.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/8");
  }

  @Test
  void origin_isTheNetworkOfIPv6() throws UnknownHostException {
    assertThat(Addresses.origin(address("192.0.2.7"))).isEqualTo("192.0.2.7");
    assertThat(Addresses.origin(address("2001:db8:1:2::7")))
        .isEqualTo(Addresses.origin(address("2001:db8:1:2:ffff::9")))
        .isNotEqualTo(Addresses.origin(address("2001:db8:1:3::7")));
  }
}
