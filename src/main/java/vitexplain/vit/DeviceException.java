package vitexplain.vit;

/** The machine cannot do what was asked: no such device, no network, no memory. */
public final class DeviceException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public DeviceException(String message) {
    super(message);
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
