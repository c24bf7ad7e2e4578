package vitexplain.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The reverse pass through one block, by hand. Letters as in {@link Forward}; N classes at once, R
 * live rows: T, or CLS alone. A gradient that is the same for every row has one row, and
 * broadcasts.
 */
final class BlockReverse {
  private final VitConfig config;
  private final FusedBlock w;

  BlockReverse(VitConfig config, FusedBlock w) {
    this.config = config;
    this.w = w;
  }

  /**
   * From a block's output to its tokens after attention: attended + fc2(act(fc1(LN(attended)))).
   *
   * @param dz (N,B,R,d) or (N,B,1,d)
   * @return (N,B,R,d) of the manager of {@code dz}
   */
  NDArray toAttended(NDArray dz, BlockTape tape) {
    NDManager owner = dz.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(dz, tape.attended(), tape.hidden());
      NDArray active = product(dz, w.fc2());
      NDArray slope = config.activation().slope(tape.hidden()); // (B,R,m)
      NDArray hidden = sameShape(active, slope) ? active.muli(slope) : slope.mul(active);
      slope.close();
      NDArray normed = product(hidden, w.fc1());
      hidden.close();
      NDArray attended = w.after().reverse(normed, tape.attended()).addi(dz);
      attended.attach(owner);
      return attended;
    }
  }

  private static boolean sameShape(NDArray gradient, NDArray slope) {
    return gradient.size() == slope.size();
  }

  /**
   * On to the context, whose heads lie side by side: D.
   *
   * @param attended (N,B,R,d)
   * @return (N,B,R,d) of the manager of {@code attended}
   */
  NDArray toContext(NDArray attended) {
    return product(attended, w.out());
  }

  /**
   * On to a block's input, for one class. With S the scores and r_i = D_i . ctx_i, which is the sum
   * over keys of dA o A: dS = A o (D V^T - r).
   *
   * @param attended (1,B,R,d)
   * @param perHead D, (B,H,R,h)
   * @return (1,B,T,d) of the manager of {@code attended}
   */
  NDArray toInput(NDArray attended, NDArray perHead, AttentionTape tape) {
    NDManager owner = attended.getManager();
    long batch = attended.getShape().get(1);
    long rows = attended.getShape().get(2);
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(
          attended,
          perHead,
          tape.input(),
          tape.query(),
          tape.key(),
          tape.value(),
          tape.attention(),
          tape.context());
      NDArray d = perHead.reshape(batch * config.heads(), rows, config.headWidth());
      NDArray normed = product(perToken(toQkv(d, tape), batch), w.qkv());
      NDArray x = tape.input().reshape(batch, -1, config.width());
      NDArray dz = w.before().reverse(normed, x); // (1,B,T,d)
      dz.get(":, :, 0:" + rows).addi(attended);
      dz.attach(owner);
      return dz;
    }
  }

  /** Gradients of query, key and value, (3,B H,T,h). */
  private NDArray toQkv(NDArray d, AttentionTape tape) {
    long rows = d.getShape().get(1);
    String live = ":, 0:" + rows;
    NDArray a = tape.attention().get(live); // (B H,R,T)
    NDArray query = tape.query().get(live);
    NDArray r = d.mul(tape.context().get(live)).sum(new int[] {2}, true); // (B H,R,1)
    NDArray scores = d.matMul(tape.value().swapAxes(1, 2)).subi(r).muli(a); // dS, (B H,R,T)
    NDArray dq = padded(scores.matMul(tape.key()), tape.key().getShape().get(1));
    NDArray dk = scores.swapAxes(1, 2).matMul(query);
    NDArray dv = a.swapAxes(1, 2).matMul(d);
    scores.close();
    return NDArrays.stack(new NDList(dq, dk, dv));
  }

  /** (B H,R,h) with rows of 0 up to T. */
  private static NDArray padded(NDArray x, long tokens) {
    Shape s = x.getShape();
    if (s.get(1) == tokens) {
      return x;
    }
    DataType dtype = x.getDataType();
    Shape rest = new Shape(s.get(0), tokens - s.get(1), s.get(2));
    return x.concat(x.getManager().zeros(rest, dtype), 1);
  }

  /** (3,B H,T,h) to (1,B,T,3 d), as the joint product lays it out. */
  private NDArray perToken(NDArray qkv, long batch) {
    long tokens = qkv.getShape().get(2);
    return qkv.reshape(3, batch, config.heads(), tokens, config.headWidth())
        .transpose(1, 3, 0, 2, 4)
        .reshape(1, batch, tokens, 3L * config.width());
  }

  /** From the gradient of y = x W^T + b to that of x: dy W, as one two-dimensional product. */
  private static NDArray product(NDArray dy, LinearWeights linear) {
    Shape s = dy.getShape();
    long in = linear.weight().getShape().get(1);
    try (NDArray flat = dy.reshape(-1, s.get(3));
        NDArray dx = flat.matMul(linear.weight())) {
      return dx.reshape(s.get(0), s.get(1), s.get(2), in);
    }
  }
}
