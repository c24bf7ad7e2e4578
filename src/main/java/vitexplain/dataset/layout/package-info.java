/**
 * Data sets as they lie on disk: one class a layout, behind one interface, named in one registry.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Layout}, {@link Layouts}, {@link DataReference}, {@link MaskIds}
 *   <li>{@link FolderLayout}, {@link MaskFolder}, {@link Labels}, {@link TwoColumns}
 *   <li>{@link ImageFolderLayout}, {@link VocLayout}, {@link LayoutFiles}
 *   <li>{@link ImageNetSegmentationLayout}, {@link MatCells}
 *   <li>{@link ImageNetSLayout}
 *   <li>{@link CocoLayout}, {@link CocoIndex}, {@link CocoIndexReader}, {@link IndexJson}, {@link
 *       CocoOutline}
 * </ul>
 */
package vitexplain.dataset.layout;
