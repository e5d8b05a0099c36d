package org.videoaction.model.detection;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.model.tracking.TrackBox;

/**
 * Finds the objects of one class in frames. The form of what its network gives is found out by a trial with a gray picture.
 * For one thread at a time.
 */
public final class ObjectDetector implements AutoCloseable {

    /** The gray beside a frame, as the makers of all these networks have it. */
    private static final int GRAY = 114;

    private final DetectorNetwork network;
    private final DetectorSettings settings;
    private final FrameSize input;
    private final OutputForm form;
    private final FrameFit fit;
    private final PixelValues pixels;
    private final ObjectClasses classes;
    private final int kept;
    private final String outputs;
    private final float[][] tables;
    private final float[] picture;

    /**
     * @param network is closed with the detector, and where it is refused
     * @throws IllegalArgumentException when the network gives none of the forms, or not the chosen one, or no such class
     */
    public ObjectDetector(DetectorNetwork network, DetectorSettings settings) {
        this.network = network;
        this.settings = settings;
        try {
            this.input = network.size().orElse(settings.size());
            this.picture = new float[PlanarFrame.CHANNELS * input.width() * input.height()];
            Arrays.fill(picture, GRAY / 255f);
            List<NetworkOutput> trial = network.run(picture, input);
            this.outputs = trial.stream().map(NetworkOutput::title).collect(Collectors.joining(", "));
            this.form = form(trial);
            this.fit = settings.fit().orElse(form.fit());
            this.pixels = settings.pixels().or(network::pixels).orElse(form.pixels());
            this.classes = form.decoder().classes(trial, input);
            this.kept = classes.number(settings.kept());
            this.tables = new float[][] {pixels.table(0), pixels.table(1), pixels.table(2)};
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    private OutputForm form(List<NetworkOutput> trial) {
        Optional<OutputForm> found = OutputForm.of(trial, input);
        Optional<OutputForm> chosen = settings.form();
        if (chosen.isPresent() && !chosen.get().decoder().reads(trial, input)) {
            throw new IllegalArgumentException(
                "The detector gives " + outputs + " for " + size() + " pixels, which is not of "
                    + "the form that was chosen, " + chosen.get().title() + "."
                    + found.map(form -> " It looks like " + form.title() + ".").orElse(""));
        }
        return chosen.or(() -> found)
            .orElseThrow(() -> new IllegalArgumentException("The detector gives " + outputs + " for "
                + size() + " pixels, which is none of the known forms: "
                + Arrays.stream(OutputForm.values()).map(OutputForm::title).collect(Collectors.joining("; ")) + "."));
    }

    private String size() {
        return input.width() + " x " + input.height();
    }

    /** What the network is taken for, as names and values for people. */
    public Map<String, String> card() {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("Output", outputs);
        card.put("Form", form.title() + (settings.form().isPresent() ? "" : " (recognized)"));
        card.put("Input", size() + " pixels, " + fit.title());
        card.put("Pixel values", pixels.title());
        card.put("Class", classes.title(kept));
        return card;
    }

    /** The size in which it wants frames. */
    public FrameSize scaled(FrameSize frame) {
        return fit.place(frame, input).scaled();
    }

    /**
     * The objects in a frame, from the best score on.
     *
     * @param frame its size as shown
     * @param scaled the frame in the size that it is wanted in: red, green and blue, row by row
     */
    public List<Detection> detect(FrameSize frame, ByteBuffer scaled) {
        FrameFit.Placement place = fit.place(frame, input);
        fill(scaled, place);
        List<Candidate> found = form.decoder().candidates(network.run(picture, input), input, settings.least()).stream()
            .filter(candidate -> candidate.label() == kept).toList();
        List<Candidate> objects = Suppression.of(found, form.isSuppressedHere() ? settings.overlap() : 1);
        List<Detection> detections = new ArrayList<>();
        objects.forEach(object -> inFrame(object.box(), place)
            .ifPresent(box -> detections.add(new Detection(box, Math.min(1, object.score())))));
        return detections;
    }

    private void fill(ByteBuffer scaled, FrameFit.Placement place) {
        int width = place.scaled().width();
        int height = place.scaled().height();
        int plane = input.width() * input.height();
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            int color = pixels.color(channel);
            float[] table = tables[color];
            Arrays.fill(picture, channel * plane, (channel + 1) * plane, table[GRAY]);
            for (int y = 0; y < height; y++) {
                int from = (color * height + y) * width;
                int to = channel * plane + (y + place.top()) * input.width() + place.left();
                for (int x = 0; x < width; x++) {
                    picture[to + x] = table[scaled.get(from + x) & 0xff];
                }
            }
        }
    }

    /** What lies in the frame of a box, nothing where that has no area, as of broken numbers. */
    private static Optional<RelativeBox> inFrame(TrackBox box, FrameFit.Placement place) {
        double x1 = share(box.x1() - place.left(), place.scaled().width());
        double y1 = share(box.y1() - place.top(), place.scaled().height());
        double x2 = share(box.x2() - place.left(), place.scaled().width());
        double y2 = share(box.y2() - place.top(), place.scaled().height());
        return x1 < x2 && y1 < y2 ? Optional.of(new RelativeBox(x1, y1, x2, y2)) : Optional.empty();
    }

    private static double share(double pixels, int side) {
        return Math.max(0, Math.min(1, pixels / side));
    }

    @Override
    public void close() {
        network.close();
    }
}
