package dev.onr.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.AddressRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        // peer | forwarded-for | real-ip | trusted | whose address counts
        "198.51.100.7     | 203.0.113.9            | -           | -           | 198.51.100.7",
        "198.51.100.7     | 203.0.113.9            | -           | 10.0.0.0/8  | 198.51.100.7",
        "10.1.2.3         | 203.0.113.9            | -           | 10.0.0.0/8  | 203.0.113.9",
        "10.1.2.3         | 6.6.6.6, 203.0.113.9   | -           | 10.0.0.0/8  | 203.0.113.9",
        "10.1.2.3         | 203.0.113.9, 10.0.0.1  | -           | 10.0.0.0/8  | 203.0.113.9",
        "10.1.2.3         | 10.0.0.2, 10.0.0.1     | -           | 10.0.0.0/8  | 10.0.0.2",
        "10.1.2.3         | forged, 203.0.113.9    | -           | 10.0.0.0/8  | 203.0.113.9",
        "10.1.2.3         | forged                 | 203.0.113.5 | 10.0.0.0/8  | 203.0.113.5",
        "10.1.2.3         | -                      | forged      | 10.0.0.0/8  | 10.1.2.3",
        "::ffff:10.1.2.3  | -                      | -           | -           | 10.1.2.3",
        "::ffff:10.1.2.3  | 203.0.113.9            | -           | 10.0.0.0/8  | 203.0.113.9",
        "fd00:0:0:0:0:0:0:1 | 2001:db8::9          | -           | fd00::/8    | 2001:db8::9",
        "fe80:0:0:0:0:0:0:1%eth0 | -               | -           | -           | fe80::1"
      })
  void theNearestAddressThatIsNoTrustedProxyCounts(
      String peer,
      @Nullable String forwarded,
      @Nullable String realIp,
      @Nullable String trusted,
      String expected) {
    List<AddressRange> ranges =
        trusted == null
            ? List.of()
            : Arrays.stream(trusted.split(","))
                .map(text -> AddressRange.parse(text).orElseThrow())
                .toList();
    List<String> chain = forwarded == null ? List.of() : List.of(forwarded);
    assertThat(ClientAddress.of(peer, chain, realIp, ranges)).isEqualTo(expected);
  }
}
