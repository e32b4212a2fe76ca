package dev.onr.server.sdk.pairs;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionSystemMessageParam;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import com.openai.models.completions.CompletionUsage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chat Completions with OpenAI's SDK. */
final class ChatConversation extends Conversation {
  private static final String THOUGHTS = "reasoning_content";
  private static final String BLOCKS = "thinking_blocks";

  private final OpenAIClient client;
  private final List<ChatCompletionMessageParam> history = new ArrayList<>();
  private String lastCall = "";

  ChatConversation(OpenAIClient client, String model, Set<Wish> wishes) {
    super(model, wishes);
    this.client = client;
    history.add(
        ChatCompletionMessageParam.ofSystem(
            ChatCompletionSystemMessageParam.builder().content(INSTRUCTIONS).build()));
  }

  @Override
  Said ask(String question) {
    return say(
        ChatCompletionMessageParam.ofUser(
            ChatCompletionUserMessageParam.builder().content(question).build()));
  }

  @Override
  Said show(String question, byte[] png) {
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    return say(
        ChatCompletionMessageParam.ofUser(
            ChatCompletionUserMessageParam.builder()
                .contentOfArrayOfContentParts(
                    List.of(
                        ChatCompletionContentPart.ofText(
                            ChatCompletionContentPartText.builder().text(question).build()),
                        ChatCompletionContentPart.ofImageUrl(
                            ChatCompletionContentPartImage.builder()
                                .imageUrl(
                                    ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url(url)
                                        .build())
                                .build())))
                .build()));
  }

  @Override
  Said giveBack(String result) {
    return say(
        ChatCompletionMessageParam.ofTool(
            ChatCompletionToolMessageParam.builder().toolCallId(lastCall).content(result).build()));
  }

  private Said say(ChatCompletionMessageParam message) {
    history.add(message);
    var thoughts = new StringBuilder();
    ChatCompletion answer = wants(Wish.STREAM) ? stream(thoughts) : whole(thoughts);
    ChatCompletion.Choice choice = answer.choices().getFirst();
    ChatCompletionAssistantMessageParam.Builder own = choice.message().toParam().toBuilder();
    // Not in OpenAI's schema; programs that know of thoughts carry them so.
    JsonValue blocks = choice.message()._allProperties().get(BLOCKS);
    if (blocks != null) {
      own.putAdditionalProperty(BLOCKS, blocks);
    }
    if (!thoughts.isEmpty()) {
      own.putAdditionalProperty(THOUGHTS, JsonValue.from(thoughts.toString()));
    }
    history.add(ChatCompletionMessageParam.ofAssistant(own.build()));
    List<ChatCompletionMessageToolCall> calls = choice.message().toolCalls().orElse(List.of());
    calls.forEach(call -> lastCall = call.asFunction().id());
    CompletionUsage usage = answer.usage().orElseThrow();
    return new Said(
        choice.message().content().orElse(""),
        thoughts.toString(),
        calls.stream()
            .map(call -> call.asFunction().function())
            .map(call -> new Said.Call(call.name(), call.arguments()))
            .toList(),
        end(choice.finishReason()),
        new Said.Usage(usage.promptTokens(), usage.completionTokens()));
  }

  private ChatCompletion whole(StringBuilder thoughts) {
    ChatCompletion answer = client.chat().completions().create(question().build());
    thoughts(answer.choices().getFirst().message()._allProperties(), thoughts);
    return answer;
  }

  private ChatCompletion stream(StringBuilder thoughts) {
    var collected = ChatCompletionAccumulator.create();
    var withUsage = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question().streamOptions(withUsage).build())) {
      stream.stream()
          .map(collected::accumulate)
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(choice -> thoughts(choice.delta()._allProperties(), thoughts));
    }
    return collected.chatCompletion();
  }

  private static void thoughts(Map<String, JsonValue> fields, StringBuilder thoughts) {
    if (fields.containsKey(THOUGHTS)) {
      thoughts.append(fields.get(THOUGHTS).convert(String.class));
    }
  }

  private ChatCompletionCreateParams.Builder question() {
    var question = ChatCompletionCreateParams.builder().model(model).messages(history);
    if (wants(Wish.TOOL)) {
      question.addFunctionTool(
          FunctionDefinition.builder()
              .name(TOOL)
              .parameters(
                  FunctionParameters.builder()
                      .additionalProperties(Json.properties(FORM, JsonValue::from))
                      .build())
              .build());
    }
    if (wants(Wish.FORM)) {
      question.responseFormat(
          ResponseFormatJsonSchema.builder()
              .jsonSchema(
                  ResponseFormatJsonSchema.JsonSchema.builder()
                      .name("place")
                      .strict(true)
                      .schema(
                          ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                              .additionalProperties(Json.properties(FORM, JsonValue::from))
                              .build())
                      .build())
              .build());
    }
    if (wants(Wish.THOUGHTS)) {
      question.reasoningEffort(ReasoningEffort.LOW);
      if (model.startsWith("gemini")) {
        // Chat completions have no way to ask for the thoughts themselves; this is Google's.
        Map<String, Object> thinking = Map.of("include_thoughts", true, "thinking_budget", 1024);
        question.putAdditionalBodyProperty(
            "extra_body", JsonValue.from(Map.of("google", Map.of("thinking_config", thinking))));
      }
    }
    if (wants(Wish.SHORT)) {
      question.maxCompletionTokens(5);
    }
    return question;
  }

  private static Said.End end(FinishReason reason) {
    return switch (reason.value()) {
      case STOP -> Said.End.COMPLETE;
      case TOOL_CALLS -> Said.End.CALLS;
      case LENGTH -> Said.End.LENGTH;
      default -> throw new AssertionError("ended with " + reason);
    };
  }
}
