package dev.onr.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.credential.InvalidCredential;
import dev.onr.credential.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class ServiceAccountTest {
  /** RFC 7515 appendix A.2: the signing input and its signature. RS256 is deterministic. */
  @Test
  void signsAsTheRfcDoes() {
    String input =
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
            + "NvbS9pc19yb290Ijp0cnVlfQ";
    assertThat(ServiceAccount.signature(input, RfcKey.privateKey()))
        .isEqualTo(
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2"
                + "Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNP"
                + "vkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvh"
                + "J1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");
  }

  @Test
  void readsBothFormsOfKeys() {
    assertThat(RsaKey.parse(Secret.of(RfcKey.pkcs8()))).isEqualTo(RfcKey.privateKey());
    assertThat(RsaKey.parse(Secret.of(RfcKey.pkcs1()))).isEqualTo(RfcKey.privateKey());
  }

  @Test
  void theFirstOfSeveralPemBlocksCounts() {
    String two = "a comment\n" + RfcKey.pkcs8() + RfcKey.pem("CERTIFICATE", new byte[] {1, 2, 3});
    assertThat(RsaKey.parse(Secret.of(two))).isEqualTo(RfcKey.privateKey());
  }

  @Test
  void saysWhatIsWrongWithAKeyAndNotWhatItIs() throws GeneralSecurityException {
    byte[] elliptic =
        KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    assertThatThrownBy(() -> RsaKey.parse(Secret.of("c2VjcmV0")))
        .isInstanceOf(InvalidCredential.class)
        .hasMessage("credential file private_key has no PEM block");
    for (String pem :
        new String[] {
          RfcKey.pem("PRIVATE KEY", elliptic),
          RfcKey.pem("PRIVATE KEY", new byte[] {1, 2, 3}),
          RfcKey.pem("RSA PRIVATE KEY", new byte[] {1, 2, 3}),
          "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----"
        }) {
      assertThatThrownBy(() -> RsaKey.parse(Secret.of(pem)))
          .isInstanceOf(InvalidCredential.class)
          .hasMessage("credential file private_key is not an RSA key in PKCS#8 or PKCS#1");
    }
  }
}
