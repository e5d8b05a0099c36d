package org.videoaction.model.format;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.videoaction.data.pickle.NumpyArray;
import org.videoaction.data.pickle.Opaque;
import org.videoaction.data.pickle.PickleText;
import org.videoaction.data.pickle.Pickled;

/**
 * The dictionaries of tensors among all that a training program saves, and networks that were saved as objects: the usual
 * ones first, then the saved dictionary itself, then others in the file's order.
 *
 * @param all by the names that lead to them, parted by slashes; the saved dictionary itself has none
 * @param classNames by index, none where the program did not save them
 */
record StateDicts(Map<String, Map<String, Tensor>> all, Optional<String> configuration, List<String> classNames) {

    /** MMEngine and Lightning; PySlowFast and PyTorchVideo; others; Caffe2. */
    private static final List<String> USUAL = List.of("state_dict", "model_state", "model_state_dict", "model", "blobs");
    private static final String CONFIGURATION = "cfg";
    /** Where MMEngine and MMCV, and others, keep the names of the classes. */
    private static final List<List<String>> CLASS_NAMES = List.of(List.of("meta", "dataset_meta", "classes"),
        List.of("meta", "CLASSES"), List.of("classes"), List.of("class_names"));
    private static final int MAX_SHOWN = 8;
    private static final int MAX_DEPTH = 4;

    /** @throws IOException when it holds none; the message says what it holds instead */
    static StateDicts in(Object saved) throws IOException {
        if (!(saved instanceof Map || saved instanceof Opaque)) {
            throw new IOException("it holds no dictionary of tensors by their names");
        }
        Map<String, Object> dictionary = saved instanceof Opaque ? Map.of() : Pickled.dictionary(saved);
        Map<String, Map<String, Tensor>> found = new LinkedHashMap<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String name : USUAL) {
            collect(name, dictionary.get(name), seen, found);
        }
        collect("", saved, seen, found);
        if (found.isEmpty() && saved instanceof Opaque object) {
            throw new IOException(
                "it holds " + shown(object) + ", not tensors by their names. Where that is a network, save "
                    + "them in Python: torch.save(network.state_dict(), file)");
        } else if (found.isEmpty()) {
            throw new IOException("it holds no tensors" + (dictionary.isEmpty() ? "" : ", only " + String.join(", ",
                dictionary.entrySet().stream().limit(MAX_SHOWN).map(StateDicts::shown).toList())));
        }
        return new StateDicts(Collections.unmodifiableMap(found),
            dictionary.get(CONFIGURATION) instanceof String text ? Optional.of(text) : Optional.empty(),
            CLASS_NAMES.stream().map(path -> texts(at(dictionary, path))).filter(names -> !names.isEmpty()).findFirst()
                .orElse(List.of()));
    }

    private static Object at(Object dictionary, List<String> path) {
        Object at = dictionary;
        for (String name : path) {
            at = at instanceof Map<?, ?> entries ? entries.get(name) : null;
        }
        return at;
    }

    /** Names, each of another class; nothing where there is anything else. */
    private static List<String> texts(Object object) {
        List<String> texts = object instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
            ? list.stream().map(text -> ((String) text).strip()).toList() : List.of();
        return texts.contains("") || Set.copyOf(texts).size() < texts.size() ? List.of() : texts;
    }

    private static String shown(Map.Entry<String, Object> entry) {
        String name = PickleText.shortened(entry.getKey());
        return entry.getValue() instanceof Opaque object ? name + " (" + shown(object) + ")" : name;
    }

    private static String shown(Opaque object) {
        return "an object of " + object.name();
    }

    /** A dictionary may hold itself, or be held by many. */
    private static void collect(String place, Object object, Set<Object> seen, Map<String, Map<String, Tensor>> found)
        throws IOException {
        if (object instanceof Opaque module && seen.add(object)) {
            Map<String, Tensor> tensors = ModuleWeights.of(module);
            if (!tensors.isEmpty()) {
                found.put(place, tensors);
            }
        }
        if (!(object instanceof Map) || !seen.add(object)) {
            return;
        }
        Map<String, Object> dictionary = Pickled.dictionary(object);
        Map<String, Tensor> tensors = tensors(dictionary);
        if (!tensors.isEmpty()) {
            found.put(place, tensors);
        }
        if (place.split("/").length < MAX_DEPTH) {
            for (Map.Entry<String, Object> entry : dictionary.entrySet()) {
                collect(place.isEmpty() ? entry.getKey() : place + "/" + entry.getKey(), entry.getValue(), seen, found);
            }
        }
    }

    private static Map<String, Tensor> tensors(Map<String, Object> dictionary) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : dictionary.entrySet()) {
            Tensor tensor = tensor(entry.getValue());
            if (tensor != null) {
                tensors.put(entry.getKey(), tensor);
            }
        }
        return Collections.unmodifiableMap(tensors);
    }

    /** Paddle writes a nested tensor as a pair of another name and the array. Null when it is none. */
    private static Tensor tensor(Object value) throws IOException {
        Object found = value instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String ? pair.get(1)
            : value;
        return found instanceof NumpyArray array ? Tensor.of(array) : found instanceof Tensor tensor ? tensor : null;
    }
}
