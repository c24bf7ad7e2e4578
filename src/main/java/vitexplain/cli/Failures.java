package vitexplain.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import vitexplain.base.Memory;
import vitexplain.base.Refusal;

/** Turns a failure into one message and an exit code; a stack trace only for {@code --verbose}. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Some inputs failed, the rest is done. */
  static final int SOME_INPUTS = 1;

  /** The request cannot be carried out as given. */
  static final int REQUEST = 2;

  /** The environment cannot do it. */
  static final int ENVIRONMENT = 3;

  /** The program is at fault: {@code EX_SOFTWARE} of sysexits.h. */
  static final int DEFECT = 70;

  private static final String REPORT =
      " This is a defect of the program. Please report it to its maintainers with the command line";

  private static final List<String> OUT_OF_SPACE =
      List.of(
          "No space left",
          "File too large",
          "quota exceeded",
          "There is not enough space on the disk");

  /** As libtorch words it, on the host and on CUDA. */
  private static final List<String> OUT_OF_NATIVE_MEMORY =
      List.of("out of memory", "can't allocate memory", "not enough memory");

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    Throwable thrown = thrown(failure);
    int code = code(thrown);
    boolean verbose = ((Main) command.getCommandSpec().root().userObject()).verbose();
    if (verbose) {
      thrown.printStackTrace(command.getErr());
    }
    command.getErr().println("error: " + message(thrown, code, verbose));
    return code;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println("error: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().println("Try: run-bench.sh " + command.getCommandName() + " --help");
    return REQUEST;
  }

  /** Errors, such as too little memory, come wrapped; a refusal of a registry comes twice so. */
  private static Throwable thrown(Exception failure) {
    Throwable inner =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return inner instanceof ExceptionInInitializerError && inner.getCause() instanceof Refusal
        ? inner.getCause()
        : inner;
  }

  private static int code(Throwable failure) {
    if (isOutOfMemory(failure) || isOutOfSpace(failure) || failure instanceof LinkageError) {
      return ENVIRONMENT;
    }
    if (!(failure instanceof Refusal refusal)) {
      return DEFECT;
    }
    return refusal.kind() == Refusal.Kind.ENVIRONMENT ? ENVIRONMENT : REQUEST;
  }

  private static Stream<Throwable> withCauses(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause);
  }

  private static boolean isOutOfMemory(Throwable failure) {
    return withCauses(failure)
        .anyMatch(
            t ->
                t instanceof OutOfMemoryError
                    || OUT_OF_NATIVE_MEMORY.stream()
                        .anyMatch(String.valueOf(t.getMessage())::contains));
  }

  /** A full disk, a quota or the shell's limit on files, as Linux, macOS and Windows word them. */
  private static boolean isOutOfSpace(Throwable failure) {
    return withCauses(failure)
        .anyMatch(
            t ->
                t instanceof IOException
                    && OUT_OF_SPACE.stream().anyMatch(String.valueOf(t.getMessage())::contains));
  }

  private static String message(Throwable failure, int code, boolean verbose) {
    String message = String.valueOf(failure.getMessage()).strip();
    if (isOutOfSpace(failure) && !message.contains("Free disk space")) {
      return message + ". Free disk space, then run the command again.";
    }
    if (failure instanceof Refusal) {
      return message;
    }
    if (failure instanceof OutOfMemoryError) {
      long megabytes = Memory.heap() >> 20;
      return String.format(
          Locale.ROOT,
          "out of memory (%s): the heap of %d MB is too small for this. Give the program more, for"
              + " example JAVA_OPTS=-Xmx%dm, or ask for less at a time (--batch, smaller images).",
          message,
          megabytes,
          2 * megabytes);
    }
    if (isOutOfMemory(failure)) {
      return firstLine(message)
          + ". Ask for less at a time (--batch, a smaller model or smaller images), or use a"
          + " machine with more memory.";
    }
    if (failure instanceof LinkageError) {
      return "a library of this program cannot be loaded ("
          + firstLine(failure.toString())
          + "). Build it again with Maven on this machine; the command doctor says what works.";
    }
    return code == DEFECT
        ? firstLine(failure.toString()) + place(failure) + "." + REPORT + advice(verbose)
        : message;
  }

  private static String advice(boolean verbose) {
    return verbose ? " and the trace above." : "; --verbose shows the trace to send with it.";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** Where in this program it was thrown. */
  private static String place(Throwable failure) {
    Optional<StackTraceElement> ours =
        Arrays.stream(failure.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("vitexplain."))
            .findFirst();
    return ours.map(
            frame ->
                " in "
                    + frame.getClassName()
                    + " ("
                    + frame.getFileName()
                    + ":"
                    + frame.getLineNumber()
                    + ")")
        .orElse("");
  }
}
