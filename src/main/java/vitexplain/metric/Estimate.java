package vitexplain.metric;

/**
 * A statistic over images and its 95 % interval.
 *
 * @param mean the statistic of the images as they are; NaN when it is defined for none
 * @param low lower end; NaN below 2 images, where resampling says nothing
 * @param high upper end; NaN likewise
 * @param n images it is defined for; the others were left out
 */
public record Estimate(double mean, double low, double high, int n) {}
