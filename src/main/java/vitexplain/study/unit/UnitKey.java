package vitexplain.study.unit;

import java.io.Serializable;

/**
 * Which image of a study's data set a unit of work is about: plain data, so that another process
 * can find it.
 *
 * @param image the image's key
 * @param checked whether the methods' sanity is checked on it
 */
public record UnitKey(String image, boolean checked) implements Serializable {}
