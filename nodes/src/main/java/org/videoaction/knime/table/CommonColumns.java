package org.videoaction.knime.table;

import java.util.List;
import java.util.stream.Stream;

/** The columns that several tables have. Saved workflows refer to their names, so these are for ever. */
public final class CommonColumns {

    /** The path of a video or of another file. */
    public static final Column<String> PATH = Column.text("Path");
    /** The path of a video of which a network says something. */
    public static final Column<String> VIDEO = Column.text("Video");
    /** The class of a video, the first of several. */
    public static final Column<String> LABEL = Column.text("Label");
    /** The classes of a video. */
    public static final Column<List<String>> LABELS = Column.texts("Labels");
    /** When something begins, in seconds after the video's first frame. */
    public static final Column<Double> START = Column.number("Start (s)");
    /** When it ends. */
    public static final Column<Double> END = Column.number("End (s)");
    /** How many frames a video has. */
    public static final Column<Integer> FRAMES = Column.count("Frames");
    /** How many pictures lie before a video's first one in a folder of several videos' frames. */
    public static final Column<Integer> OFFSET = Column.count("Frame offset");
    /** The most probable class. */
    public static final Column<String> PREDICTION = Column.text("Prediction");
    /** The probability of the most probable class. */
    public static final Column<Double> CONFIDENCE = Column.share("Confidence");
    /** How many views of a video are put together. */
    public static final Column<Integer> VIEWS = Column.count("Views");
    /** How many videos there are. */
    public static final Column<Integer> VIDEOS = Column.count("Videos");
    /** The average precision of a class. */
    public static final Column<Double> AVERAGE_PRECISION = Column.number("Average precision");
    /** What came of reading a video. */
    public static final Column<String> STATUS = Column.text("Status");
    /** Why a video or something else cannot be used, or what is wrong with it. */
    public static final Column<String> PROBLEM = Column.text("Problem").formerly("Reason");

    /** When a key frame is shown, in seconds after the video's first frame. */
    public static final Column<Double> TIME = Column.number("Time (s)");
    /** The edges of a box in shares of the frame: x1, y1, x2, y2. */
    public static final List<Column<Double>> EDGES = Stream.of("X1", "Y1", "X2", "Y2").map(Column::number).toList();
    /** What happens in a box. */
    public static final Column<List<String>> ACTIONS = Column.texts("Actions");
    /** How sure a detector is of a box. */
    public static final Column<Double> SCORE = Column.number("Score");

    private CommonColumns() {
    }
}
