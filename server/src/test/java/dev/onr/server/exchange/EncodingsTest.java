package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import dev.onr.server.exchange.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded answers: opened only where a step must read them, and never without measure. */
class EncodingsTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  private static byte[] encode(String encoding, byte[] plain) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (encoding) {
      case "gzip" -> {
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(plain);
        }
      }
      case "deflate" -> {
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out)) {
          deflate.write(plain);
        }
      }
      case "raw-deflate" -> {
        try (DeflaterOutputStream deflate =
            new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true))) {
          deflate.write(plain);
        }
      }
      case "br" -> {
        Brotli4jLoader.ensureAvailability();
        return Encoder.compress(plain);
      }
      case "zstd" -> {
        return Zstd.compress(plain);
      }
      default -> throw new IllegalArgumentException(encoding);
    }
    return out.toByteArray();
  }

  private static ScriptedUpstream upstream(String type, String encoding, byte[] body) {
    return new ScriptedUpstream(
        line -> {
          while (line.request() != null) {
            line.write(
                "HTTP/1.1 200 OK\r\nContent-Type: "
                    + type
                    + "\r\nContent-Encoding: "
                    + encoding.replace("raw-", "")
                    + "\r\nContent-Length: "
                    + body.length
                    + "\r\n\r\n");
            line.write(body);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw-deflate", "br", "zstd"})
  void aBodyThatAStepReadsIsOpened(String encoding) throws Exception {
    byte[] plain = "{\"secret\":1,\"kept\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    try (ScriptedUpstream upstream =
            upstream("application/json", encoding, encode(encoding, plain));
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.text()).isEqualTo("{\"kept\":\"ü\"}");
      assertThat(answer.header("content-encoding")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw-deflate", "br", "zstd"})
  void aStreamThatAStepReadsIsOpened(String encoding) throws Exception {
    byte[] plain =
        "data: {\"secret\":1,\"n\":1}\n\ndata: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
    try (ScriptedUpstream upstream =
            upstream("text/event-stream", encoding, encode(encoding, plain));
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.text()).isEqualTo("data: {\"n\":1}\n\ndata: [DONE]\n\n");
      assertThat(answer.header("content-encoding")).isNull();
    }
  }

  @Test
  void aBodyThatNobodyReadsStaysEncoded() throws Exception {
    byte[] body = encode("gzip", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    try (ScriptedUpstream upstream = upstream("application/json", "gzip", body);
        TestGateway gateway = TestGateway.to(upstream).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.header("content-encoding")).isEqualTo("gzip");
      assertThat(answer.body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void aBombIsDefused(String encoding) throws Exception {
    byte[] zeros = new byte[64 << 20];
    Arrays.fill(zeros, (byte) ' ');
    byte[] bomb = encode(encoding, zeros);
    for (String type : new String[] {"application/json", "text/event-stream"}) {
      try (ScriptedUpstream upstream = upstream(type, encoding, bomb);
          TestGateway gateway =
              TestGateway.to(upstream)
                  .server("max_response_bytes: 100000")
                  .deletesSecrets()
                  .start();
          RawClient client = gateway.client()) {
        // A stream may have begun when the bomb shows; then an error event ends it.
        client.send(TestGateway.post("/v1/chat/completions", CHAT, "Connection: close"));
        assertThat(client.rest()).as(type).contains("\"code\":\"upstream_invalid_response\"");
        assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.UPSTREAM_INVALID);
      }
    }
  }

  @Test
  void whatIsNotAsEncodedAsItSaysIs502() throws Exception {
    byte[] half = encode("gzip", "{\"secret\":12345678}".getBytes(StandardCharsets.UTF_8));
    try (ScriptedUpstream upstream =
            upstream("application/json", "gzip", Arrays.copyOf(half, half.length - 9));
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start()) {
      assertThat(gateway.chat(CHAT).status()).isEqualTo(502);
    }
    try (ScriptedUpstream upstream = upstream("application/json", "compress", new byte[] {1});
        TestGateway gateway = TestGateway.to(upstream).deletesSecrets().start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("Content-Encoding=\\\"compress\\\"");
    }
  }
}
