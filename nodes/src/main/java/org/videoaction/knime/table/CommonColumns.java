package org.videoaction.knime.table;

import java.util.List;
import java.util.stream.Stream;

/**
 * The columns that several tables have, each word with one meaning: a file is a path, what a list or a person says of a video
 * or a box is a label, what a network says of a video is a prediction, and why something is not there is a problem. Saved
 * workflows refer to these names, so they are for ever: one that changes stays readable as the column's former name.
 */
public final class CommonColumns {

    /** The path of a video or of another file. */
    public static final Column<String> PATH = Column.text("Path").formerly("Video");
    /** The label of a video, the first of several. */
    public static final Column<String> LABEL = Column.text("Label");
    /** The labels of a video or of a box. */
    public static final Column<List<String>> LABELS = Column.texts("Labels").formerly("Actions");
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
    /** How sure a detector is of a box. */
    public static final Column<Double> SCORE = Column.number("Score");
    /** The number of somebody in a video, from 1; the same wherever it is the same person. */
    public static final Column<Integer> PERSON = Column.count("Person");

    private CommonColumns() {
    }
}
