package vitexplain.cycle.right;

import vitexplain.cycle.left.Left;

/** The other half. */
public record Right(Left other) {}
