package org.videoaction.model.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.videoaction.model.format.Tensor;

/**
 * A network among all that a file holds: programs wrap networks, which puts words before all names, and keep several of them
 * side by side.
 *
 * @param place the names that lead to its dictionary, empty for the file's own
 * @param prefix what the names of its tensors start with there
 * @param tensors without the prefix
 */
record FoundNetwork(String place, String prefix, NamedTensors tensors) {

    private static final Pattern AVERAGED = Pattern.compile("(?i)(?:.*[^a-z])?(?:ema|swa|averaged?|avg)(?:[^a-z].*)?");
    private static final String AVERAGE = "ema_";
    /** What wrappers of networks are mostly called. */
    private static final Pattern WRAPPERS = Pattern.compile("(?:module\\.|model\\.|net\\.|network\\.|_orig_mod\\.)*");
    private static final Set<String> USUAL_PLACES = Set.of("", "state_dict", "model_state", "model_state_dict", "model",
        "blobs");
    private static final int MAX_FOUND = 16;
    private static final int MAX_TRIED = 64;

    /**
     * All networks of a file. Averages over the training come after the weights themselves; otherwise they are in the order of
     * the dictionaries, in one from the shortest prefix on.
     *
     * @param states dictionaries of tensors by the names that lead to them
     */
    static List<FoundNetwork> in(Map<String, Map<String, Tensor>> states) {
        List<FoundNetwork> found = new ArrayList<>();
        states.forEach((place, tensors) -> in(place, tensors).stream().limit(MAX_FOUND - found.size()).forEach(found::add));
        found.sort(Comparator.comparing(FoundNetwork::isAveraged));
        return found;
    }

    private static List<FoundNetwork> in(String place, Map<String, Tensor> tensors) {
        List<FoundNetwork> found = new ArrayList<>();
        Set<String> stems = NamedTensors.stems(tensors);
        Set<String> taken = new HashSet<>();
        Set<String> tried = new HashSet<>();
        for (String name : tensors.keySet()) {
            stems.stream().filter(stem -> endsWith(name, stem)).forEach(stem -> {
                for (String prefix : prefixes(name.substring(0, name.length() - stem.length()))) {
                    if (!taken.contains(name) && tried.size() < MAX_TRIED && tried.add(prefix)) {
                        network(place, prefix, tensors).ifPresent(network -> {
                            found.add(network);
                            network.tensors.stems().forEach(own -> taken.add(prefix + own));
                        });
                    }
                }
            });
        }
        found.sort(Comparator.comparing(network -> network.prefix.length()));
        return found;
    }

    private static boolean endsWith(String name, String stem) {
        return name.equals(stem) || name.endsWith("." + stem) || name.endsWith(AVERAGE + stem);
    }

    /** From none to the whole, word by word. */
    private static List<String> prefixes(String whole) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        for (int end = whole.indexOf('.') + 1; end > 0; end = whole.indexOf('.', end) + 1) {
            prefixes.add(whole.substring(0, end));
        }
        prefixes.add(whole);
        return prefixes;
    }

    private static Optional<FoundNetwork> network(String place, String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), tensor);
            }
        });
        return NamedTensors.recognised(own).map(named -> new FoundNetwork(place, prefix, named));
    }

    /** Whether it is the average over the last part of a training, which many programs keep beside the weights. */
    boolean isAveraged() {
        return AVERAGED.matcher(place).matches() || AVERAGED.matcher(prefix).matches();
    }

    /** Whether a tensor of the same dictionary is of this network, or of an average that has its names without dots. */
    boolean claims(String name) {
        return !prefix.isEmpty() && name.startsWith(prefix) || name.startsWith(AVERAGE);
    }

    /** What a person should know of the choice of the first of a file's networks, nothing where there was none. */
    static List<String> remarks(List<FoundNetwork> found, Set<String> names) {
        FoundNetwork chosen = found.get(0);
        List<String> others = new ArrayList<>(found.subList(1, found.size()).stream().map(FoundNetwork::shown).toList());
        if (!chosen.isAveraged() && names.stream().anyMatch(name -> name.startsWith(AVERAGE)) && others.isEmpty()) {
            others.add("the averages over the training whose names start with \"" + AVERAGE + "\"");
        }
        boolean usual = USUAL_PLACES.contains(chosen.place) && WRAPPERS.matcher(chosen.prefix).matches();
        return usual && others.isEmpty() ? List.of() : List.of("Read are " + chosen.shown()
            + (others.isEmpty() ? "" : ", not " + ImportedModel.listed(others)));
    }

    private String shown() {
        return (isAveraged() ? "the averages over the training" : "the weights")
            + (place.isEmpty() ? "" : " under " + place)
            + (prefix.isEmpty() ? place.isEmpty() ? " of the file itself" : ""
                : " whose names start with \"" + prefix + "\"");
    }
}
