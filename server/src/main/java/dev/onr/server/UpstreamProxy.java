package dev.onr.server;

import dev.onr.credential.Secret;

/**
 * A proxy on the way to a provider.
 *
 * @param kind how to speak to it
 * @param host its name or address, without brackets
 * @param port its port; the scheme's usual one where the URL names none
 * @param user for authentication; empty where the URL has none
 * @param password for authentication
 */
public record UpstreamProxy(Kind kind, String host, int port, String user, Secret password) {
  /** Host and port, for messages. */
  public String display() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** How to speak to a proxy. SOCKS5 proxies resolve names themselves under both spellings. */
  public enum Kind {
    HTTP(80),
    HTTPS(443),
    SOCKS5(1080);

    private final int usualPort;

    Kind(int usualPort) {
      this.usualPort = usualPort;
    }

    int usualPort() {
      return usualPort;
    }
  }
}
