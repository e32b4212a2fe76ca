package dev.onr.dialect;

import java.util.List;
import java.util.Optional;

/**
 * A request for the next answer of a conversation, in no dialect.
 *
 * @param model the model's name as it goes to the target: in the body, or in the path for Gemini
 * @param turns the conversation so far, instructions included, in the client's order
 * @param tools what the model may call
 * @param toolChoice what it must call; empty where the client did not say
 * @param parallelToolCalls whether several calls at once are welcome; empty where the client did
 *     not say
 * @param verbosity OpenAI's {@code low}, {@code medium}, {@code high}; may be empty
 * @param modalities kinds of output wanted, lower case ({@code text}, {@code image}, {@code
 *     audio}); may be empty
 * @param stream whether the answer is wanted as a stream; empty where the dialect says nothing
 *     (Gemini: the path does)
 * @param streamUsage whether usage is wanted in the stream (chat: stream_options.include_usage)
 * @param extras fields that only their own dialect knows
 */
public record Prompt(
    String model,
    List<Turn> turns,
    List<Tool> tools,
    Optional<ToolChoice> toolChoice,
    Optional<Boolean> parallelToolCalls,
    Sampling sampling,
    Optional<OutputFormat> outputFormat,
    Optional<Reasoning> reasoning,
    String verbosity,
    List<String> modalities,
    Service service,
    Optional<Boolean> stream,
    Optional<Boolean> streamUsage,
    Extras extras) {
  public Prompt {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
    modalities = List.copyOf(modalities);
  }

  /** The same with other turns. */
  Prompt withTurns(List<Turn> others) {
    return new Prompt(
        model,
        others,
        tools,
        toolChoice,
        parallelToolCalls,
        sampling,
        outputFormat,
        reasoning,
        verbosity,
        modalities,
        service,
        stream,
        streamUsage,
        extras);
  }

  /** What the input of a tool of the client looks like; a function's where no tool has the name. */
  ToolKind kindOf(String name) {
    boolean custom =
        tools.stream().anyMatch(tool -> tool instanceof Tool.Custom own && own.name().equals(name));
    return custom ? ToolKind.CUSTOM : ToolKind.FUNCTION;
  }
}
