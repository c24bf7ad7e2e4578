package vitexplain.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.run.provenance.Environment;

/**
 * What differs around two runs of one command: the machine, which is warned of, and the software.
 */
final class Surroundings {
  private static final String PROCESSOR = "the processor";
  private static final String CORES = "the number of cores";
  private static final String CARD = "the graphics card or its driver";

  private Surroundings() {}

  /** One sentence each; none where nothing that is known differs. */
  static List<String> differing(String command, Side a, Side b) {
    Map<String, String> before = facts(a, command);
    Map<String, String> now = facts(b, command);
    List<String> sentences = new ArrayList<>();
    before.forEach(
        (what, value) -> {
          if (!value.equals(now.getOrDefault(what, value))) {
            sentences.add(sentence(command, what, value, now.get(what)));
          }
        });
    return sentences;
  }

  private static String sentence(String command, String what, String before, String now) {
    boolean machine = List.of(PROCESSOR, CORES, CARD).contains(what);
    String caution =
        machine && command.equals(Side.BENCH)
            ? "caution: times of another machine say little of the program: "
            : "";
    return caution + command + ": " + what + " was " + orNone(before) + ", now " + orNone(now);
  }

  private static String orNone(String value) {
    return value.isEmpty() ? "unknown" : "'" + value + "'";
  }

  private static Map<String, String> facts(Side side, String command) {
    return side.section(command).map(section -> facts(section.environment())).orElse(Map.of());
  }

  private static Map<String, String> facts(Environment e) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(PROCESSOR, e.cpu());
    facts.put(CORES, Integer.toString(e.cores()));
    facts.put(CARD, e.driver());
    facts.put("the operating system", e.os());
    facts.put("Java", e.java());
    facts.put("its flags", String.join(" ", e.jvmFlags()));
    facts.put("DJL", e.djl());
    facts.put("libtorch", e.libtorch());
    facts.put("CUDA", e.cuda());
    facts.put("the commit of this program", e.gitCommit());
    return facts;
  }
}
