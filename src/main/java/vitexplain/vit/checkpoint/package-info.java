/**
 * A checkpoint's files and tensors: found, checked and turned into a model's weights, or written.
 * What does not fit is refused by name.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link WeightFiles}, {@link Safetensors}, {@link TensorEntry}, {@link StoredType}
 *   <li>{@link Checkpoint}, {@link SlotTensors}, {@link Slots}, {@link PositionResampling}, {@link
 *       RotaryAngles}, {@link TextClasses}, {@link ForeignTensors}, {@link FiniteValues}
 *   <li>{@link ModelWriter}, {@link SafetensorsWriter}
 * </ul>
 */
package vitexplain.vit.checkpoint;
