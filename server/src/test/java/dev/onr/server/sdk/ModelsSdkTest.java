package dev.onr.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import com.google.genai.types.ListModelsConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The SDKs list the models. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.onr.server.sdk.Stage#all")
final class ModelsSdkTest {
  @Parameter Stage stage;

  @Test
  void openAiListsModels() {
    assertThat(stage.openAi().models().list().data())
        .anySatisfy(
            model -> {
              assertThat(model.id()).isEqualTo("demo");
              assertThat(model.ownedBy()).isEqualTo("onr-simulated-upstream");
              assertThat(model.created()).isPositive();
            });
  }

  @Test
  void googleListsModels() {
    try (Client client = stage.googleBeta()) {
      List<String> names = new ArrayList<>();
      client
          .models
          .list(ListModelsConfig.builder().build())
          .forEach(model -> names.add(model.name().orElseThrow()));
      assertThat(names).contains("models/demo");
    }
  }
}
