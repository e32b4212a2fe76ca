package dev.onr.admin.query;

import dev.onr.query.QueryFailure;
import dev.onr.steps.HeaderFields;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends single requests. Redirects are never followed: they would take credentials elsewhere. */
public final class HttpExchange {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Duration timeout;

  /**
   * @param timeout for a whole exchange
   */
  public HttpExchange(Duration timeout) {
    this.timeout = timeout;
  }

  /** An answer. */
  public record Answer(int status, byte[] body) {
    /** The body as text, without blanks around it. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8).strip();
    }
  }

  /**
   * Sends a request.
   *
   * @throws QueryFailure where no answer came; the message does not repeat the URL's query
   */
  public Answer send(String method, String url, HeaderFields headers, byte[] body) {
    String place = url.indexOf('?') < 0 ? url : url.substring(0, url.indexOf('?'));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(new URI(url))
              .timeout(timeout)
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      headers.forEach(request::header);
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new QueryFailure("request %s %s failed: it is no valid URL".formatted(method, place));
    } catch (IOException e) {
      throw new QueryFailure("request %s %s failed: %s".formatted(method, place, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryFailure("request %s %s failed: interrupted".formatted(method, place));
    }
  }

  private String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "no answer within %d s".formatted(timeout.toSeconds());
      case ConnectException _ -> "can't connect";
      default -> String.valueOf(e.getMessage());
    };
  }
}
