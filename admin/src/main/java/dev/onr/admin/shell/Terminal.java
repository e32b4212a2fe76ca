package dev.onr.admin.shell;

import java.util.Optional;

/** The person who sits before the program, as far as there is one. */
public interface Terminal {
  /** Nobody: input and output are files or pipes. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean types() {
          return false;
        }

        @Override
        public boolean watches() {
          return false;
        }

        @Override
        public Optional<String> hiddenLine(String prompt) {
          return Optional.empty();
        }

        @Override
        public boolean browse(String url) {
          return false;
        }
      };

  /** Whether standard input is a terminal. */
  boolean types();

  /** Whether standard error is a terminal, so that progress is welcome there. */
  boolean watches();

  /** Asks for a line without showing what is typed; nothing where input has ended. */
  Optional<String> hiddenLine(String prompt);

  /** Opens a page in the person's browser; says whether something was started. */
  boolean browse(String url);
}
