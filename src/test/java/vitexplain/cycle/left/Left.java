package vitexplain.cycle.left;

import vitexplain.cycle.right.Right;

/** One half of a cycle between packages: proves that the rule against cycles can fail. */
public record Left(Right other) {}
