package org.videoaction.data.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Python's containers and numpy's ways to build arrays. */
public final class DataGlobals implements PickleGlobals {

    /** What is no data; numpy's functions take its class as an argument. */
    private static final Buildable NOTHING = state -> {};

    @Override
    public Object known(String module, String name) {
        return switch (module) {
            case "collections" -> container(name);
            case "builtins", "__builtin__" -> builtin(name);
            case "_codecs" -> name.equals("encode") ? (Constructor) DataGlobals::encoded : null;
            case "numpy" -> numpy(name);
            case "numpy.core.multiarray", "numpy._core.multiarray" -> numpyFunction(name);
            case "numpy.core.numeric", "numpy._core.numeric" ->
                name.equals("_frombuffer") ? (Constructor) NumpyArray::fromBuffer : null;
            default -> null;
        };
    }

    private static Object container(String name) {
        return switch (name) {
            case "OrderedDict" -> (Constructor) DataGlobals::dictionaryOfPairs;
            case "defaultdict" -> (Constructor) arguments -> new LinkedHashMap<String, Object>();
            default -> null;
        };
    }

    private static Object builtin(String name) {
        return switch (name) {
            case "tuple", "list", "set", "frozenset" ->
                (Constructor) arguments -> arguments.isEmpty() ? arguments : Pickled.list(arguments.get(0));
            case "dict" -> (Constructor) DataGlobals::dictionaryOfPairs;
            case "bytes" -> (Constructor) DataGlobals::noBytes;
            default -> null;
        };
    }

    private static Object numpy(String name) {
        return switch (name) {
            case "ndarray" -> NOTHING;
            case "dtype" -> (Constructor) arguments -> NumpyArray.Type.named(Pickled.argument(arguments, 0));
            default -> null;
        };
    }

    private static Object numpyFunction(String name) {
        return switch (name) {
            case "_reconstruct" -> (Constructor) arguments -> new NumpyArray();
            case "scalar" -> (Constructor) arguments -> NOTHING;
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

    private static Object dictionaryOfPairs(List<Object> arguments) throws IOException {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        for (Object pair : arguments.isEmpty() ? List.of() : Pickled.list(arguments.get(0))) {
            List<Object> entry = Pickled.list(pair);
            if (Pickled.argument(entry, 0) instanceof String name) {
                dictionary.put(name, Pickled.argument(entry, 1));
            }
        }
        return dictionary;
    }

    private static Object encoded(List<Object> arguments) throws IOException {
        if (!"latin1".equals(Pickled.argument(arguments, 1))) {
            throw new IOException("its pickle encodes text otherwise than as latin1");
        }
        return PickleText.latin(Pickled.text(arguments.get(0)));
    }
}
