package dev.onr.admin.shell;

/**
 * One line of progress on standard error, overwritten as work goes on and gone when it ends. Shows
 * nothing where no terminal watches.
 */
public final class Progress implements AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Shell shell;
  private final boolean shown;

  /** Begins with nothing shown. */
  public Progress(Shell shell) {
    this.shell = shell;
    this.shown = shell.terminal().watches();
  }

  /** Says what is going on now. */
  public void at(String what) {
    if (shown) {
      shell.err().print(ERASE_LINE + what + " …");
      shell.err().flush();
    }
  }

  /** Takes the line away, as before other output. */
  @Override
  public void close() {
    if (shown) {
      shell.err().print(ERASE_LINE);
      shell.err().flush();
    }
  }
}
