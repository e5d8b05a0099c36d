package org.videoaction.model.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.videoaction.data.pickle.Opaque;

/**
 * The weights of a network that torch saved as an object: what its {@code state_dict()} would give, gathered from the
 * attributes of its modules, of which none is made.
 */
final class ModuleWeights {

    private static final String PARAMETERS = "_parameters";
    private static final String BUFFERS = "_buffers";
    private static final String MODULES = "_modules";
    /** Buffers that a module makes anew. */
    private static final String NOT_SAVED = "_non_persistent_buffers_set";
    private static final int MAX_DEPTH = 100;

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ModuleWeights() {
    }

    /** By their names; none where the object is no module. */
    static Map<String, Tensor> of(Opaque object) {
        ModuleWeights weights = new ModuleWeights();
        weights.collect("", object, 0);
        return weights.tensors;
    }

    private void collect(String prefix, Object object, int depth) {
        if (!(object instanceof Opaque module) || depth > MAX_DEPTH || !seen.add(module)) {
            return;
        }
        put(prefix, dictionary(module, PARAMETERS), List.of());
        put(prefix, dictionary(module, BUFFERS),
            module.attributes().get(NOT_SAVED) instanceof List<?> names ? new ArrayList<>(names) : List.of());
        dictionary(module, MODULES).forEach((name, inner) -> collect(prefix + name + ".", inner, depth + 1));
    }

    private void put(String prefix, Map<?, ?> named, List<?> without) {
        named.forEach((name, value) -> {
            if (value instanceof Tensor tensor && !without.contains(name)) {
                tensors.put(prefix + name, tensor);
            }
        });
    }

    private static Map<?, ?> dictionary(Opaque module, String attribute) {
        return module.attributes().get(attribute) instanceof Map<?, ?> map ? map : Map.of();
    }
}
