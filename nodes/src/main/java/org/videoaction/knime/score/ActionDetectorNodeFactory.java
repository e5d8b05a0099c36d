package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PERSON;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.boxes.KeyFrameRows;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.scoring.BoxScore;

/** Recognises the actions in boxes. */
public final class ActionDetectorNodeFactory extends DefaultNodeFactory {

    private static final int NAMED = 3;

    /** A box of the input and what happens in it. */
    private record Detected(TableRow box, BoxScore score) {}

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Detector")
        .icon("action-detector.png")
        .shortDescription("Recognizes what happens in boxes around people.")
        .fullDescription("""
            Looks into each box of each key frame and says which actions happen there, any number at once. The boxes come from
            a table: AVA's, proposals of a detector, or the output of any other. A clip of the model's length is taken round
            the key frame, of whole frames in one size or several, mirrored too where wanted; probabilities are averaged. A
            box of a video that cannot be read has missing values and the reason. The next videos are decoded while the
            network computes.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A network that was trained on clips with boxes.", VideoModelPortObject.TYPE)
            .addInputTable("Boxes", """
                One row per box: Path, Time (s), X1, Y1, X2, Y2, as the Video Dataset Reader reads AVA's boxes and proposals.
                """)
            .addOutputTable("Detections", """
                One row per box, under the key of its row in the input: the box, its labels from the most probable on, the
                probability of each class; where the input says which person it is of, that too.
                """)
            .addOutputTable("Persons", """
                Who does what from when to when, where the boxes have a column Person as those of the Person Detector: one
                row per video, person and action, with its mean probability. An action lasts over neighboring key frames of
                the person in which it is probable, from halfway to the one before to halfway to the one after.
                """))
        .model(model -> model.parametersClass(ActionDetectorParameters.class)
            .configure(ActionDetectorNodeFactory::configure)
            .execute(ActionDetectorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("AVA", "detection", "action localization", "boxes", "video");

    public ActionDetectorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ActionDetectorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        model.checkDetects();
        parameters.computing.checkTakesBoxes();
        model.checkComputes(parameters.computing.device());
        BoxColumns.check("boxes", in.getInTableSpec(1));
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, columns(in.getInTableSpec(1), model.classes(), parameters.leastProbability,
                new VideoPlaces()).spec());
            out.setOutSpec(1, PersonActions.columns(model.classes()).spec());
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionDetectorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        VideoPlaces places = new VideoPlaces();
        BufferedDataTable boxes = in.getInTable(1);
        KeyFrameRows frames = KeyFrameRows.read(boxes, PATH.nameIn(boxes.getDataTableSpec()), places);
        Map<String, BoxScore> scores = NodeWork.run(exec, progress -> {
            Map<String, BoxScore> byRow = new LinkedHashMap<>();
            int[] frame = {0};
            parameters.detector(model.load(), places).detect(frames.keyFrames(), places.watched(progress),
                (keyFrame, ofBoxes) -> {
                    List<String> rows = frames.rows().get(frame[0]++);
                    for (int box = 0; box < rows.size(); box++) {
                        byRow.put(rows.get(box), ofBoxes.get(box));
                    }
                });
            return byRow;
        });
        warn(frames, scores, parameters.computing.device().remark(), out);
        Classes classes = model.getSpec().classes();
        TableWriter<Detected> table = columns(boxes.getDataTableSpec(), classes, parameters.leastProbability, places)
            .writer(exec);
        PersonActions persons = new PersonActions();
        for (TableRow row : TableRow.of(boxes)) {
            BoxScore score = scores.get(row.key());
            table.add(row.key(), new Detected(row, score));
            persons.add(places.name(row, PATH.nameIn(row.spec())), row, score.probabilities());
        }
        out.setOutData(0, table.close());
        out.setOutData(1, persons.table(classes, parameters.leastProbability, exec));
    }

    private static void warn(KeyFrameRows frames, Map<String, BoxScore> scores, Optional<String> device,
        ExecuteOutput out) {
        List<String> warnings = new ArrayList<>(device.stream().toList());
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < frames.keyFrames().size(); i++) {
            String problem = scores.get(frames.rows().get(i).get(0)).problem();
            if (problem != null) {
                broken.add(frames.keyFrames().get(i).name() + " (" + problem + ")");
            }
        }
        if (!broken.isEmpty()) {
            warnings.add(broken.size() + " of " + frames.keyFrames().size() + " key frames cannot be read; their "
                + "boxes have no probabilities: " + broken.stream().distinct().limit(NAMED).collect(Collectors.joining(", "))
                + (broken.stream().distinct().count() > NAMED ? " and others." : "."));
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }

    private static Columns<Detected> columns(DataTableSpec boxes, Classes classes, double least, VideoPlaces places) {
        Columns<TableRow> box = new Columns<TableRow>()
            .with(PATH, row -> places.name(row, PATH.nameIn(row.spec()))).with(TIME, row -> row.get(TIME));
        for (Column<Double> edge : EDGES) {
            box = box.with(edge, row -> row.get(edge));
        }
        box = PERSON.isIn(boxes) ? box.with(PERSON, row -> row.get(PERSON)) : box;
        Columns<float[]> probabilities = new Columns<float[]>().with(LABELS, values -> labels(values, classes, least))
            .with(Predictions.probabilities(classes));
        return box.<Detected>of(Detected::box).with(probabilities.of(detected -> detected.score().probabilities()))
            .with(PROBLEM, detected -> detected.score().problem());
    }

    private static List<String> labels(float[] probabilities, Classes classes, double least) {
        double[] values = new double[probabilities.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = probabilities[c];
        }
        return Arrays.stream(Accuracy.ranking(values)).filter(label -> values[label] >= least).mapToObj(classes::name)
            .toList();
    }
}
