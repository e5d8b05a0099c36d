package org.videoaction.model.format;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.data.pickle.NumpyArray;
import org.videoaction.data.pickle.PickleText;
import org.videoaction.data.pickle.Pickled;

/**
 * The weights among all that a training program saves: the dictionary itself, or the one that it keeps under the usual name,
 * beside an optimiser's state and records of the training.
 */
record StateDict(Map<String, Tensor> tensors, Optional<String> configuration) {

    /** MMEngine; PySlowFast and PyTorchVideo; others; Caffe2. */
    private static final List<String> NAMES = List.of("state_dict", "model_state", "model_state_dict", "model", "blobs");
    private static final String CONFIGURATION = "cfg";
    private static final int MAX_SHOWN = 8;

    /** @throws IOException when it holds none; the message says what it holds instead */
    static StateDict in(Object saved) throws IOException {
        if (!(saved instanceof Map)) {
            throw new IOException("it holds no dictionary of tensors by their names");
        }
        Map<String, Object> dictionary = Pickled.dictionary(saved);
        Optional<String> configuration = dictionary.get(CONFIGURATION) instanceof String text ? Optional.of(text)
            : Optional.empty();
        for (String name : NAMES) {
            if (dictionary.get(name) instanceof Map) {
                Map<String, Tensor> tensors = tensors(Pickled.dictionary(dictionary.get(name)));
                if (!tensors.isEmpty()) {
                    return new StateDict(tensors, configuration);
                }
            }
        }
        Map<String, Tensor> tensors = tensors(dictionary);
        if (tensors.isEmpty()) {
            throw new IOException("it holds no tensors" + (dictionary.isEmpty() ? "" : ", only " + String.join(", ",
                dictionary.keySet().stream().limit(MAX_SHOWN).map(PickleText::shortened).toList())));
        }
        return new StateDict(tensors, configuration);
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
