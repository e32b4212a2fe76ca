package dev.onr.dialect;

import dev.onr.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link AnswerEvent}s → events of a Responses stream, numbered one by one. The last event repeats
 * the whole output, as OpenAI's does, so the output is kept until then.
 */
final class ResponsesStreamWriter implements StreamWriter {
  private final Losses losses;
  private final ResponsesEnvelope envelope;
  private final ResponsesOutput output;
  private final List<ObjectNode> ready = new ArrayList<>();
  private Optional<Usage> usage = Optional.empty();
  private FinishReason finish = FinishReason.STOP;
  private long sequence;
  private boolean started;
  private boolean over;

  ResponsesStreamWriter(AnswerContext context, Losses losses) {
    this.losses = losses;
    this.envelope = new ResponsesEnvelope(context);
    this.output = new ResponsesOutput(context, losses, ready::add);
  }

  @Override
  public void write(AnswerEvent event, BiConsumer<String, byte[]> out) {
    if (over) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started(AnswerHead head, Extras extras) -> {
        envelope.know(head, extras);
        extras.reportAbroad(Tongue.RESPONSES, "", losses);
        started = true;
        send(response("response.created", envelope.begun()), out);
        send(response("response.in_progress", envelope.begun()), out);
      }
      case AnswerEvent.HeadKnown(AnswerHead head, Extras extras) -> envelope.know(head, extras);
      case AnswerEvent.PartStarted start -> {
        if (first(start.choice())) {
          output.start(start.part(), start.content());
        }
      }
      case AnswerEvent.Appended appended -> {
        if (appended.choice() == 0) {
          output.append(appended.part(), appended.text());
        }
      }
      case AnswerEvent.Signed signed -> {
        if (signed.choice() == 0) {
          output.sign(signed.part(), signed.signature());
        }
      }
      case AnswerEvent.Cited cited -> {
        if (cited.choice() == 0) {
          output.cite(cited.part(), cited.citation());
        }
      }
      case AnswerEvent.Logprobs logprobs -> {
        if (logprobs.choice() == 0) {
          output.logprobs(logprobs.logprobs());
        }
      }
      case AnswerEvent.PartEnded ended -> {
        if (ended.choice() == 0) {
          output.end(ended.part());
        }
      }
      case AnswerEvent.Finished finished -> {
        AnswerLosses.ofCandidate(finished.extras(), Tongue.RESPONSES, losses);
        if (finished.choice() == 0) {
          finish = finished.reason();
        }
      }
      case AnswerEvent.Blocked blocked -> finish = FinishReason.CONTENT_FILTER;
      case AnswerEvent.UsageKnown known -> usage = Optional.of(known.usage());
      case AnswerEvent.Failed failed -> fail(failed.error(), out);
      case AnswerEvent.Ended ended -> end(ended.complete(), out);
      case AnswerEvent.Foreign foreign -> {
        if (foreign.home() != Tongue.RESPONSES) {
          losses.lost("event." + foreign.eventName().orElse("unnamed"));
        }
      }
    }
    flush(out);
  }

  /** There is one answer here. */
  private boolean first(int choice) {
    if (choice != 0) {
      losses.lost("choices");
    }
    return choice == 0;
  }

  private void end(boolean complete, BiConsumer<String, byte[]> out) {
    if (!complete) {
      fail(
          new UpstreamError(
              0,
              "upstream_error",
              "upstream_stream_truncated",
              "",
              "the upstream ended its stream before the answer was complete"),
          out);
      return;
    }
    over = true;
    output.close(finish);
    flush(out);
    boolean whole = ResponsesEnvelope.incompleteReason(finish).isEmpty();
    send(
        response(
            whole ? "response.completed" : "response.incomplete",
            envelope.ended(finish, output.items(), usage)),
        out);
  }

  /** An answer that has begun fails as a response; before that there is only an error. */
  private void fail(UpstreamError error, BiConsumer<String, byte[]> out) {
    over = true;
    if (started) {
      send(response("response.failed", envelope.failed(error, output.items(), usage)), out);
      return;
    }
    ObjectNode event = JsonTree.object().put("type", "error");
    event.put("code", ResponsesEnvelope.code(error)).put("message", error.message());
    if (error.param().isEmpty()) {
      event.putNull("param");
    } else {
      event.put("param", error.param());
    }
    send(event, out);
  }

  private static ObjectNode response(String type, ObjectNode response) {
    ObjectNode event = JsonTree.object().put("type", type);
    event.set("response", response);
    return event;
  }

  private void flush(BiConsumer<String, byte[]> out) {
    ready.forEach(event -> send(event, out));
    ready.clear();
  }

  private void send(ObjectNode event, BiConsumer<String, byte[]> out) {
    event.put("sequence_number", sequence++);
    out.accept(event.get("type").asString(), JsonTree.write(event));
  }
}
