package org.videoaction.knime.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Outline;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;

/**
 * What a model is: its network, what it takes, what it knows and how it was trained.
 *
 * @param parameters null, as what follows from the layers, of networks that are files of other programs
 * @param multiplyAccumulates of one clip
 * @param several whether it recognises several classes at once
 * @param detects whether it wants boxes with the clips
 * @param slowFast what its pathways have to do with each other; null where there is one pathway
 * @param foreign how a file of another program takes clips; null of other networks
 * @param origin what was done to it, the oldest first
 * @param whole whether what the first of these began with is known
 */
public record ModelCard(String network, Long parameters, Long multiplyAccumulates, VideoModel.Input input,
    Preprocessing preprocessing, Classes classes, boolean several, boolean detects, Outline outline, Ratios slowFast,
    Foreign foreign, List<Epoch> history, List<Done> origin, boolean whole) {

    public static final ViewPage PAGE = new ViewPage("model-card", "Model card");

    /** The ratios of a SlowFast network. */
    public record Ratios(int alpha, int betaInverse, Lateral.Kind lateral, int kernel) {}

    /**
     * How a network of another program takes clips.
     *
     * @param frames of each input
     * @param scores what it gives
     */
    public record Foreign(String form, String layout, boolean bytes, List<Integer> frames, String scores) {

        static Foreign of(ForeignNetwork network) {
            return new Foreign(network.form(), network.layout().title(), network.bytes(), network.frames(),
                network.probabilities() ? "probabilities" : network.labels() == Labels.ONE ? "scores for softmax"
                    : "scores for sigmoid");
        }
    }

    /**
     * Something that was done to the model.
     *
     * @param parts names and values of what is known of it, by what they are about
     * @param videos those that decided about it
     */
    public record Done(String action, String time, Map<String, Map<String, String>> parts, List<Videos> videos) {

        /** Few enough for a page. */
        private static final int LISTED = 10_000;

        /**
         * Videos of clips.
         *
         * @param purpose what the clips were for
         * @param all how many there are
         * @param listed the first of them
         */
        public record Videos(String purpose, int all, List<ClipOrigin.Video> listed) {}

        static List<Done> of(Provenance provenance) {
            return provenance.steps().stream().map(Done::of).toList();
        }

        private static Done of(Provenance.Step step) {
            Map<String, Map<String, String>> parts = new LinkedHashMap<>(step.parts());
            List<Videos> videos = new ArrayList<>();
            step.data().forEach((purpose, clips) -> {
                Map<String, String> facts = facts(clips);
                parts.put(purpose + " clips", facts);
                try {
                    List<ClipOrigin.Video> all = clips.list();
                    videos.add(new Videos(purpose, all.size(), all.subList(0, Math.min(LISTED, all.size()))));
                } catch (IllegalArgumentException e) {
                    facts.put("list of videos", e.getMessage());
                }
            });
            videos.removeIf(list -> list.all() == 0);
            return new Done(step.action(), step.time(), parts, videos);
        }

        private static Map<String, String> facts(ClipOrigin clips) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("clips", String.valueOf(clips.clips()));
            facts.put("videos", String.valueOf(clips.videos()));
            facts.put("folder", clips.folder());
            facts.put("fingerprint", clips.fingerprint());
            facts.putAll(clips.sampling());
            return facts;
        }
    }

    /** Declares the card as the view of a node that keeps its model. */
    public static DefaultView declare(RequireViewParameters view) {
        return PAGE.declare(view, """
            The network with a drawing of its pathways, its parameters and multiply-accumulates, the clips it takes, its
            classes, how it was trained, and all that was done to it before: with which videos, settings and versions.
            """, kept -> of((VideoModelPortObject) kept[0]));
    }

    /** The card of the model of a port. */
    public static ModelCard of(VideoModelPortObject model) {
        try {
            return of(model.load());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    static ModelCard of(VideoModel model) {
        VideoModel.Input input = model.input();
        if (model.architecture() instanceof ForeignNetwork network) {
            return new ModelCard(network.displayName(), null, null, input, model.preprocessing(), model.classes(),
                network.labels() == Labels.SEVERAL, false, null, null, Foreign.of(network), model.history(),
                Done.of(model.provenance()),
                model.provenance().isWhole());
        }
        int side = Math.min(input.height(), input.width());
        Complexity complexity = Complexity.of(model.architecture().network(), input.frames(), side);
        return new ModelCard(model.architecture().displayName(), complexity.parameters(),
            complexity.multiplyAccumulates(), input, model.preprocessing(), model.classes(),
            model.architecture().head().labels() == Labels.SEVERAL, model.architecture().head().detects(),
            Outline.of(model.architecture().network(), new Extent(input.frames(), side, side)), ratios(model), null,
            model.history(), Done.of(model.provenance()), model.provenance().isWhole());
    }

    private static Ratios ratios(VideoModel model) {
        return model.architecture() instanceof SlowFast network ? new Ratios(network.alpha(), network.betaInverse(),
            network.lateral().kind(), network.lateral().kernel()) : null;
    }
}
