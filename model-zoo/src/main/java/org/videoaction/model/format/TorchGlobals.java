package org.videoaction.model.format;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.videoaction.data.pickle.DataGlobals;
import org.videoaction.data.pickle.Opaque;
import org.videoaction.data.pickle.PickleGlobals;
import org.videoaction.data.pickle.Pickled;

/**
 * The classes and functions that a pickle of weights may name: those of all data and torch's ways to build tensors. All others
 * are passed over: training programs keep their settings and records beside the weights.
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

    /** A module of a TorchScript program: its attributes, not its code. */
    private static final class Module implements Buildable {

        private Object attributes = Map.of();

        @Override
        public void build(Object state) {
            attributes = state;
        }
    }

    private static final PickleGlobals DATA = new DataGlobals();
    /** MMEngine's record of losses, which all of its training states have. */
    private static final String HISTORY = "mmengine.logging.history_buffer.HistoryBuffer";
    private static final int MAX_NAMED = 100;

    private final Storages storages;
    private final Set<String> passedOver = new LinkedHashSet<>();

    TorchGlobals(Storages storages) {
        this.storages = storages;
    }

    @Override
    public Object known(String module, String name) {
        Object known = switch (module) {
            case "builtins", "__builtin__" ->
                name.equals("getattr") ? (Constructor) TorchGlobals::attribute : null;
            case "torch", "torch.cuda", "torch.storage" -> torch(name);
            case "torch._utils" -> rebuild(name);
            case "__torch__" -> name.equals("Network") ? (Constructor) arguments -> new Module() : null;
            default -> null;
        };
        Object data = known == null ? DATA.known(module, name) : known;
        return data == null ? passedOver(new Opaque(module + "." + name)) : data;
    }

    private Opaque passedOver(Opaque unknown) {
        if (!unknown.name().equals(HISTORY) && passedOver.size() < MAX_NAMED) {
            passedOver.add(unknown.name());
        }
        return unknown;
    }

    /** The names of what is no part of weights. */
    List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    /** The attributes of a module, by their names. */
    static Map<String, Object> attributes(Object module) throws IOException {
        if (module instanceof Module known) {
            return Pickled.dictionary(known.attributes);
        }
        throw new IOException("its pickle holds no module");
    }

    /** A storage, by {@code ("storage", type, key, device, count)}, or the class of a network that was saved as an object. */
    @Override
    public Object persistent(List<Object> id) throws IOException {
        if (id.size() > 1 && id.get(1) instanceof Opaque unknown) {
            return unknown;
        }
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
            case "device" -> (Constructor) arguments -> new Opaque("torch.device");
            default -> null;
        };
    }

    private static Object rebuild(String name) {
        return switch (name) {
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> (Constructor) arguments -> tensor(arguments, null);
            case "_rebuild_tensor_v3" -> (Constructor) TorchGlobals::tensorOfUntyped;
            case "_rebuild_parameter", "_rebuild_parameter_with_state" ->
                (Constructor) arguments -> Pickled.argument(arguments, 0);
            default -> null;
        };
    }

    /** Members of enumerations and methods of objects are pickled so. */
    private static Object attribute(List<Object> arguments) throws IOException {
        if (Pickled.argument(arguments, 0) instanceof Opaque object) {
            return object;
        }
        throw new IOException("its pickle takes an attribute of an object; nothing of it was run");
    }

    /**
     * A view of a storage, or nothing that is known, as the storage is.
     *
     * @param type of the numbers where the storage does not say it, else null
     */
    private static Object tensor(List<Object> arguments, NumberType type) throws IOException {
        Object argument = Pickled.argument(arguments, 0);
        if (argument instanceof Opaque) {
            return argument;
        }
        if (!(argument instanceof Storage storage)) {
            throw new IOException("its pickle has a tensor without a storage");
        }
        return Tensor.view(type == null ? storage : storage.as(type), Pickled.number(Pickled.argument(arguments, 1)),
            Pickled.numbers(Pickled.argument(arguments, 2)), Pickled.numbers(Pickled.argument(arguments, 3)));
    }

    private static Object tensorOfUntyped(List<Object> arguments) throws IOException {
        Object type = Pickled.argument(arguments, 6);
        if (type instanceof NumberType numbers) {
            return tensor(arguments, numbers);
        }
        if (type instanceof Opaque) {
            return type;
        }
        throw new IOException("its pickle has a tensor without a type");
    }
}
