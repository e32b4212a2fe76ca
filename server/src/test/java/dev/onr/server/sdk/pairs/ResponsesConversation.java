package dev.onr.server.sdk.pairs;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import com.openai.models.responses.ResponseUsage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Responses with OpenAI's SDK, the history kept by the program. */
final class ResponsesConversation extends Conversation {
  private final OpenAIClient client;
  private final List<ResponseInputItem> history = new ArrayList<>();
  private String lastCall = "";

  ResponsesConversation(OpenAIClient client, String model, Set<Wish> wishes) {
    super(model, wishes);
    this.client = client;
  }

  @Override
  Said ask(String question) {
    return say(
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(question).build()));
  }

  @Override
  Said show(String question, byte[] png) {
    return say(
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .contentOfResponseInputMessageContentList(
                    List.of(
                        ResponseInputContent.ofInputText(
                            ResponseInputText.builder().text(question).build()),
                        ResponseInputContent.ofInputImage(
                            ResponseInputImage.builder()
                                .detail(ResponseInputImage.Detail.AUTO)
                                .imageUrl(
                                    "data:image/png;base64,"
                                        + Base64.getEncoder().encodeToString(png))
                                .build())))
                .build()));
  }

  @Override
  Said giveBack(String result) {
    return say(
        ResponseInputItem.ofFunctionCallOutput(
            ResponseInputItem.FunctionCallOutput.builder()
                .callId(lastCall)
                .output(result)
                .build()));
  }

  private Said say(ResponseInputItem item) {
    history.add(item);
    Response answer = wants(Wish.STREAM) ? stream() : client.responses().create(question().build());
    answer
        .error()
        .ifPresent(
            error -> {
              throw new IllegalStateException(error.message());
            });
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    List<Said.Call> calls = new ArrayList<>();
    for (ResponseOutputItem output : answer.output()) {
      if (output.isReasoning()) {
        output.asReasoning().summary().forEach(summary -> thoughts.append(summary.text()));
        history.add(ResponseInputItem.ofReasoning(output.asReasoning()));
      } else if (output.isFunctionCall()) {
        lastCall = output.asFunctionCall().callId();
        calls.add(
            new Said.Call(output.asFunctionCall().name(), output.asFunctionCall().arguments()));
        history.add(ResponseInputItem.ofFunctionCall(output.asFunctionCall()));
      } else {
        output.asMessage().content().forEach(part -> text.append(part.asOutputText().text()));
        history.add(ResponseInputItem.ofResponseOutputMessage(output.asMessage()));
      }
    }
    ResponseUsage usage = answer.usage().orElseThrow();
    return new Said(
        text.toString(),
        thoughts.toString(),
        calls,
        end(answer, calls),
        new Said.Usage(usage.inputTokens(), usage.outputTokens()));
  }

  /** What the events say, built from the deltas and not from the copy in the last event. */
  private Response stream() {
    var collected = ResponseAccumulator.createWithSnapshots();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(question().build())) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.reconstructedResponse();
  }

  private ResponseCreateParams.Builder question() {
    var question =
        ResponseCreateParams.builder()
            .model(model)
            .instructions(INSTRUCTIONS)
            .store(false)
            .inputOfResponse(history);
    if (wants(Wish.TOOL)) {
      question.addTool(
          FunctionTool.builder()
              .name(TOOL)
              .strict(false)
              .parameters(
                  FunctionTool.Parameters.builder()
                      .additionalProperties(Json.properties(FORM, JsonValue::from))
                      .build())
              .build());
    }
    if (wants(Wish.FORM)) {
      question.text(
          ResponseTextConfig.builder()
              .format(
                  ResponseFormatTextJsonSchemaConfig.builder()
                      .name("place")
                      .strict(true)
                      .schema(
                          ResponseFormatTextJsonSchemaConfig.Schema.builder()
                              .additionalProperties(Json.properties(FORM, JsonValue::from))
                              .build())
                      .build())
              .build());
    }
    if (wants(Wish.THOUGHTS)) {
      question
          .reasoning(
              Reasoning.builder()
                  .effort(ReasoningEffort.LOW)
                  .summary(Reasoning.Summary.AUTO)
                  .build())
          .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT);
    }
    if (wants(Wish.SHORT)) {
      question.maxOutputTokens(5);
    }
    return question;
  }

  private static Said.End end(Response answer, List<Said.Call> calls) {
    ResponseStatus status = answer.status().orElseThrow();
    if (status.equals(ResponseStatus.COMPLETED)) {
      return calls.isEmpty() ? Said.End.COMPLETE : Said.End.CALLS;
    }
    if (status.equals(ResponseStatus.INCOMPLETE)
        && answer
            .incompleteDetails()
            .orElseThrow()
            .reason()
            .orElseThrow()
            .equals(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS)) {
      return Said.End.LENGTH;
    }
    throw new AssertionError("ended with " + status + ", " + answer.incompleteDetails());
  }
}
