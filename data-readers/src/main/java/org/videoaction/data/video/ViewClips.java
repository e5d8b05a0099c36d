package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.View;

/** Collects the frames that the views of one video want; each frame is scaled once for each size that is wanted. */
final class ViewClips implements AutoCloseable {

    private final List<View> views;
    private final List<ByteBuffer> clips;
    private final int rotation;
    private final Function<FrameSize, FrameScaler> newScaler;
    private final TreeMap<Integer, List<Place>> missing = new TreeMap<>();
    private final Map<FrameSize, FrameScaler> scalers = new HashMap<>();

    /** Frame number {@code time} of a view. */
    private record Place(int view, int time) {}

    /**
     * @param clips the memory of each view
     * @param rotation by which a decoded frame is turned to stand upright, in degrees counter-clockwise
     * @param newScaler makes the scaler to a size
     */
    ViewClips(List<View> views, List<ByteBuffer> clips, int rotation, Function<FrameSize, FrameScaler> newScaler) {
        this.views = views;
        this.clips = clips;
        this.rotation = rotation;
        this.newScaler = newScaler;
        for (int v = 0; v < views.size(); v++) {
            int[] frames = views.get(v).frames();
            for (int t = 0; t < frames.length; t++) {
                missing.computeIfAbsent(frames[t], frame -> new ArrayList<>()).add(new Place(v, t));
            }
        }
    }

    /** Whether every frame has come. */
    boolean complete() {
        return missing.isEmpty();
    }

    /** How many frames have not come. */
    int size() {
        return missing.size();
    }

    /** The first frame that has not come; there must be one. */
    int next() {
        return missing.firstKey();
    }

    /** Whether a frame is still to come. */
    boolean wants(int frame) {
        return missing.containsKey(frame);
    }

    /** Copies what the views want of a frame. */
    void take(AVFrame frame, int index) throws VideoException {
        List<Place> places = missing.remove(index);
        if (places == null) {
            return;
        }
        Map<FrameSize, List<Place>> bySize = places.stream()
            .collect(Collectors.groupingBy(place -> space(place).scaled()));
        for (Map.Entry<FrameSize, List<Place>> alike : bySize.entrySet()) {
            PlanarFrame scaled = upright(frame, alike.getKey(), alike.getValue().stream().map(this::space).toList());
            for (Place place : alike.getValue()) {
                copy(scaled, space(place), clips.get(place.view()), place.time(),
                    views.get(place.view()).frames().length);
            }
        }
    }

    private Crop space(Place place) {
        return views.get(place.view()).space();
    }

    /** Scales as much of a frame as its crops need; of one that is turned, all. */
    private PlanarFrame upright(AVFrame frame, FrameSize size, List<Crop> crops) throws VideoException {
        if (rotation != 0) {
            FrameSize coded = rotation % 180 == 0 ? size : size.turned();
            return scalers.computeIfAbsent(coded, newScaler).scale(frame).turned(rotation);
        }
        return scalers.computeIfAbsent(size, newScaler).scale(frame, crops.stream().mapToInt(Crop::y).min().orElseThrow(),
            crops.stream().mapToInt(crop -> crop.y() + crop.height()).max().orElseThrow());
    }

    /** Copies a crop of a frame to its place in a clip of C x T x H x W bytes. */
    private static void copy(PlanarFrame frame, Crop crop, ByteBuffer clip, int time, int length) {
        int width = crop.width();
        for (int channel = 0; channel < PlanarFrame.CHANNELS; channel++) {
            int plane = (channel * length + time) * width * crop.height();
            for (int row = 0; row < crop.height(); row++) {
                if (crop.flipped()) {
                    frame.copyRowFlipped(channel, crop.y() + row, crop.x(), width, clip, plane + row * width);
                } else {
                    frame.copyRow(channel, crop.y() + row, crop.x(), width, clip, plane + row * width);
                }
            }
        }
    }

    @Override
    public void close() {
        scalers.values().forEach(FrameScaler::close);
        scalers.clear();
    }
}
