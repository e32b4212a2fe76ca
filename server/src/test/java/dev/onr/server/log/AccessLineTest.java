package dev.onr.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The access log's line for an exchange, or the reason why its format is refused. */
class AccessLineTest {
  @TestFactory
  Stream<DynamicTest> lines() {
    return CaseFile.tests("accesslog", AccessLineTest::check);
  }

  private static void check(CaseFile each) {
    String settings = each.find("settings").orElse("");
    AccessFormat format;
    try {
      format = AccessFormat.of(each.find("format").orElse(""), setting(settings, "preset", ""));
    } catch (InvalidAccessFormatException e) {
      assertThat(e).hasMessage(each.section("error"));
      return;
    }
    var exchange = ExchangeText.read(each.section("exchange"));
    AppNames appNames =
        new AppNames(
            setting(settings, "infer", "false").equals("true"), setting(settings, "unknown", ""));
    var client = exchange.client();
    StringBuilder line = new StringBuilder();
    format.append(
        line,
        new AccessEntry(exchange, appNames.of(client.appName(), client.userAgent())),
        new LocalTimeText(ZoneId.of(setting(settings, "zone", "UTC"))).of(exchange.endedAt()),
        setting(settings, "colour", "false").equals("true"));
    assertThat(line.toString().replace("\u001b", "ESC")).isEqualTo(each.section("line"));
  }

  private static String setting(String settings, String name, String otherwise) {
    return settings
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
