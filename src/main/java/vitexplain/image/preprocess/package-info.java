/**
 * From a decoded image to a model's input, as its {@code preprocessor_config.json} says.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Preprocessor}, {@link ModelSize}
 *   <li>{@link PreprocessorConfig}, {@link ProcessorClass}, {@link JsonKeys}
 * </ul>
 */
package vitexplain.image.preprocess;
