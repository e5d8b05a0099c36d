package org.videoaction.data.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;

/** Rectangles of the VGG Image Annotator as boxes in shares of frames, whose size the videos themselves say. */
final class ViaBoxes {

    private static final int RECTANGLE = 2;

    private final BoxSource source;
    private final Problems problems;
    private final BoxCollector boxes = new BoxCollector();
    private final NamedActions names;
    private final FrameClock clock;
    private final Map<Path, FrameSize> sizes = new HashMap<>();
    private int passedOver;

    private ViaBoxes(BoxSource source) throws IOException {
        this.source = source;
        clock = new FrameClock(source);
        problems = new Problems(source.list());
        names = NamedActions.of(source.classFile());
    }

    static List<ListedBox> of(BoxSource source) throws IOException {
        ViaBoxes boxes = new ViaBoxes(source);
        JsonNode tree = isJson(source) ? JsonFile.readObject(source.list()) : MissingNode.getInstance();
        if (ViaProject.is(tree)) {
            for (ViaProject.Marked marked : ViaProject.marked(source.list(), tree, boxes.problems)) {
                boxes.add(marked);
            }
        } else {
            for (ViaPictures.Region region : ViaPictures.regions(source, boxes.problems)) {
                boxes.add(region);
            }
        }
        return boxes.listed();
    }

    private static boolean isJson(BoxSource source) throws IOException {
        return TextFile.content(source.list()).stripLeading().startsWith("{");
    }

    private void add(ViaPictures.Region region) throws IOException {
        if (!region.shape().path("name").asText().equals("rect")) {
            passedOver += region.shape().isEmpty() ? 0 : 1;
            return;
        }
        Path video = AvaLists.video(source.folder(), region.video());
        FrameSize size = Files.isRegularFile(region.picture()) ? ofPicture(region.picture()) : size(video);
        double seconds = clock.seconds(video, region.frame());
        try {
            double x = number(region.shape(), "x");
            double y = number(region.shape(), "y");
            double[] edges = {x / size.width(), y / size.height(), (x + number(region.shape(), "width")) / size.width(),
                (y + number(region.shape(), "height")) / size.height()};
            add(boxes.box(region.video(), seconds, edges, AvaLists.NOBODY, 1),
                ViaProject.actions(region.values(), source.attribute()));
        } catch (IllegalArgumentException e) {
            problems.add(region.line(), "in " + region.picture().getFileName() + ": " + e.getMessage());
        }
    }

    private static double number(JsonNode shape, String name) {
        return AvaLists.decimal(shape.path(name).asText(), "a number for " + name);
    }

    private FrameSize ofPicture(Path picture) throws IOException {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(picture.toFile())) {
            Iterator<ImageReader> readers = bytes == null ? Collections.emptyIterator() : ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new IOException("The picture " + picture + " of " + source.list() + " cannot be read.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes);
                return new FrameSize(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        }
    }

    private void add(ViaProject.Marked marked) throws IOException {
        double[] shape = marked.shape();
        if (marked.times().length != 1 || shape.length != 5 || shape[0] != RECTANGLE) {
            passedOver++;
            return;
        }
        FrameSize size = size(AvaLists.video(source.folder(), marked.name()));
        try {
            double[] edges = {shape[1] / size.width(), shape[2] / size.height(), (shape[1] + shape[3]) / size.width(),
                (shape[2] + shape[4]) / size.height()};
            add(boxes.box(marked.name(), marked.times()[0], edges, AvaLists.NOBODY, 1),
                ViaProject.actions(marked.values(), source.attribute()));
        } catch (IllegalArgumentException e) {
            problems.add(marked.line(), "in metadata " + marked.id() + ": " + e.getMessage());
        }
    }

    private void add(AvaBox box, List<String> actions) {
        boxes.add(box, null);
        actions.forEach(action -> boxes.add(box, names.of(action)));
    }

    private FrameSize size(Path video) throws IOException {
        FrameSize known = sizes.get(video);
        if (known != null) {
            return known;
        }
        if (!Files.exists(video)) {
            throw new IOException("The video " + video + " of " + source.list()
                + " is not there. It is needed to tell the size of its frames, since boxes are in pixels.");
        }
        VideoReport report = new VideoProbe(VideoLimits.DEFAULT).scan(video);
        VideoInfo info = report.info();
        if (info == null) {
            throw new IOException("The video " + video + " of " + source.list() + " " + report.reason() + ".");
        }
        FrameSize size = info.shown();
        sizes.put(video, size);
        return size;
    }

    private List<ListedBox> listed() throws IOException {
        problems.throwIfAny();
        List<AvaBox> found = new ArrayList<>(boxes.boxes());
        if (found.isEmpty()) {
            throw new IOException("The file " + source.list() + " has no rectangle in a frame of a video"
                + (passedOver > 0 ? ", but " + passedOver + " other marks."
                    : "; projects of the VGG Image Annotator have."));
        }
        if (passedOver > 0) {
            source.remarks().add("Marked segments, pictures and other shapes than rectangles are passed over: " + passedOver
                + ".");
        }
        boxes.remark(source.remarks());
        names.remark(source.list(), source.remarks());
        found.sort(Comparator.comparing(AvaBox::video).thenComparingDouble(AvaBox::seconds));
        return found.stream()
            .map(box -> new ListedBox(box, AvaLists.video(source.folder(), box.video()), box.seconds(), null)).toList();
    }
}
