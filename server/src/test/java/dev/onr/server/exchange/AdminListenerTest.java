package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A listener for the operator alone: {@code admin.listen}. */
class AdminListenerTest {
  private static final String MASTER = "Authorization: Bearer master";
  private static final String APART = "admin: {listen: '127.0.0.1:0'}\n";

  @RegisterExtension final Chain chain = new Chain();

  private void start(String yaml) throws Exception {
    chain.start(ScriptedUpstream.json("{}"), gateway -> gateway.yaml(yaml));
  }

  private Answer atClients(String request) throws Exception {
    return chain.client().send(request).answer();
  }

  private Answer atOperator(String request) throws Exception {
    try (RawClient client = new RawClient(chain.gateway.gateway.adminPort().orElseThrow())) {
      return client.send(request).answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/upstreams", "/admin/providers"})
  void adminPathsAreThereAndNowhereElse(String path) throws Exception {
    start(APART);
    assertThat(atOperator(TestGateway.get(path, MASTER)).status()).isEqualTo(200);
    Answer elsewhere = atClients(TestGateway.get(path, MASTER));
    Answer unknown = atClients(TestGateway.get("/admin/nothing", MASTER));
    assertThat(elsewhere.status()).isEqualTo(404);
    assertThat(elsewhere.text()).isEqualTo(unknown.text());
    assertThat(elsewhere.header("content-type")).isEqualTo(unknown.header("content-type"));
    assertThat(atClients(TestGateway.get(path)).status()).isEqualTo(404);
    assertThat(atClients(TestGateway.get(path.replace("admin", "%61dmin"), MASTER)).status())
        .isEqualTo(404);
    assertThat(atClients(TestGateway.get(path + "/")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/upstreams", "/admin/providers"})
  void itOpensToTheOperatorsKeyOnly(String path) throws Exception {
    start(APART);
    assertThat(atOperator(TestGateway.get(path)).status()).isEqualTo(401);
    assertThat(atOperator(TestGateway.get(path, "Authorization: Bearer nobody")).status())
        .isEqualTo(401);
    Answer client = atOperator(TestGateway.get(path, "Authorization: Bearer " + TestGateway.TOKEN));
    assertThat(client.status()).isEqualTo(403);
    assertThat(client.text()).contains("\"code\":\"operator_key_required\"", "auth.api_key");
  }

  @Test
  void nothingElseIsServedThere() throws Exception {
    start(APART);
    assertThat(atOperator(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}")).status())
        .isEqualTo(404);
    assertThat(atOperator(TestGateway.get("/healthz")).status()).isEqualTo(404);
    assertThat(atOperator(TestGateway.get("/v1/models", MASTER)).status()).isEqualTo(404);
    assertThat(chain.upstream.requests).isEmpty();
  }

  @Test
  void aCrowdOfClientsDoesNotKeepTheOperatorOut() throws Exception {
    start(APART + "limits: {max_connections: 1}\n");
    RawClient only = chain.client();
    assertThat(only.send(TestGateway.get("/healthz")).answer().status()).isEqualTo(200);
    assertThat(chain.client().answer().status()).isEqualTo(503);
    assertThat(atOperator(TestGateway.get("/admin/upstreams", MASTER)).status()).isEqualTo(200);
  }

  @Test
  void withoutItAdminPathsAreAmongTheOthers() throws Exception {
    start("");
    assertThat(chain.gateway.gateway.adminPort()).isEmpty();
    assertThat(atClients(TestGateway.get("/admin/upstreams", MASTER)).status()).isEqualTo(200);
    assertThat(atClients(TestGateway.get("/admin/providers", MASTER)).status()).isEqualTo(200);
    assertThat(atClients(TestGateway.get("/admin/upstreams")).status()).isEqualTo(401);
  }
}
