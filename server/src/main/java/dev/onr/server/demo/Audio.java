package dev.onr.server.demo;

import static dev.onr.server.demo.Json.field;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI Audio: silence for speech, and one honest sentence for transcripts. */
final class Audio {
  private static final int SAMPLE_RATE = 24_000;
  private static final int MILLIS_PER_WORD = 250;

  /** An MPEG-1 layer III frame, 32 kbit/s at 44.1 kHz, mono: 104 bytes, 26.1 ms. */
  private static final byte[] MP3_HEADER = {(byte) 0xff, (byte) 0xfb, 0x10, (byte) 0xc0};

  private static final int MP3_FRAME = 104;

  Answer speak(ObjectNode request) {
    if (!request.path("input").isString()) {
      throw Refusal.missing("input");
    }
    int millis = MILLIS_PER_WORD * Math.max(1, Prompt.words(request.path("input").stringValue()));
    return switch (request.path("response_format").stringValue("mp3")) {
      case "mp3" -> Answer.bytes("audio/mpeg", mp3(millis));
      case "wav" -> Answer.bytes("audio/wav", wav(millis));
      case "pcm" -> Answer.bytes("audio/pcm", new byte[2 * SAMPLE_RATE / 1000 * millis]);
      default ->
          throw new Refusal(
              400, "The simulated upstream speaks mp3, wav and pcm.", "response_format");
    };
  }

  /** Silence: all-zero side information and no main data. */
  private static byte[] mp3(int millis) {
    int frames = Math.ceilDiv(millis * 10, 261);
    ByteBuffer bytes = ByteBuffer.allocate(frames * MP3_FRAME);
    for (int i = 0; i < frames; i++) {
      bytes.put(i * MP3_FRAME, MP3_HEADER);
    }
    return bytes.array();
  }

  /** RIFF WAVE, 16-bit mono PCM. */
  private static byte[] wav(int millis) {
    int data = 2 * SAMPLE_RATE / 1000 * millis;
    return ByteBuffer.allocate(44 + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + data)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1) // PCM
        .putShort((short) 1) // mono
        .putInt(SAMPLE_RATE)
        .putInt(2 * SAMPLE_RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(data)
        .array();
  }

  /**
   * A transcript or a translation.
   *
   * @param task {@code transcribe} or {@code translate}, as verbose answers repeat it
   */
  Answer listen(String task, Multipart form) {
    Multipart.File file = form.file("file");
    if (form.field("model", "").isEmpty()) {
      throw Refusal.missing("model");
    }
    String text =
        "This transcript comes from onr's simulated upstream; nobody listened to "
            + file.name()
            + " ("
            + file.bytes()
            + " bytes).";
    if (form.field("stream", "false").equals("true")) {
      return stream(text);
    }
    double seconds = Prompt.words(text) * MILLIS_PER_WORD / 1000.0;
    return switch (form.field("response_format", "json")) {
      case "json" -> Answer.json(Json.object(field("text", text), field("usage", usage(text))));
      case "text" -> Answer.text("text/plain; charset=utf-8", text + "\n");
      case "srt" ->
          Answer.text(
              "text/plain; charset=utf-8",
              "1\n00:00:00,000 --> 00:00:%06.3f\n%s\n\n".formatted(seconds, text));
      case "vtt" ->
          Answer.text(
              "text/plain; charset=utf-8",
              "WEBVTT\n\n00:00.000 --> 00:%06.3f\n%s\n\n".formatted(seconds, text));
      case "verbose_json" -> Answer.json(verbose(task, text, seconds));
      default ->
          throw new Refusal(400, "Use json, text, srt, verbose_json or vtt.", "response_format");
    };
  }

  private static Answer stream(String text) {
    List<String> events = new ArrayList<>();
    for (String piece : Author.words(text)) {
      events.add(
          Voice.event(
              "transcript.text.delta",
              Json.object(field("type", "transcript.text.delta"), field("delta", piece))));
    }
    events.add(
        Voice.event(
            "transcript.text.done",
            Json.object(
                field("type", "transcript.text.done"),
                field("text", text),
                field("usage", usage(text)))));
    ObjectNode error = Vendor.OPENAI.error(500, Delivery.SIMULATED_ERROR, null);
    return new Answer.Events(
        "text/event-stream; charset=utf-8", events, Voice.event("error", error));
  }

  private static ObjectNode verbose(String task, String text, double seconds) {
    return Json.object(
        field("task", task),
        field("language", "english"),
        field("duration", seconds),
        field("text", text),
        field(
            "segments",
            Json.array(
                Json.object(
                    field("id", 0),
                    field("seek", 0),
                    field("start", 0.0),
                    field("end", seconds),
                    field("text", text),
                    field("tokens", Json.array(50364)),
                    field("temperature", 0.0),
                    field("avg_logprob", -0.1),
                    field("compression_ratio", 1.0),
                    field("no_speech_prob", 0.9)))),
        field(
            "usage",
            Json.object(field("type", "duration"), field("seconds", (int) Math.ceil(seconds)))));
  }

  /** Listening is said to cost ten tokens a second. */
  private static ObjectNode usage(String text) {
    int output = Prompt.words(text);
    int input = output * MILLIS_PER_WORD / 100;
    return Json.object(
        field("type", "tokens"),
        field("input_tokens", input),
        field(
            "input_token_details",
            Json.object(field("text_tokens", 0), field("audio_tokens", input))),
        field("output_tokens", output),
        field("total_tokens", input + output));
  }
}
