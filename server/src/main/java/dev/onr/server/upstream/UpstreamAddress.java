package dev.onr.server.upstream;

import dev.onr.server.upstream.UpstreamFailure.Kind;

/**
 * An absolute URL taken apart, by hand because it happens on every request.
 *
 * @param ssl whether the scheme is https
 * @param host host name, or IP address without brackets
 * @param port port, the scheme's own where the URL names none
 * @param uri path and query, at least {@code /}
 * @param userInfo what stands before {@code @} in the authority, still encoded; may be empty
 */
record UpstreamAddress(boolean ssl, String host, int port, String uri, String userInfo) {

  /**
   * Parses a URL.
   *
   * @throws UpstreamFailure for anything but an absolute http or https URL with a host
   */
  static UpstreamAddress parse(String url) {
    boolean ssl = url.regionMatches(true, 0, "https://", 0, 8);
    if (!ssl && !url.regionMatches(true, 0, "http://", 0, 7)) {
      throw invalid("must begin with http:// or https://");
    }
    int start = ssl ? 8 : 7;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(start, end);
    int at = authority.lastIndexOf('@');
    String hostPort = authority.substring(at + 1);
    int colon = hostPort.lastIndexOf(':');
    boolean hasPort = colon > hostPort.lastIndexOf(']') && colon >= 0;
    String host = hasPort ? hostPort.substring(0, colon) : hostPort;
    if (host.isEmpty()) {
      throw invalid("has no host");
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new UpstreamAddress(
        ssl,
        bracketed ? host.substring(1, host.length() - 1) : host,
        hasPort ? port(hostPort.substring(colon + 1)) : ssl ? 443 : 80,
        uri(url, end),
        at < 0 ? "" : authority.substring(0, at));
  }

  private static int port(String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw invalid("has no valid port");
  }

  private static String uri(String url, int start) {
    int fragment = url.indexOf('#', start);
    String rest = url.substring(start, fragment < 0 ? url.length() : fragment);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static UpstreamFailure invalid(String trouble) {
    return new UpstreamFailure(
        Kind.UNREACHABLE, "the upstream's URL " + trouble + "; check base_url");
  }

  /** Host, and the port where it is not the scheme's own: what messages may show. */
  String display() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (ssl ? 443 : 80) ? shown : shown + ":" + port;
  }
}
