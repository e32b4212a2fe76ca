package dev.onr.server.exchange;

import dev.onr.server.exchange.ScriptedUpstream.Line;
import dev.onr.server.exchange.ScriptedUpstream.Script;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What can go wrong at a provider, and what its client must then get. */
enum Fault {
  LIMITED_WITH_WAIT("429 with Retry-After", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(429, "Retry-After: 5\r\n", "{}"));
    }
  },
  LIMITED("429 without Retry-After", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(429, "", "{}"));
    }
  },
  ERROR_ONCE("500 once", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(500, "", "{}"));
    }
  },
  UNAVAILABLE("503", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(503, "", "{}"));
    }
  },
  RESET("connection reset", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.reset();
    }
  },
  REFUSED("connection refused", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    Optional<Script> script(Talk talk, boolean stream, Signal seen) {
      return Optional.empty();
    }
  },
  SILENT("no response", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.awaitClose();
    }
  },
  SLOW_FIRST_TOKEN("slow first token", Applies.STREAMED, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.startEvents();
      line.awaitClose();
    }
  },
  CUT_BEFORE("cut before the first event", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      if (stream) {
        line.startEvents();
        line.chunk("data: {\"half\":");
      } else {
        line.write(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
      }
      line.reset();
    }
  },
  ERROR_FIRST("error as the first event", Applies.STREAMED, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.startEvents();
      line.chunk(talk.overloaded());
      line.awaitClose();
    }
  },
  CUT("cut stream", Applies.STREAMED, Verdict.BROKEN) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      begin(line, talk);
      seen.await();
      line.reset();
    }
  },
  STALLED("stalled stream", Applies.STREAMED, Verdict.BROKEN) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      begin(line, talk);
      line.awaitClose();
    }
  },
  MALFORMED("malformed event", Applies.STREAMED, Verdict.WHOLE) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      begin(line, talk);
      line.chunk("data: {\"broken\": \n\n");
      List<String> events = talk.events("primary");
      line.chunk(String.join("", events.subList(1, events.size())));
      line.endChunks();
    }
  },
  NO_END_MARKER("missing end marker", Applies.STREAMED, Verdict.BROKEN) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      begin(line, talk);
      seen.await();
      line.endChunks();
    }
  },
  TOO_LONG("context length", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(400, "", talk.tooLong()));
    }
  },
  FILTERED("content filter", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(400, "", talk.filtered()));
    }
  },
  FALLBACK_REFUSES("a fallback that refuses the request", Applies.BOTH, Verdict.REFUSAL) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      line.write(FailoverStage.whole(503, "", "{}"));
    }
  },
  FLAPPING("a flapping primary", Applies.BOTH, Verdict.FLAPPING) {
    @Override
    Optional<Script> script(Talk talk, boolean stream, Signal seen) {
      AtomicInteger asked = new AtomicInteger();
      return Optional.of(
          line -> {
            while (line.request() != null) {
              if (asked.incrementAndGet() % 2 == 1) {
                line.write(FailoverStage.whole(500, "", "{}"));
              } else {
                answer(line, talk, stream, "primary");
              }
            }
          });
    }
  },
  ACCOUNTING("accounting over a failover", Applies.BOTH, Verdict.FALLBACK) {
    @Override
    void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
      if (stream) {
        line.startEvents();
        line.chunk(talk.failedAfter(USED_IN_VAIN));
        line.awaitClose();
        return;
      }
      // All of the answer but its last byte, usage included.
      String body = talk.whole("primary", USED_IN_VAIN);
      String head = FailoverStage.whole(200, "", body + " ");
      line.write(head.substring(0, head.length() - 1));
      line.reset();
    }
  };

  /** Where a fault can happen. */
  enum Applies {
    BOTH("whole, streamed"),
    STREAMED("streamed");

    final String words;

    Applies(String words) {
      this.words = words;
    }
  }

  /** What the client gets. */
  enum Verdict {
    /** The fallback's whole answer, and nothing of the primary's. */
    FALLBACK("answer of the fallback"),
    /** What came, an error event, and no end. */
    BROKEN("error event, no end marker"),
    /** The primary's whole answer. */
    WHOLE("whole answer, bad event included"),
    /** The fallback's refusal, as it is. */
    REFUSAL("the fallback's refusal"),
    /** Now the fallback's answer, now the primary's. */
    FLAPPING("a whole answer each time");

    final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /** Tokens that the primary reports together with its error. */
  static final int USED_IN_VAIN = 100;

  final String title;
  final Applies applies;
  final Verdict verdict;

  Fault(String title, Applies applies, Verdict verdict) {
    this.title = title;
    this.applies = applies;
    this.verdict = verdict;
  }

  boolean appliesTo(boolean stream) {
    return applies == Applies.BOTH || stream;
  }

  /**
   * What the primary does when the request is there.
   *
   * @param seen comes when the client has the first event
   */
  void happen(Line line, Talk talk, boolean stream, Signal seen) throws Exception {
    throw new AssertionError(this + " needs a script");
  }

  /** The primary; empty where there is no connection to it. */
  Optional<Script> script(Talk talk, boolean stream, Signal seen) {
    return Optional.of(
        line -> {
          if (line.request() != null) {
            happen(line, talk, stream, seen);
          }
        });
  }

  /** The fallback. */
  Script fallback(Talk talk, boolean stream) {
    return line -> {
      while (line.request() != null) {
        if (verdict == Verdict.REFUSAL) {
          line.write(FailoverStage.whole(422, "", "{\"no\":\"thanks\"}"));
        } else {
          answer(line, talk, stream, "fallback");
        }
      }
    };
  }

  private static void begin(Line line, Talk talk) throws Exception {
    line.startEvents();
    line.chunk(talk.events("primary").getFirst());
  }

  static void answer(Line line, Talk talk, boolean stream, String who) throws Exception {
    if (stream) {
      line.startEvents();
      line.chunk(String.join("", talk.events(who)));
      line.endChunks();
    } else {
      line.write(FailoverStage.whole(200, "", talk.whole(who, 7)));
    }
  }
}
