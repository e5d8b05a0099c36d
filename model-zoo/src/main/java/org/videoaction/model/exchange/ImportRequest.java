package org.videoaction.model.exchange;

import java.util.Optional;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;

/**
 * What the user knows of a file of weights.
 *
 * @param network its network, nothing to find out from the file
 * @param classes the number of classes, 0 for the file's own; another number replaces the classifier
 * @param classNames by index, empty for the file's names or the indices
 * @param preprocessing how its training normalised bytes, nothing for what its program mostly does
 * @param side of the clips in pixels, 0 for that of the training
 * @param seed of a new classifier
 * @param foreign the clips of networks that other programs wrote as ONNX or TorchScript
 */
public record ImportRequest(Optional<ModelZoo.Entry> network, int classes, Classes classNames,
    Optional<Preprocessing> preprocessing, int side, long seed, ForeignClips foreign) {

    /** All as the file has it. */
    public static final ImportRequest AUTOMATIC = new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.empty(), 0,
        0);

    /** Of weights, whose files say what clips they take. */
    public ImportRequest(Optional<ModelZoo.Entry> network, int classes, Classes classNames,
        Optional<Preprocessing> preprocessing, int side, long seed) {
        this(network, classes, classNames, preprocessing, side, seed, ForeignClips.AUTOMATIC);
    }

    public ImportRequest {
        if (classes < 0 || side < 0) {
            throw new IllegalArgumentException("Neither the number of classes nor the size of clips is negative.");
        }
        if (classes > 0 && !classNames.isEmpty() && classNames.size() != classes) {
            throw new IllegalArgumentException("There are " + classNames.size() + " class names for " + classes
                + " classes.");
        }
    }

    /** The same with class names. */
    public ImportRequest naming(Classes names) {
        return new ImportRequest(network, classes, names, preprocessing, side, seed, foreign);
    }

    /** How many classes are asked for, 0 when that is left to the file. */
    int wantedClasses() {
        return classes > 0 ? classes : classNames.size();
    }
}
