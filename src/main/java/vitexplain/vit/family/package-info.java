/**
 * What a model's configuration file says: which families are read, which keys are honoured, known
 * to change nothing, or refused.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Family}, {@link TensorNames}, {@link ModelDescription}
 *   <li>{@link ConfigReader}, {@link ConfigKeys}, {@link TimmConfig}, {@link TimmKeys}, {@link
 *       OpenClipConfig}, {@link OtherFamilies}
 * </ul>
 */
package vitexplain.vit.family;
