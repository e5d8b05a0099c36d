package org.videoaction.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes and functions that a pickle of weights may name, all others being refused: containers, torch's and numpy's
 * ways to build arrays, and the record of losses that MMEngine keeps beside the weights.
 */
final class PickleGlobals {

    /** What a pickle calls with arguments. */
    @FunctionalInterface
    interface Constructor {
        Object call(List<Object> arguments) throws IOException;
    }

    /** What a pickle gives a state after it has made it. */
    @FunctionalInterface
    interface Buildable {
        void build(Object state) throws IOException;
    }

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

    private static final Constructor HISTORY = arguments -> new Opaque();

    private final Storages storages;

    PickleGlobals(Storages storages) {
        this.storages = storages;
    }

    /** @throws IOException when it is none of the known ones; the message names it */
    Object named(String module, String name) throws IOException {
        Object known = switch (module) {
            case "collections" -> container(name);
            case "builtins", "__builtin__" -> builtin(name);
            case "_codecs" -> name.equals("encode") ? (Constructor) PickleGlobals::encoded : null;
            case "numpy" -> numpy(name);
            case "numpy.core.multiarray", "numpy._core.multiarray" -> numpyFunction(name);
            case "numpy.core.numeric", "numpy._core.numeric" ->
                name.equals("_frombuffer") ? (Constructor) PickledArray::fromBuffer : null;
            case "torch", "torch.cuda", "torch.storage" -> torch(name);
            case "torch._utils" -> rebuild(name);
            case "__torch__" -> name.equals("Network") ? (Constructor) arguments -> new Module() : null;
            case "mmengine.logging.history_buffer" -> name.equals("HistoryBuffer") ? HISTORY : null;
            default -> null;
        };
        if (known == null) {
            throw new IOException("its pickle names " + PickleText.shortened(module + "." + name)
                + ", which is no part of weights; nothing of it was run");
        }
        return known;
    }

    /** The attributes of a module, by their names. */
    static Map<String, Object> attributes(Object module) throws IOException {
        if (module instanceof Module known) {
            return dictionary(known.attributes);
        }
        throw new IOException("its pickle holds no module");
    }

    /** A storage, by {@code ("storage", type, key, device, count)}. */
    Storage persistent(List<Object> id) throws IOException {
        if (id.size() < 5 || !"storage".equals(id.get(0)) || !(id.get(1) instanceof StorageType type)) {
            throw new IOException("its pickle refers to something outside of it that is no storage");
        }
        if (id.size() > 5 && id.get(5) != null) {
            throw new IOException(
                "its storages are views of others, as in torch 0.3 and before; save it with a later torch");
        }
        return storages.named(type.numbers(), text(id.get(2)), number(id.get(4)));
    }

    private static Object container(String name) {
        return switch (name) {
            case "OrderedDict" -> (Constructor) PickleGlobals::dictionaryOfPairs;
            case "defaultdict" -> (Constructor) arguments -> new LinkedHashMap<String, Object>();
            default -> null;
        };
    }

    private static Object builtin(String name) {
        return switch (name) {
            case "tuple", "list", "set", "frozenset" ->
                (Constructor) arguments -> arguments.isEmpty() ? arguments : list(arguments.get(0));
            case "dict" -> (Constructor) PickleGlobals::dictionaryOfPairs;
            case "bytes" -> (Constructor) PickleGlobals::noBytes;
            case "getattr" -> (Constructor) PickleGlobals::methodOfHistory;
            default -> null;
        };
    }

    private static Object numpy(String name) {
        return switch (name) {
            case "ndarray" -> new Opaque();
            case "dtype" -> (Constructor) arguments -> new PickledArray.Type(text(argument(arguments, 0)));
            default -> null;
        };
    }

    private static Object numpyFunction(String name) {
        return switch (name) {
            case "_reconstruct" -> (Constructor) arguments -> new PickledArray();
            case "scalar" -> (Constructor) arguments -> new Opaque();
            default -> null;
        };
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
            case "Size" -> (Constructor) arguments -> list(argument(arguments, 0));
            case "device" -> (Constructor) arguments -> new Opaque();
            default -> null;
        };
    }

    private static Object rebuild(String name) {
        return switch (name) {
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> (Constructor) arguments -> tensor(arguments,
                storage(argument(arguments, 0)));
            case "_rebuild_tensor_v3" -> (Constructor) PickleGlobals::tensorOfUntyped;
            case "_rebuild_parameter", "_rebuild_parameter_with_state" ->
                (Constructor) arguments -> argument(arguments, 0);
            default -> null;
        };
    }

    /** How the older protocols write the content of an empty array. */
    private static Object noBytes(List<Object> arguments) throws IOException {
        if (!arguments.isEmpty()) {
            throw new IOException("its pickle makes bytes of something; nothing of it was run");
        }
        return ByteBuffer.allocate(0);
    }

    private static Object methodOfHistory(List<Object> arguments) throws IOException {
        if (argument(arguments, 0) != HISTORY) {
            throw new IOException("its pickle takes an attribute of an object; nothing of it was run");
        }
        return new Opaque();
    }

    private static Object dictionaryOfPairs(List<Object> arguments) throws IOException {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        for (Object pair : arguments.isEmpty() ? List.of() : list(arguments.get(0))) {
            List<Object> entry = list(pair);
            dictionary.put(text(argument(entry, 0)), argument(entry, 1));
        }
        return dictionary;
    }

    private static Object encoded(List<Object> arguments) throws IOException {
        if (!"latin1".equals(argument(arguments, 1))) {
            throw new IOException("its pickle encodes text otherwise than as latin1");
        }
        return PickledArray.latin(text(arguments.get(0)));
    }

    private static Tensor tensor(List<Object> arguments, Storage storage) throws IOException {
        return Tensor.view(storage, number(argument(arguments, 1)), numbers(argument(arguments, 2)),
            numbers(argument(arguments, 3)));
    }

    private static Tensor tensorOfUntyped(List<Object> arguments) throws IOException {
        if (argument(arguments, 6) instanceof NumberType type) {
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

    static Object argument(List<Object> arguments, int index) throws IOException {
        if (index < arguments.size()) {
            return arguments.get(index);
        }
        throw new IOException("its pickle calls a constructor with " + arguments.size() + " arguments");
    }

    static String text(Object object) throws IOException {
        if (object instanceof String text) {
            return text;
        }
        throw new IOException("its pickle has " + kind(object) + " where a text belongs");
    }

    static long number(Object object) throws IOException {
        if (object instanceof Long number) {
            return number;
        }
        throw new IOException("its pickle has " + kind(object) + " where an integer belongs");
    }

    static List<Long> numbers(Object object) throws IOException {
        List<Object> objects = list(object);
        Long[] numbers = new Long[objects.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(objects.get(i));
        }
        return List.of(numbers);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object object) throws IOException {
        if (object instanceof List) {
            return (List<Object>) object;
        }
        throw new IOException("its pickle has " + kind(object) + " where a list belongs");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> dictionary(Object object) throws IOException {
        if (object instanceof Map) {
            return (Map<String, Object>) object;
        }
        throw new IOException("its pickle has " + kind(object) + " where a dictionary belongs");
    }

    private static String kind(Object object) {
        if (object instanceof String || object instanceof Number || object instanceof Boolean) {
            return PickleText.shortened(object.toString());
        }
        return object == null ? "nothing" : object instanceof List ? "a list" : object instanceof Map ? "a dictionary"
            : object instanceof ByteBuffer ? "bytes" : "an object";
    }
}
