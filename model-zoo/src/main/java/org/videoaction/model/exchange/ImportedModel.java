package org.videoaction.model.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.videoaction.data.list.Classes;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;

/**
 * A model from a file, with all that its reader decided.
 *
 * @param origin whose file it is
 * @param remarks sentences on what was chosen among all that the file holds
 * @param assumptions what the file does not say and was taken as its code base has it
 * @param renewed tensors that were initialised anew: the classifier's, where the file has another number of classes or none
 * @param leftOver tensors of the file that the network has no use for
 */
public record ImportedModel(VideoModel model, String origin, List<String> remarks, List<String> assumptions,
    List<String> renewed,
    List<String> leftOver) {

    private static final int MAX_SHOWN = 5;
    private static final String WRITER = "written by";

    public ImportedModel {
        remarks = List.copyOf(remarks);
        assumptions = List.copyOf(assumptions);
        renewed = List.copyOf(renewed);
        leftOver = List.copyOf(leftOver);
    }

    /** Whether this extension wrote the file, which has the names of its classes then. */
    public boolean isOurs() {
        return origin.equals(CodeBase.OURS.title());
    }

    /** The same with numbers in the place of the class names, unless it is this extension's. */
    public ImportedModel numbered() {
        return isOurs() ? this : called(Classes.numbered(model.classes().size()));
    }

    /** The same with other names for its classes. */
    public ImportedModel called(Classes classes) {
        return new ImportedModel(model.called(classes), origin, remarks, assumptions, renewed, leftOver);
    }

    /** The same with one more assumption. */
    public ImportedModel assuming(String assumption) {
        return new ImportedModel(model, origin, remarks,
            Stream.concat(assumptions.stream(), Stream.of(assumption)).toList(), renewed, leftOver);
    }

    /**
     * The same, which tells the file that it is from. Of files of ours that are read and written again and again, the last
     * counts.
     *
     * @param hash the file's SHA-256
     */
    ImportedModel from(String file, String hash) {
        Map<String, String> source = new LinkedHashMap<>();
        source.put("file", file);
        source.put("SHA-256", hash);
        source.put(WRITER, origin);
        Map<String, String> choices = new LinkedHashMap<>();
        if (!assumptions.isEmpty()) {
            choices.put("taken for granted", String.join("; ", assumptions));
        }
        if (!renewed.isEmpty()) {
            choices.put("new and untrained", listed(renewed));
        }
        List<Provenance.Step> before = model.provenance().steps();
        boolean again = !before.isEmpty() && before.get(before.size() - 1).action().equals(Provenance.READ)
            && isOurs() && CodeBase.OURS.title().equals(before.get(before.size() - 1).start().get(WRITER))
            && before.get(before.size() - 1).settings().isEmpty();
        Provenance known = again ? new Provenance(before.subList(0, before.size() - 1)) : model.provenance();
        return new ImportedModel(model.from(known.with(Provenance.Step.always(Provenance.READ, source, choices))), origin,
            remarks,
            assumptions, renewed, leftOver);
    }

    /** Whether there is more to say than that it was read. */
    public boolean needsAttention() {
        return !remarks.isEmpty() || !assumptions.isEmpty() || !renewed.isEmpty() || !leftOver.isEmpty();
    }

    /** All of this in sentences. */
    public String summary() {
        StringBuilder summary = new StringBuilder(model.architecture().displayName() + " of " + origin + ", "
            + model.classes().size() + " classes.");
        remarks.forEach(remark -> summary.append(' ').append(remark).append('.'));
        if (!assumptions.isEmpty()) {
            summary.append(" Not in the file and taken for granted: ").append(String.join("; ", assumptions)).append('.');
        }
        if (!renewed.isEmpty()) {
            summary.append(" The classifier is new and has to be trained: ").append(String.join(", ", renewed))
                .append('.');
        }
        if (!leftOver.isEmpty()) {
            summary.append(" Not used: ").append(listed(leftOver)).append('.');
        }
        return summary.toString();
    }

    /** The first few and how many more. */
    static String listed(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(MAX_SHOWN, names.size())));
        return names.size() <= MAX_SHOWN ? shown : shown + " and " + (names.size() - MAX_SHOWN) + " more";
    }
}
