package org.videoaction.model.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.pickle.DataGlobals;
import org.videoaction.data.pickle.PickleGlobals;
import org.videoaction.data.pickle.Pickled;

/**
 * The classes and functions that a pickle of weights may name: those of all data, torch's ways to build tensors, and the
 * record of losses that MMEngine keeps beside the weights.
 */
final class TorchGlobals implements PickleGlobals {

    /** Where a torch file has its storages. */
    @FunctionalInterface
    interface Storages {

        /** For pickles whose data is all inside. */
        Storages NONE = (type, key, count) -> {
            throw new IOException("its pickle refers to data outside of it");
        };

        /**
         * @param key the name of the storage in the file
         * @throws IOException when there is none of that name, or a shorter one
         */
        Storage named(NumberType type, String key, long count) throws IOException;
    }

    /** A type of torch storages, such as {@code torch.FloatStorage}. */
    private record StorageType(NumberType numbers) {}

    /** A value that is no weight. */
    private static final class Opaque implements Buildable {
        @Override
        public void build(Object state) {
            // its content is of no use here
        }
    }

    /** A module of a TorchScript program: its attributes, not its code. */
    private static final class Module implements Buildable {

        private Object attributes = Map.of();

        @Override
        public void build(Object state) {
            attributes = state;
        }
    }

    private static final PickleGlobals DATA = new DataGlobals();
    private static final Constructor HISTORY = arguments -> new Opaque();

    private final Storages storages;

    TorchGlobals(Storages storages) {
        this.storages = storages;
    }

    @Override
    public Object known(String module, String name) {
        Object known = switch (module) {
            case "builtins", "__builtin__" ->
                name.equals("getattr") ? (Constructor) TorchGlobals::methodOfHistory : null;
            case "torch", "torch.cuda", "torch.storage" -> torch(name);
            case "torch._utils" -> rebuild(name);
            case "__torch__" -> name.equals("Network") ? (Constructor) arguments -> new Module() : null;
            case "mmengine.logging.history_buffer" -> name.equals("HistoryBuffer") ? HISTORY : null;
            default -> null;
        };
        return known == null ? DATA.known(module, name) : known;
    }

    /** The attributes of a module, by their names. */
    static Map<String, Object> attributes(Object module) throws IOException {
        if (module instanceof Module known) {
            return Pickled.dictionary(known.attributes);
        }
        throw new IOException("its pickle holds no module");
    }

    /** A storage, by {@code ("storage", type, key, device, count)}. */
    @Override
    public Storage persistent(List<Object> id) throws IOException {
        if (id.size() < 5 || !"storage".equals(id.get(0)) || !(id.get(1) instanceof StorageType type)) {
            throw new IOException("its pickle refers to something outside of it that is no storage");
        }
        if (id.size() > 5 && id.get(5) != null) {
            throw new IOException(
                "its storages are views of others, as in torch 0.3 and before; save it with a later torch");
        }
        return storages.named(type.numbers(), Pickled.text(id.get(2)), Pickled.number(id.get(4)));
    }

    private static Object torch(String name) {
        NumberType numbers = NumberType.ofTorch(name);
        if (numbers != null) {
            return numbers;
        }
        NumberType stored = name.equals("UntypedStorage") ? NumberType.UINT8 : NumberType.ofTorchStorage(name);
        if (stored != null) {
            return new StorageType(stored);
        }
        return switch (name) {
            case "Size" -> (Constructor) arguments -> Pickled.list(Pickled.argument(arguments, 0));
            case "device" -> (Constructor) arguments -> new Opaque();
            default -> null;
        };
    }

    private static Object rebuild(String name) {
        return switch (name) {
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> (Constructor) arguments -> tensor(arguments,
                storage(Pickled.argument(arguments, 0)));
            case "_rebuild_tensor_v3" -> (Constructor) TorchGlobals::tensorOfUntyped;
            case "_rebuild_parameter", "_rebuild_parameter_with_state" ->
                (Constructor) arguments -> Pickled.argument(arguments, 0);
            default -> null;
        };
    }

    private static Object methodOfHistory(List<Object> arguments) throws IOException {
        if (Pickled.argument(arguments, 0) != HISTORY) {
            throw new IOException("its pickle takes an attribute of an object; nothing of it was run");
        }
        return new Opaque();
    }

    private static Tensor tensor(List<Object> arguments, Storage storage) throws IOException {
        return Tensor.view(storage, Pickled.number(Pickled.argument(arguments, 1)),
            Pickled.numbers(Pickled.argument(arguments, 2)),
            Pickled.numbers(Pickled.argument(arguments, 3)));
    }

    private static Tensor tensorOfUntyped(List<Object> arguments) throws IOException {
        if (Pickled.argument(arguments, 6) instanceof NumberType type) {
            return tensor(arguments, storage(arguments.get(0)).as(type));
        }
        throw new IOException("its pickle has a tensor without a type");
    }

    private static Storage storage(Object object) throws IOException {
        if (object instanceof Storage storage) {
            return storage;
        }
        throw new IOException("its pickle has a tensor without a storage");
    }
}
