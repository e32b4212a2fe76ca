package dev.onr.server.sdk.pairs;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages with Anthropic's SDK. */
final class MessagesConversation extends Conversation {
  private final AnthropicClient client;
  private final List<MessageParam> history = new ArrayList<>();
  private String lastCall = "";

  MessagesConversation(AnthropicClient client, String model, Set<Wish> wishes) {
    super(model, wishes);
    this.client = client;
  }

  @Override
  Said ask(String question) {
    return say(ContentBlockParam.ofText(TextBlockParam.builder().text(question).build()));
  }

  @Override
  Said show(String question, byte[] png) {
    return say(
        ContentBlockParam.ofText(TextBlockParam.builder().text(question).build()),
        ContentBlockParam.ofImage(
            ImageBlockParam.builder()
                .source(
                    Base64ImageSource.builder()
                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                        .data(Base64.getEncoder().encodeToString(png))
                        .build())
                .build()));
  }

  @Override
  Said giveBack(String result) {
    return say(
        ContentBlockParam.ofToolResult(
            ToolResultBlockParam.builder().toolUseId(lastCall).content(result).build()));
  }

  private Said say(ContentBlockParam... blocks) {
    history.add(MessageParam.ofUserOfContentBlockParams(List.of(blocks)));
    Message answer = wants(Wish.STREAM) ? stream() : client.messages().create(question());
    history.add(answer.toParam());
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    List<Said.Call> calls = new ArrayList<>();
    for (ContentBlock block : answer.content()) {
      if (block.isThinking()) {
        thoughts.append(block.asThinking().thinking());
      } else if (block.isToolUse()) {
        lastCall = block.asToolUse().id();
        Map<?, ?> input = block.asToolUse()._input().convert(Map.class);
        calls.add(new Said.Call(block.asToolUse().name(), Json.text(input)));
      } else {
        text.append(block.asText().text());
      }
    }
    return new Said(
        text.toString(),
        thoughts.toString(),
        calls,
        end(answer.stopReason().orElseThrow()),
        new Said.Usage(answer.usage().inputTokens(), answer.usage().outputTokens()));
  }

  private Message stream() {
    var collected = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(question())) {
      stream.stream().forEach(collected::accumulate);
    }
    return collected.message();
  }

  private MessageCreateParams question() {
    var question =
        MessageCreateParams.builder()
            .model(model)
            .system(INSTRUCTIONS)
            .maxTokens(wants(Wish.SHORT) ? 5 : 4096)
            .messages(history);
    if (wants(Wish.TOOL)) {
      question.addTool(
          Tool.builder()
              .name(TOOL)
              .inputSchema(
                  Tool.InputSchema.builder()
                      .additionalProperties(Json.properties(FORM, JsonValue::from))
                      .build())
              .build());
    }
    if (wants(Wish.FORM)) {
      question.outputConfig(
          OutputConfig.builder()
              .format(
                  JsonOutputFormat.builder()
                      .schema(
                          JsonOutputFormat.Schema.builder()
                              .additionalProperties(Json.properties(FORM, JsonValue::from))
                              .build())
                      .build())
              .build());
    }
    if (wants(Wish.THOUGHTS)) {
      question.enabledThinking(1024);
    }
    return question.build();
  }

  private static Said.End end(StopReason reason) {
    return switch (reason.value()) {
      case END_TURN -> Said.End.COMPLETE;
      case TOOL_USE -> Said.End.CALLS;
      case MAX_TOKENS -> Said.End.LENGTH;
      default -> throw new AssertionError("ended with " + reason);
    };
  }
}
