package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;

/**
 * Positions as rotations of queries and keys: x cos + rotate(x) sin, where rotate turns halves (a,
 * b) of a head into (-b, a). Prefix tokens have angle 0.
 *
 * <p>Source: Su et al. 2021, arXiv:2104.09864, section 3.4.2, with the two axes of an image side by
 * side as in DINOv3.
 *
 * @param cos [T, d_h]
 * @param sin [T, d_h]
 */
public record Rotary(NDArray cos, NDArray sin) {

  /** (B,H,T,h) to the same shape; the result belongs to the manager of {@code x}. */
  NDArray apply(NDArray x) {
    long half = x.getShape().get(3) / 2;
    NDArray turned =
        x.get(":, :, :, " + half + ":").neg().concat(x.get(":, :, :, :" + half), 3); // (B,H,T,h)
    return x.mul(cos).add(turned.mul(sin));
  }
}
