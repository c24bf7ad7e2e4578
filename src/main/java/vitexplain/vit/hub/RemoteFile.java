package vitexplain.vit.hub;

/**
 * A file as the hub describes it before it is downloaded.
 *
 * @param name its path in the repository
 * @param commit the commit that it is of, 40 hexadecimal digits
 * @param hash of its bytes
 * @param size in bytes; -1 where the hub does not say
 */
record RemoteFile(String name, String commit, ContentHash hash, long size) {}
