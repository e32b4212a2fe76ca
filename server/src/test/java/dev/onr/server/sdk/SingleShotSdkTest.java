package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams.EncodingFormat;
import com.openai.models.images.Image;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenAI's SDK asks for embeddings, pictures, speech and transcripts. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class SingleShotSdkTest {
  @Parameter Stage stage;

  @Test
  void embeddingsAreTheSameInBothEncodings() {
    var question =
        EmbeddingCreateParams.builder()
            .model("demo-embedding")
            .inputOfArrayOfStrings(List.of("Hello there", "Goodbye"));

    CreateEmbeddingResponse floats = embed(question.encodingFormat(EncodingFormat.FLOAT).build());
    CreateEmbeddingResponse base64 = embed(question.encodingFormat(EncodingFormat.BASE64).build());

    assertThat(floats.data()).hasSize(2);
    assertThat(floats.data().getFirst().embedding()).hasSize(16);
    assertThat(base64.data().getFirst().embedding())
        .isEqualTo(floats.data().getFirst().embedding());
    assertThat(base64.data().getLast().embedding()).isNotEqualTo(floats.data().getFirst());
    assertThat(base64.usage().promptTokens()).isEqualTo(3);
  }

  @Test
  void picturesAreGenerated() throws IOException {
    ImagesResponse answer =
        stage
            .openAi()
            .images()
            .generate(
                ImageGenerateParams.builder().model("demo").prompt("A red house").n(2).build());

    List<Image> pictures = answer.data().orElseThrow();
    assertThat(pictures).hasSize(2);
    assertThat(decode(pictures.getFirst()).getWidth()).isEqualTo(16);
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(3 + 2 * 272);
  }

  @Test
  void aPictureIsEdited() throws IOException {
    var picture =
        MultipartField.<ImageEditParams.Image>builder()
            .value(ImageEditParams.Image.ofInputStream(new ByteArrayInputStream(new byte[500])))
            .filename("house.png")
            .contentType("image/png")
            .build();

    ImagesResponse answer =
        stage
            .openAi()
            .images()
            .edit(
                ImageEditParams.builder()
                    .model("demo")
                    .prompt("Paint it blue")
                    .image(picture)
                    .build());

    assertThat(decode(answer.data().orElseThrow().getFirst()).getHeight()).isEqualTo(16);
    assertThat(stage.upstream().lastRequest().orElseThrow().text()).contains("house.png");
  }

  @Test
  void speechIsAWaveFile() throws Exception {
    var question =
        SpeechCreateParams.builder()
            .model("demo")
            .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
            .input("one two three four")
            .responseFormat(SpeechCreateParams.ResponseFormat.WAV)
            .build();

    try (HttpResponse answer = stage.openAi().audio().speech().create(question);
        InputStream body = answer.body();
        AudioInputStream audio =
            AudioSystem.getAudioInputStream(new ByteArrayInputStream(body.readAllBytes()))) {
      assertThat(answer.headers().values("content-type")).containsExactly("audio/wav");
      assertThat(audio.getFrameLength()).isEqualTo(24_000);
      assertThat(audio.getFormat().getSampleRate()).isEqualTo(24_000);
    }
  }

  @Test
  void speechIsMp3UnlessToldOtherwise() throws IOException {
    var question =
        SpeechCreateParams.builder()
            .model("demo")
            .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
            .input("one two three four")
            .build();

    try (HttpResponse answer = stage.openAi().audio().speech().create(question);
        InputStream body = answer.body()) {
      assertThat(answer.headers().values("content-type")).containsExactly("audio/mpeg");
      assertThat(body.readNBytes(2)).containsExactly(0xff, 0xfb);
    }
  }

  @Test
  void aRecordingIsTranscribed() {
    var answer =
        stage.openAi().audio().transcriptions().create(recording().build()).asTranscription();

    assertThat(answer.text())
        .isEqualTo(
            "This transcript comes from onr's simulated upstream; nobody listened to talk.wav"
                + " (1000 bytes).");
    assertThat(answer.usage().orElseThrow().asTokens().outputTokens()).isEqualTo(13);
  }

  @Test
  void aRecordingIsTranscribedWithTimes() {
    var answer =
        stage
            .openAi()
            .audio()
            .transcriptions()
            .create(recording().responseFormat(AudioResponseFormat.VERBOSE_JSON).build())
            .asVerbose();

    assertThat(answer.duration()).isEqualTo(3.25);
    assertThat(answer.segments().orElseThrow()).hasSize(1);
  }

  @Test
  void aTranscriptIsStreamed() {
    try (var stream =
        stage.openAi().audio().transcriptions().createStreaming(recording().build())) {
      List<TranscriptionStreamEvent> events = stream.stream().toList();
      assertThat(events).hasSize(14);
      assertThat(events.getLast().asTranscriptTextDone().text()).contains("talk.wav");
    }
  }

  @Test
  @SuppressWarnings("deprecation") // the API is old, and still served
  void aRecordingIsTranslated() {
    var answer =
        stage
            .openAi()
            .audio()
            .translations()
            .create(TranslationCreateParams.builder().model("demo").file(wav()).build());

    assertThat(answer.asTranslation().text()).contains("talk.wav");
  }

  private CreateEmbeddingResponse embed(EmbeddingCreateParams question) {
    return stage.openAi().embeddings().create(question);
  }

  private static TranscriptionCreateParams.Builder recording() {
    return TranscriptionCreateParams.builder().model("demo").file(wav());
  }

  private static MultipartField<InputStream> wav() {
    return MultipartField.<InputStream>builder()
        .value(new ByteArrayInputStream(new byte[1000]))
        .filename("talk.wav")
        .contentType("audio/wav")
        .build();
  }

  private static BufferedImage decode(Image picture) throws IOException {
    byte[] png = Base64.getDecoder().decode(picture.b64Json().orElseThrow());
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
