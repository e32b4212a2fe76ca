package dev.onr.server.log;

/**
 * What the access log writes where.
 *
 * @param target where lines go
 * @param format how they look
 * @param appNames how the application's name is found
 */
public record AccessLogSettings(AccessLogTarget target, AccessFormat format, AppNames appNames) {
  boolean enabled() {
    return !(target instanceof AccessLogTarget.Disabled);
  }
}
