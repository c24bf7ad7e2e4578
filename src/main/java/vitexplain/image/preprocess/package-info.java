/**
 * From a decoded image to a model's input, as the checkpoint's own file says.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Preprocessor}, {@link ModelSize}, {@link Crop}, {@link Scaling}, {@link Backend}
 *   <li>{@link PreprocessorFile}, {@link PreprocessorConfig}, {@link ProcessorClass}, {@link
 *       Colours}
 *   <li>{@link TimmTransform}, {@link OpenClipTransform}, {@link JsonKeys}
 *   <li>{@link PreprocessorChoice}, {@link UsualPreprocessor}
 * </ul>
 */
package vitexplain.image.preprocess;
