package dev.onr.server;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sends SIGHUP with the C library's {@code kill}; Java itself can only end other processes. */
final class HangUp {
  /** The same on every system that has it (POSIX). */
  private static final int SIGHUP = 1;

  private HangUp() {}

  /** The system did not deliver the signal; the message is its reason. */
  static final class Refused extends Exception {
    private final long pid;

    Refused(long pid, String reason) {
      super(reason);
      this.pid = pid;
    }

    long pid() {
      return pid;
    }
  }

  @SuppressWarnings("restricted") // the process is started with --enable-native-access
  static void send(long pid) throws Refused {
    Linker linker = Linker.nativeLinker();
    StructLayout state = Linker.Option.captureStateLayout();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState("errno"));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(state);
      int result = (int) kill.invokeExact(captured, Math.toIntExact(pid), SIGHUP);
      if (result != 0) {
        long errno =
            (int) state.varHandle(MemoryLayout.PathElement.groupElement("errno")).get(captured, 0L);
        throw new Refused(pid, reason((int) errno));
      }
    } catch (Refused e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("kill could not be called", e);
    }
  }

  /** The two reasons that kill(2) can have here. */
  private static String reason(int errno) {
    return switch (errno) {
      case 1 -> "operation not permitted";
      case 3 -> "no such process";
      default -> "error " + errno;
    };
  }
}
