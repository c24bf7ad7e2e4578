/**
 * The embedded data and the embedded model: synthetic scenes drawn from a seed, and the recipe and
 * training of the two small models that classify them. Nothing below knows of it: a scene is an
 * image like any other and a model a directory like any other.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link SceneClass}, {@link SceneDifficulty}, {@link Scene}, {@link SceneGenerator}, {@link
 *       SceneFiles}
 *   <li>{@link Silhouette}, {@link ScenePaint}, {@link ValueNoise}, {@link Uniform}
 *   <li>{@link DemoRecipe}, {@link SceneBatches}, {@link PatchDraw}, {@link DemoTraining}
 * </ul>
 */
package vitexplain.demo;
