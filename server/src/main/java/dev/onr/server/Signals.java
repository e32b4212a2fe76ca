package dev.onr.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals that the operating system sends to the process. Java has no public way to hear them; the
 * one that every JDK brings, {@code sun.misc.Signal} in module {@code jdk.unsupported}, makes the
 * compiler warn beyond suppression, so it is reached by its name.
 */
final class Signals {
  private Signals() {}

  /** Runs {@code action} on a thread of its own at each SIGHUP, instead of ending the process. */
  static void onHangUp(Runnable action) {
    handle("HUP", action);
  }

  /** Runs {@code action} on a thread of its own at each SIGTERM and SIGINT. */
  static void onTermination(Runnable action) {
    handle("TERM", action);
    handle("INT", action);
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" ->
                        System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                    default -> "handler of SIG" + name;
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("this Java can't hear SIG" + name, e);
    }
  }
}
