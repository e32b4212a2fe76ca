package dev.onr.server.http;

import dev.onr.Api;
import dev.onr.Dialect;

/** What a method and path name. */
public sealed interface Endpoint {
  /** The dialect in which this endpoint speaks of errors. */
  default Dialect dialect() {
    return Dialect.OPENAI;
  }

  /** Whether a caller needs a credential. */
  default boolean secured() {
    return true;
  }

  /** {@code GET /healthz}. */
  record Health() implements Endpoint {
    @Override
    public boolean secured() {
      return false;
    }
  }

  /** {@code GET /admin/providers}; for every caller, where the operator has no entrance apart. */
  record Providers() implements Endpoint {}

  /** {@code GET /admin/upstreams}; for the operator only. */
  record Upstreams() implements Endpoint {}

  /** {@code GET /v1/models}. */
  record OpenAiModels() implements Endpoint {}

  /** {@code GET /v1beta/models}. */
  record GeminiModels() implements Endpoint {
    @Override
    public Dialect dialect() {
      return Dialect.GEMINI;
    }
  }

  /** One of the POST paths under {@code /v1}. */
  record Proxied(Api api) implements Endpoint {
    @Override
    public Dialect dialect() {
      return api.dialect();
    }
  }

  /**
   * {@code POST /v1beta/models/{rest}}.
   *
   * @param rest the decoded remainder of the path, at best {@code model:action}
   */
  record GeminiAction(String rest) implements Endpoint {
    @Override
    public Dialect dialect() {
      return Dialect.GEMINI;
    }
  }

  /**
   * {@code GET /v1beta/operations/{name}} and {@code GET /v1beta/models/{model}/operations/{name}}.
   *
   * @param model the model in the path; empty where it names none
   */
  record GeminiOperation(String model) implements Endpoint {
    @Override
    public Dialect dialect() {
      return Dialect.GEMINI;
    }
  }

  /** A real path but for a slash at its end: too many or too few. */
  record Redirect(String path) implements Endpoint {
    @Override
    public boolean secured() {
      return false;
    }
  }

  /** Anything else, known paths with another method included. */
  record Unknown() implements Endpoint {
    @Override
    public boolean secured() {
      return false;
    }
  }
}
