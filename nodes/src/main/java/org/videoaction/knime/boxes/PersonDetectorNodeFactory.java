package org.videoaction.knime.boxes;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PERSON;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.SCORE;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.Progress;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.video.VideoException;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.knime.view.PersonTimeline;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.detection.PersonBox;
import org.videoaction.model.detection.PersonFinder;
import org.videoaction.model.detection.VideoPersons;

/** Finds the persons in videos. */
public final class PersonDetectorNodeFactory extends DefaultNodeFactory {

    private static final Column<Boolean> FILLED = Column.flag("Filled in");
    private static final Column<String> PROPERTY = Column.text("Property");
    private static final Column<String> VALUE = Column.text("Value");
    private static final List<ToDoubleFunction<RelativeBox>> SIDES = List.of(RelativeBox::x1, RelativeBox::y1,
        RelativeBox::x2, RelativeBox::y2);

    /** Somebody in a key frame of a video. */
    private record Row(String video, PersonBox found) {}

    private static final Columns<Row> BOXES = boxes();
    private static final Columns<VideoPersons> FAILED = new Columns<VideoPersons>().with(PROBLEM, VideoPersons::problem);
    private static final Columns<Map.Entry<String, String>> CARD = new Columns<Map.Entry<String, String>>()
        .with(PROPERTY, Map.Entry::getKey).with(VALUE, Map.Entry::getValue);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Person Detector")
        .icon("person-detector.png")
        .shortDescription("Finds the persons in videos and says who is who.")
        .fullDescription("""
            Looks at a key frame every so often in each video and finds the persons in it, in the columns that the Action
            Detector and the Frame Sampler take. The detector is a published one or a file of anybody's, ONNX or TorchScript; what
            form its output has is recognized. Boxes of neighboring frames are joined to persons by ByteTrack's two stages
            with a Kalman filter, and gaps are filled in. Any other class of a detector is found as well. A video that cannot be
            read is a row of the second output, with the reason; one of which a part is missing or damaged is in both.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputTable("Paths", """
                One row per video, with its path; a video that several rows name, as those of its segments do, is looked at once.
                """)
            .addOutputTable("Boxes", """
                One row per person and key frame: the video, the time, the edges of the box in shares of the frame, the
                detector's score, the number of the person in the video, and whether the box was filled in.
                """)
            .addOutputTable("Failures", "The rows whose videos cannot be read, or not as a whole, with the reason."))
        .model(model -> model.parametersClass(PersonDetectorParameters.class)
            .configure(PersonDetectorNodeFactory::configure)
            .execute(PersonDetectorNodeFactory::execute))
        .addView(PersonDetectorNodeFactory::view)
        .addExternalResource("https://arxiv.org/abs/2110.06864", "ByteTrack (Zhang et al., 2022)")
        .nodeType(NodeType.Predictor)
        .keywords("person", "object detection", "tracking", "boxes", "AVA", "YOLO", "YOLOX", "DETR", "RT-DETR", "ByteTrack",
            "ONNX", "video");

    public PersonDetectorNodeFactory() {
        super(NODE);
    }

    private static Columns<Row> boxes() {
        Columns<Row> columns = new Columns<Row>().with(PATH, Row::video).with(TIME, row -> row.found().seconds());
        for (int side = 0; side < SIDES.size(); side++) {
            ToDoubleFunction<RelativeBox> edge = SIDES.get(side);
            columns = columns.with(EDGES.get(side), row -> edge.applyAsDouble(row.found().box()));
        }
        return columns.with(SCORE, row -> row.found().score())
            .with(PERSON, row -> row.found().person() == 0 ? null : row.found().person())
            .with(FILLED, row -> !row.found().seen());
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        PersonDetectorParameters parameters = in.getParameters();
        parameters.check();
        DataTableSpec table = in.getInTableSpec(0);
        PathColumn.name(table, parameters.pathColumn);
        out.setOutSpecs(BOXES.spec(), FAILED.after(table));
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        PersonDetectorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        String paths = NodeWork.run(exec, progress -> PathColumn.name(table.getDataTableSpec(), parameters.pathColumn));
        VideoPlaces places = new VideoPlaces();
        List<TableRow> videos = places.videos(table, paths);
        TableWriter<Row> boxes = BOXES.writer(exec);
        TableWriter<VideoPersons> failures = FAILED.writer(table.getDataTableSpec(), exec);
        Map<String, String> card = new LinkedHashMap<>();
        card.put("Detector", parameters.detector.title());
        int[] partly = {0};
        NodeWork.run(exec, progress -> {
            try (ObjectDetector detector = parameters.detector.open(parameters.settings(), progress)) {
                card.putAll(detector.card());
                PersonFinder finder = parameters.finder(detector, places);
                double share = 1.0 / Math.max(1, videos.size());
                long done = 0;
                for (TableRow row : videos) {
                    VideoPlaces.Place place = places.of(row, paths);
                    double before = done++ * share;
                    VideoPersons persons = persons(row, paths, place, places, finder, (fraction,
                        message) -> progress.report(before + share * fraction, place.name() + ": " + message));
                    persons.boxes().forEach(box -> boxes.add(new Row(place.name(), box)));
                    if (persons.problem() != null) {
                        failures.add(row.row(), persons);
                        partly[0] += persons.keyFrames() > 0 ? 1 : 0;
                    }
                }
            }
            return null;
        });
        BufferedDataTable found = boxes.close();
        BufferedDataTable failed = failures.close();
        warn(failed.size() - partly[0], partly[0], videos.size(), out);
        out.setOutData(0, found);
        out.setOutData(1, failed);
        out.setInternalData(found, CARD.table(card.entrySet(), Map.Entry::getKey, exec));
    }

    private static VideoPersons persons(TableRow row, String paths, VideoPlaces.Place place, VideoPlaces places,
        PersonFinder finder, Progress progress) {
        if (row.cell(paths).isMissing()) {
            return new VideoPersons(List.of(), 0, "has no path");
        }
        try {
            places.fetch(place.path(), progress);
            return finder.find(place.path(), progress);
        } catch (VideoException e) {
            return new VideoPersons(List.of(), 0, e.reason());
        }
    }

    private static void warn(long failed, int partly, long all, ExecuteOutput out) {
        if (failed + partly > 0) {
            out.setWarningMessage(failed + " of " + all + " videos cannot be read"
                + (partly > 0 ? ", " + partly + " only in part" : "") + "; the second output says why.");
        }
    }

    private static DefaultView view(RequireViewParameters view) {
        return PersonTimeline.declare(view, kept -> timeline(kept));
    }

    private static PersonTimeline timeline(PortObject[] kept) {
        Map<String, String> card = new LinkedHashMap<>();
        for (TableRow row : TableRow.of((BufferedDataTable) kept[1])) {
            card.put(row.get(PROPERTY), row.get(VALUE));
        }
        PersonTimeline.Builder timeline = new PersonTimeline.Builder(card);
        for (TableRow row : TableRow.of((BufferedDataTable) kept[0])) {
            Integer person = row.get(PERSON);
            timeline.add(row.get(PATH), person == null ? 0 : person, row.get(TIME), row.get(FILLED));
        }
        return timeline.timeline();
    }
}
