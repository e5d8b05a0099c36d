package org.videoaction.data.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML file that CVAT exports as "CVAT for video 1.1". Nothing outside the file is read, whatever it names. */
final class CvatFile {

    private static final Set<String> TASKS = Set.of("task", "job");
    private static final Set<String> FACTS = Set.of("id", "name", "source", "start_frame", "stop_frame", "frame_filter");
    private static final Set<String> OTHER_SHAPES = Set.of("polygon", "polyline", "points", "ellipse", "cuboid", "mask",
        "skeleton");
    private static final int MOST_BOXES = 2_000_000;

    private final Path file;
    private final Problems problems;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Map<String, String>> tasks = new ArrayList<>();
    private final List<Track> tracks = new ArrayList<>();
    private int images;
    private int otherShapes;
    private int marks;

    private CvatFile(Path file) {
        this.file = file;
        problems = new Problems(file);
    }

    /**
     * Somebody's boxes.
     *
     * @param task the id of the task, or null
     * @param marks by frame
     */
    record Track(int line, int person, String label, String task, TreeMap<Integer, Mark> marks) {}

    /**
     * A box as it was drawn.
     *
     * @param outside whether there is nobody from here on
     * @param edges in pixels
     */
    record Mark(int line, boolean outside, double[] edges, Map<String, String> attributes) {}

    static List<ListedBox> boxes(BoxSource source) throws IOException {
        CvatFile cvat = new CvatFile(source.list());
        cvat.read();
        if (cvat.otherShapes > 0) {
            source.remarks().add("Shapes that are no boxes are passed over: " + cvat.otherShapes + ".");
        }
        return new CvatBoxes(source, cvat.problems, cvat.tasks).of(cvat.tracks);
    }

    private void read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + file + " does not exist.");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new IOException("The file " + file + " defines or uses entities, which CVAT's files do not.");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.pop();
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("The file " + file + " is not XML"
                + (e.getLocation() == null ? "" : " from line " + e.getLocation().getLineNumber() + " on") + ".", e);
        }
        problems.throwIfAny();
        if (marks == 0) {
            throw new IOException("The file " + file + (images > 0
                ? " is of \"CVAT for images\", which has no tracks. Export the task as \"CVAT for video 1.1\"."
                : otherShapes > 0 ? " has no boxes, but " + otherShapes + " other shapes."
                    : " has no track with a box; CVAT's \"CVAT for video 1.1\" has."));
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        String parent = path.isEmpty() ? "" : path.peek();
        if (TASKS.contains(name) || name.equals("meta")) {
            tasks.add(new HashMap<>());
        } else if (name.equals("image")) {
            images++;
        } else if (name.equals("track")) {
            track(xml);
        } else if (parent.equals("track") && name.equals("box")) {
            box(xml);
            return;
        } else if (parent.equals("track") && OTHER_SHAPES.contains(name)) {
            otherShapes++;
        } else if (isFact(name, parent)) {
            tasks.get(tasks.size() - 1).put(name, xml.getElementText().strip());
            return;
        }
        path.push(name);
    }

    private boolean isFact(String name, String parent) {
        return !tasks.isEmpty() && ((TASKS.contains(parent) || parent.equals("meta")) && FACTS.contains(name)
            || parent.equals("original_size") && (name.equals("width") || name.equals("height")));
    }

    private void track(XMLStreamReader xml) {
        int line = xml.getLocation().getLineNumber();
        int person = -1;
        try {
            person = whole(xml, "id");
        } catch (IllegalArgumentException e) {
            problems.add(line, e.getMessage());
        }
        tracks.add(new Track(line, person, text(xml, "label"), xml.getAttributeValue(null, "task_id"), new TreeMap<>()));
    }

    /** Reads to the end of the box. */
    private void box(XMLStreamReader xml) throws XMLStreamException {
        int line = xml.getLocation().getLineNumber();
        Map<String, String> attributes = new LinkedHashMap<>();
        try {
            int frame = whole(xml, "frame");
            Mark mark = new Mark(line, text(xml, "outside").equals("1"), edges(xml), attributes);
            tracks.get(tracks.size() - 1).marks().put(frame, mark);
            if (++marks > MOST_BOXES) {
                throw new XMLStreamException("more than " + MOST_BOXES + " boxes", xml.getLocation());
            }
        } catch (IllegalArgumentException e) {
            problems.add(line, e.getMessage());
        }
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                attributes.put(text(xml, "name"), xml.getElementText().strip());
            }
        }
    }

    private static double[] edges(XMLStreamReader xml) {
        double[] edges = new double[4];
        List<String> names = List.of("xtl", "ytl", "xbr", "ybr");
        for (int i = 0; i < edges.length; i++) {
            edges[i] = number(xml, names.get(i));
        }
        String rotation = text(xml, "rotation");
        return rotation.isEmpty() ? edges : round(edges, Math.toRadians(number(xml, "rotation")));
    }

    /** The upright box round one that is turned round its middle. */
    private static double[] round(double[] edges, double angle) {
        double x = (edges[0] + edges[2]) / 2;
        double y = (edges[1] + edges[3]) / 2;
        double wide = Math.abs(Math.cos(angle)) * (edges[2] - edges[0]) + Math.abs(Math.sin(angle)) * (edges[3] - edges[1]);
        double high = Math.abs(Math.sin(angle)) * (edges[2] - edges[0]) + Math.abs(Math.cos(angle)) * (edges[3] - edges[1]);
        return new double[] {x - wide / 2, y - high / 2, x + wide / 2, y + high / 2};
    }

    private static String text(XMLStreamReader xml, String attribute) {
        String text = xml.getAttributeValue(null, attribute);
        return text == null ? "" : text.strip();
    }

    private static double number(XMLStreamReader xml, String attribute) {
        return AvaLists.decimal(text(xml, attribute), "a number for " + attribute);
    }

    private static int whole(XMLStreamReader xml, String attribute) {
        return AvaLists.whole(text(xml, attribute), "a number for " + attribute);
    }
}
