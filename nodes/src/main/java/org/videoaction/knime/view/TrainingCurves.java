package org.videoaction.knime.view;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.training.MixedClip;
import org.videoaction.model.training.RateCurve;

/**
 * The course of training: loss, accuracy and learning rate over epochs.
 *
 * @param rates how the learning rate was found; null where it was not
 * @param mixed some clips as they are mixed; none where they are not
 */
public record TrainingCurves(List<Epoch> epochs, RateCurve rates, List<Mixed> mixed) {

    /**
     * A clip as mixup or CutMix shows it to the network.
     *
     * @param labels its classes with their shares, in words
     */
    public record Mixed(String labels, Picture picture) {

        public static Mixed of(MixedClip clip) {
            return new Mixed(clip.shares().entrySet().stream()
                .map(share -> String.format(Locale.ROOT, "%s %.0f%%", share.getKey(), 100 * share.getValue()))
                .collect(Collectors.joining(", ")), Picture.of(clip.picture()));
        }
    }

    static final ViewPage PAGE = new ViewPage("training-curves", "Training curves");

    /** Curves of training whose learning rate was set. */
    public TrainingCurves(List<Epoch> epochs) {
        this(epochs, null, List.of());
    }

    /** @param data the curves, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], TrainingCurves> data) {
        return PAGE.declare(view, """
            Loss, accuracy and learning rate over the epochs, of training and, where there are validation clips, of
            validation; with several labels or boxes its mean average precision too. Where the learning rate was found first, the
            loss over the rates that were tried; where clips are mixed, some of the first ones as the network sees them. The view is there when the node has
            been executed; while it runs, its progress says the same of the present epoch.
            """, data::apply);
    }

    /** The page as a file with these curves, which a browser loads again every so many seconds. */
    public String refreshed(int seconds) throws IOException {
        return PAGE.refreshed(this, seconds);
    }
}
