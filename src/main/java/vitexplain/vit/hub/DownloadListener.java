package vitexplain.vit.hub;

/** Hears how downloads go. All calls come from the thread that asked for the model. */
public interface DownloadListener {

  /** Hears nothing. */
  DownloadListener SILENT =
      new DownloadListener() {
        @Override
        public void begin(String file, long size, long present) {}

        @Override
        public void arrived(long bytes) {}

        @Override
        public void end() {}

        @Override
        public void note(String sentence) {}
      };

  /**
   * A file's download begins, or begins again after a failure.
   *
   * @param size in bytes; -1 where it is not known
   * @param present bytes that are there from an earlier try
   */
  void begin(String file, long size, long present);

  /** So many bytes of the file are there. */
  void arrived(long bytes);

  /** The file is there, or the try has failed. */
  void end();

  /** Something that a user should know: a wait, another try, an assumption. */
  void note(String sentence);
}
