package vitexplain.vit.closedform;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A TorchScript module without weights, from an archive beside this class.
 *
 * <p>Its results are inference tensors: nothing may change them in place or differentiate through
 * them outside the module.
 */
final class TorchScript {
  private final NDManager manager;
  private final PtSymbolBlock module;

  private TorchScript(NDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
  }

  /**
   * Loads an archive.
   *
   * @param manager the module and its constants are closed with it
   * @param archive resource name
   * @return empty if this engine lacks an operator that the archive calls
   */
  static Optional<TorchScript> load(NDManager manager, String archive) {
    Model model = Model.newInstance(archive, manager.getDevice(), "PyTorch");
    manager.attachInternal(archive, model);
    try (InputStream in = TorchScript.class.getResourceAsStream(archive)) {
      model.load(in, Map.of());
      return Optional.of(new TorchScript(manager, (PtSymbolBlock) model.getBlock()));
    } catch (EngineException failure) {
      if (isMissingOperator(failure)) {
        return Optional.empty();
      }
      throw failure;
    } catch (IOException | MalformedModelException e) {
      throw new UncheckedIOException(
          "the archive '" + archive + "' of this program cannot be read", new IOException(e));
    }
  }

  /** libtorch's words for an operator, or a whole set of them, that it is built without. */
  static boolean isMissingOperator(EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Unknown builtin op") || message.contains("Unknown operator");
  }

  /** Keeps an argument as long as the module. */
  IValue constant(IValue value) {
    manager.attachInternal(value.getUid(), value);
    return value;
  }

  /** Tensors by name as one argument, a {@code Dict[str, Tensor]}, kept as long as the module. */
  IValue constant(Map<String, NDArray> tensors) {
    Map<String, PtNDArray> named = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> named.put(name, (PtNDArray) tensor));
    return constant(IValue.stringMapFrom(named));
  }

  /**
   * Calls a method whose result is an argument for others.
   *
   * @return kept as long as the module
   */
  IValue constant(String method, IValue argument) {
    return constant(IValueUtils.runMethod(module, method, argument));
  }

  /**
   * Calls a method.
   *
   * @param first owns the results through its manager
   * @param rest arrays, integers, lists of them, truth values, and constants of this module
   * @return one array, or those of a tuple
   */
  NDList call(String method, NDArray first, Object... rest) {
    IValue[] arguments = new IValue[rest.length + 1];
    List<IValue> temporary = new ArrayList<>();
    try {
      arguments[0] = argument(first, temporary);
      for (int i = 0; i < rest.length; i++) {
        arguments[i + 1] = argument(rest[i], temporary);
      }
      try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
        return result.toNDList((PtNDManager) first.getManager());
      }
    } finally {
      temporary.forEach(IValue::close);
    }
  }

  private static IValue argument(Object value, List<IValue> temporary) {
    if (value instanceof IValue constant) {
      return constant;
    }
    IValue made = made(value);
    temporary.add(made);
    return made;
  }

  private static IValue made(Object value) {
    if (value instanceof NDArray array) {
      return IValue.from((PtNDArray) array);
    } else if (value instanceof long[] integers) {
      return IValue.listFrom(integers);
    } else if (value instanceof Boolean truth) {
      return IValue.from(truth);
    }
    return IValue.from((long) (Integer) value);
  }
}
