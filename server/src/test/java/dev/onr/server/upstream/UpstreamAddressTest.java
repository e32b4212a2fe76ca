package dev.onr.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1/x?a=b, true, api.example.com, 443, /v1/x?a=b, api.example.com",
    "HTTP://h, false, h, 80, /, h",
    "http://h:8080?q=1, false, h, 8080, /?q=1, h:8080",
    "https://u:p%40@h:443/a@b:c, true, h, 443, /a@b:c, h",
    "http://[::1]:9/x#frag, false, ::1, 9, /x, [::1]:9",
    "http://[fd00::1], false, fd00::1, 80, /, [fd00::1]"
  })
  void partsOfAUrl(String url, boolean ssl, String host, int port, String uri, String display) {
    UpstreamAddress address = UpstreamAddress.parse(url);
    assertThat(address.ssl()).isEqualTo(ssl);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.uri()).isEqualTo(uri);
    assertThat(address.display()).isEqualTo(display);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "h/x", "ftp://h", "http://", "http://:80", "http://h:0", "http://h:x", "//h"})
  void whatIsNoUrlIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> UpstreamAddress.parse(url))
        .isInstanceOf(UpstreamFailure.class)
        .hasMessageContaining("check base_url");
  }
}
