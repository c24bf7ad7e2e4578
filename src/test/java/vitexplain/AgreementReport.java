package vitexplain;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the tests of a class one {@link Agreement} and prints it when they are done. */
public final class AgreementReport implements ParameterResolver, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(AgreementReport.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Agreement.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return agreement(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.out.print(agreement(context).report());
  }

  private static Agreement agreement(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getRequiredTestClass(), key -> new Agreement(), Agreement.class);
  }
}
