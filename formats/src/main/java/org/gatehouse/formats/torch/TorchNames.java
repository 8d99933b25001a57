package org.gatehouse.formats.torch;

import java.util.Map;
import org.gatehouse.formats.DType;
import org.gatehouse.formats.pickle.PersistentReferences;
import org.gatehouse.formats.pickle.PickleClasses;
import org.gatehouse.formats.pickle.PickleDict;
import org.gatehouse.formats.pickle.PickleList;
import org.gatehouse.formats.pickle.PickleName;
import org.gatehouse.formats.pickle.PickleSite;
import org.gatehouse.formats.pickle.PickleValues;
import org.jspecify.annotations.Nullable;

/** What the pickle in a torch file may name: storages, and the functions that make tensors. */
final class TorchNames implements PersistentReferences {

  private static final Map<String, DType> STORAGES =
      Map.ofEntries(
          Map.entry("torch.DoubleStorage", DType.F64),
          Map.entry("torch.FloatStorage", DType.F32),
          Map.entry("torch.HalfStorage", DType.F16),
          Map.entry("torch.BFloat16Storage", DType.BF16),
          Map.entry("torch.LongStorage", DType.I64),
          Map.entry("torch.IntStorage", DType.I32),
          Map.entry("torch.ShortStorage", DType.I16),
          Map.entry("torch.CharStorage", DType.I8),
          Map.entry("torch.ByteStorage", DType.U8),
          Map.entry("torch.BoolStorage", DType.BOOL));

  private final FileBytes file;
  private final Map<String, ZipEntrySpan> entries;

  TorchNames(FileBytes file, Map<String, ZipEntrySpan> entries) {
    this.file = file;
    this.entries = entries;
  }

  static PickleClasses addTo(PickleClasses classes) {
    PickleClasses with =
        classes
            .withOrderedDict()
            .withFunction("torch._utils._rebuild_tensor_v2", TensorParser::rebuild)
            .withFunction("torch._utils._rebuild_parameter", TorchNames::parameter)
            .withFunction("torch._utils._rebuild_parameter_with_state", TorchNames::parameter);
    for (String storage : STORAGES.keySet()) {
      with = with.withName(storage);
    }
    return with;
  }

  /** Stands in for what makes a parameter of (tensor, whether it is trained, hooks): the tensor. */
  private static Object parameter(PickleList arguments, PickleSite site) {
    if (arguments.size() < 3
        || arguments.size() > 4
        || !(arguments.get(0) instanceof TorchTensor tensor)) {
      throw site.unexpected("the tensor of a parameter, requires_grad and hooks", arguments);
    }
    requireNoHooks(arguments.get(2), site);
    return tensor;
  }

  static void requireNoHooks(@Nullable Object hooks, PickleSite site) {
    if (hooks != null && !(hooks instanceof PickleDict dict && dict.size() == 0)) {
      throw site.unexpected("no hooks", hooks);
    }
  }

  /** Answers ('storage', type, key, location, number of elements). */
  @Override
  public TorchStorage resolve(@Nullable Object reference, PickleSite site) {
    if (!(reference instanceof PickleList tuple)
        || tuple.size() != 5
        || !"storage".equals(tuple.get(0))
        || !(tuple.get(1) instanceof PickleName type)
        || !(tuple.get(2) instanceof String key)
        || !(tuple.get(3) instanceof String)
        || !(tuple.get(4) instanceof Long count)) {
      throw site.unexpected("('storage', type, key, location, count)", reference);
    }
    DType dtype = STORAGES.get(type.qualified());
    if (dtype == null) {
      throw site.unexpected("a type of torch storage", type);
    }
    ZipEntrySpan entry = entries.get("data/" + key);
    if (entry == null) {
      throw site.refusal(
          "expected an entry 'data/...' of the zip with the key %s, found none"
              .formatted(PickleValues.describe(key)));
    }
    checkSize(entry, dtype, count, site);
    return new TorchStorage(file, entry, dtype, count);
  }

  private static void checkSize(ZipEntrySpan entry, DType dtype, long count, PickleSite site) {
    if (count < 0
        || entry.size() % dtype.byteSize() != 0
        || entry.size() / dtype.byteSize() != count) {
      throw site.refusal(
          "expected %d elements of %s in the entry '%s', found %d bytes"
              .formatted(count, dtype, entry.name(), entry.size()));
    }
  }
}
