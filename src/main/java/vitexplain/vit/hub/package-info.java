/**
 * Models of the Hugging Face hub: found in the cache that huggingface_hub keeps, or downloaded into
 * it, whole and checked or not at all.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link Hub}, {@link HubModel}, {@link DownloadListener}: all that others use
 *   <li>{@link HubSettings}, {@link HubToken}
 *   <li>{@link ModelDownload}, {@link ModelFiles}, {@link HubFolder}, {@link BlobLock}
 *   <li>{@link BlobDownload}, {@link PartFile}, {@link RemoteFile}, {@link ContentHash}, {@link
 *       TimedBody}
 *   <li>{@link HubClient}, {@link FileHeaders}, {@link Answers}, {@link Retries}, {@link Patience},
 *       {@link Transient}
 * </ul>
 */
package vitexplain.vit.hub;
