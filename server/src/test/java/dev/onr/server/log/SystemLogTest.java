package dev.onr.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.LoggerFactory;

class SystemLogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private SystemLog log(Level level, boolean colour) {
    return new SystemLog(
        new PrintStream(written, true, StandardCharsets.UTF_8),
        Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC),
        level,
        colour);
  }

  @TestFactory
  Stream<DynamicTest> lines() {
    return CaseFile.tests("systemlog", each -> new SystemLogTest().check(each));
  }

  private void check(CaseFile each) {
    String[] head = each.section("event").split(" ", 3);
    SystemLog.Field[] fields =
        each.find("fields")
            .orElse("")
            .lines()
            .map(SystemLogTest::field)
            .toArray(SystemLog.Field[]::new);
    log(
            Level.named(each.find("level").orElse("debug")).orElseThrow(),
            each.find("colour").isPresent())
        .log(
            Level.valueOf(head[0]),
            Category.valueOf(head[1]),
            head.length < 3 ? "" : head[2].translateEscapes(),
            fields);
    assertThat(text().stripTrailing().replace("\u001b", "ESC")).isEqualTo(each.section("line"));
  }

  private static SystemLog.Field field(String line) {
    int colon = line.indexOf(':');
    String value = line.substring(colon + 1).translateEscapes();
    Object typed =
        switch (value.strip()) {
          case "null" -> null;
          case "true", "false" -> Boolean.valueOf(value.strip());
          default -> value.matches(" *-?[0-9.]+(E-?[0-9]+)?") ? number(value.strip()) : value;
        };
    return SystemLog.field(line.substring(0, colon), typed);
  }

  private static Number number(String value) {
    return value.matches("-?[0-9]+")
        ? (Number) Long.valueOf(value)
        : new BigDecimal(value).doubleValue();
  }

  @Test
  void theLevelCanChangeWhileRunning() {
    SystemLog log = log(Level.ERROR, false);
    log.info(Category.SERVER, "unheard");
    log.limitTo(Level.INFO);
    log.info(Category.SERVER, "heard");
    assertThat(text()).isEqualTo("[ONR] 2026/03/04 - 05:06:07 | INFO | server | heard\n");
  }

  @Test
  void whatLibrariesSayFromWarningsUpIsInTheSameLog() {
    SystemLogAppender.route(log(Level.INFO, false));
    var library = LoggerFactory.getLogger("io.vertx.core.net");
    library.info("chatter");
    library.warn("pool {} is full", 7);
    library.error("broken", new IllegalStateException("no more"));
    assertThat(text().lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "[ONR] 2026/03/04 - 05:06:07 | WARN | server | pool 7 is full |"
                            + " logger=io.vertx.core.net"),
            second ->
                assertThat(second)
                    .startsWith("[ONR] 2026/03/04 - 05:06:07 | ERROR | server | broken | ")
                    .contains("error=\"java.lang.IllegalStateException: no more\"")
                    .contains("trace=\"dev.onr.server.log.SystemLogTest."));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
