package dev.onr.server.sdk.pairs;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** generateContent with Google's SDK. */
final class GeminiConversation extends Conversation {
  private final Client client;
  private final List<Content> history = new ArrayList<>();
  private FunctionCall lastCall = FunctionCall.builder().build();

  GeminiConversation(Client client, String model, Set<Wish> wishes) {
    super(model, wishes);
    this.client = client;
  }

  @Override
  Said ask(String question) {
    return say(Part.fromText(question));
  }

  @Override
  Said show(String question, byte[] png) {
    return say(Part.fromText(question), Part.fromBytes(png, "image/png"));
  }

  @Override
  Said giveBack(String result) {
    var response =
        FunctionResponse.builder()
            .name(lastCall.name().orElseThrow())
            .response(Map.of("result", result));
    lastCall.id().ifPresent(response::id);
    return say(Part.builder().functionResponse(response.build()).build());
  }

  private Said say(Part... parts) {
    history.add(Content.builder().role("user").parts(parts).build());
    List<GenerateContentResponse> answers = wants(Wish.STREAM) ? stream() : List.of(whole());
    List<Part> said = answers.stream().flatMap(answer -> answer.parts().stream()).toList();
    history.add(Content.builder().role("model").parts(said).build());
    var text = new StringBuilder();
    var thoughts = new StringBuilder();
    List<Said.Call> calls = new ArrayList<>();
    for (Part part : said) {
      boolean thought = part.thought().orElse(false);
      part.text().ifPresent(thought ? thoughts::append : text::append);
      if (part.functionCall().isPresent()) {
        lastCall = part.functionCall().get();
        calls.add(
            new Said.Call(lastCall.name().orElseThrow(), Json.text(lastCall.args().orElseThrow())));
      }
    }
    GenerateContentResponse last = answers.getLast();
    GenerateContentResponseUsageMetadata usage = last.usageMetadata().orElseThrow();
    return new Said(
        text.toString(),
        thoughts.toString(),
        calls,
        end(last.finishReason(), calls),
        new Said.Usage(
            usage.promptTokenCount().orElseThrow(),
            usage.candidatesTokenCount().orElseThrow() + usage.thoughtsTokenCount().orElse(0)));
  }

  private GenerateContentResponse whole() {
    return client.models.generateContent(model, history, config());
  }

  private List<GenerateContentResponse> stream() {
    List<GenerateContentResponse> chunks = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(model, history, config())) {
      stream.forEach(chunks::add);
    }
    return chunks;
  }

  private GenerateContentConfig config() {
    var config =
        GenerateContentConfig.builder()
            .systemInstruction(Content.fromParts(Part.fromText(INSTRUCTIONS)));
    if (wants(Wish.TOOL)) {
      config.tools(
          Tool.builder()
              .functionDeclarations(
                  FunctionDeclaration.builder().name(TOOL).parametersJsonSchema(FORM).build())
              .build());
    }
    if (wants(Wish.FORM)) {
      config.responseMimeType("application/json").responseJsonSchema(FORM);
    }
    if (wants(Wish.THOUGHTS)) {
      config.thinkingConfig(ThinkingConfig.builder().includeThoughts(true).thinkingBudget(1024));
    }
    if (wants(Wish.SHORT)) {
      config.maxOutputTokens(5);
    }
    return config.build();
  }

  private static Said.End end(FinishReason reason, List<Said.Call> calls) {
    return switch (reason.knownEnum()) {
      case STOP -> calls.isEmpty() ? Said.End.COMPLETE : Said.End.CALLS;
      case MAX_TOKENS -> Said.End.LENGTH;
      default -> throw new AssertionError("ended with " + reason);
    };
  }
}
