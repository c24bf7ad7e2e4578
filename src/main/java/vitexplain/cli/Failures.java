package vitexplain.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import vitexplain.base.Refusal;

/** Turns a failure into one message and an exit code; a stack trace only for {@code --verbose}. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Some inputs failed, the rest is done. */
  static final int SOME_INPUTS = 1;

  /** The request cannot be carried out as given. */
  static final int REQUEST = 2;

  /** The environment cannot do it. */
  static final int ENVIRONMENT = 3;

  private static final int UNEXPECTED = 70;

  private static final List<String> OUT_OF_SPACE =
      List.of(
          "No space left",
          "File too large",
          "quota exceeded",
          "There is not enough space on the disk");

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    int code = code(failure);
    boolean verbose = ((Main) command.getCommandSpec().root().userObject()).verbose();
    if (verbose) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().println("error: " + message(failure, code, verbose));
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

  private static int code(Exception failure) {
    if (isOutOfMemory(failure) || isOutOfSpace(failure)) {
      return ENVIRONMENT;
    }
    if (!(failure instanceof Refusal refusal)) {
      return UNEXPECTED;
    }
    return refusal.kind() == Refusal.Kind.ENVIRONMENT ? ENVIRONMENT : REQUEST;
  }

  private static boolean isOutOfMemory(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return text.contains("out of memory") || text.contains("can't allocate memory");
  }

  /** A full disk, a quota or the shell's limit on files, as Linux, macOS and Windows word them. */
  private static boolean isOutOfSpace(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      if (t instanceof IOException && OUT_OF_SPACE.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String message(Exception failure, int code, boolean verbose) {
    String message = String.valueOf(failure.getMessage());
    if (code == UNEXPECTED) {
      message = failure + (verbose ? "" : "\nThis is a defect; --verbose shows where.");
    }
    if (isOutOfSpace(failure) && !message.contains("Free disk space")) {
      message = message.strip() + ". Free disk space, then run the command again.";
    }
    return message.strip();
  }
}
