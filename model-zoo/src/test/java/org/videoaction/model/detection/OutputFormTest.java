package org.videoaction.model.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.tracking.TrackBox;

/** Inputs of 64 x 32 pixels have 8 x 4 + 4 x 2 + 2 x 1 = 42 cells. */
class OutputFormTest {

    private static final FrameSize INPUT = new FrameSize(64, 32);
    private static final int CELLS = 42;

    private static NetworkOutput floats(String name, int... shape) {
        int count = 1;
        for (int side : shape) {
            count *= side;
        }
        return new NetworkOutput(name, shape, false, new float[count]);
    }

    private static NetworkOutput whole(String name, int... shape) {
        return new NetworkOutput(name, shape, true, floats(name, shape).values());
    }

    private static void put(NetworkOutput output, int at, double... values) {
        for (int i = 0; i < values.length; i++) {
            output.values()[at + i] = (float) values[i];
        }
    }

    private static Optional<OutputForm> form(NetworkOutput... outputs) {
        return OutputForm.of(List.of(outputs), INPUT);
    }

    private static List<Candidate> candidates(OutputForm form, NetworkOutput... outputs) {
        return form.decoder().candidates(List.of(outputs), INPUT, 0.3);
    }

    private static void assertOnly(List<Candidate> found, int label, double score, double... edges) {
        assertThat(found).singleElement().satisfies(candidate -> {
            assertThat(candidate.label()).isEqualTo(label);
            assertThat(candidate.score()).isEqualTo(score, within(1e-6));
            TrackBox box = candidate.box();
            assertThat(new double[] {box.x1(), box.y1(), box.x2(), box.y2()}).containsExactly(edges, within(1e-4));
        });
    }

    @Test
    void formsAreRecognizedByShapes() {
        assertThat(form(floats("boxes", 7, 4), whole("labels", 7), floats("scores", 7)))
            .contains(OutputForm.BOXES_SCORES_LABELS);
        assertThat(form(whole("labels", 1, 300), floats("boxes", 1, 300, 4), floats("scores", 1, 300)))
            .contains(OutputForm.BOXES_SCORES_LABELS);
        assertThat(form(floats("logits", 1, 100, 92), floats("pred_boxes", 1, 100, 4))).contains(OutputForm.DETR);
        assertThat(form(floats("logits", 1, 300, 80), floats("pred_boxes", 1, 300, 4))).contains(OutputForm.RT_DETR);
        assertThat(form(floats("output", 1, CELLS, 85))).contains(OutputForm.YOLOX);
        assertThat(form(floats("output", 1, 3 * CELLS, 85))).contains(OutputForm.YOLOV5);
        assertThat(form(floats("output0", 1, 84, CELLS))).contains(OutputForm.YOLOV8);
        assertThat(form(floats("output0", 1, 300, 6))).contains(OutputForm.ROWS_OF_SIX);
    }

    @Test
    void otherShapesAreNoForm() {
        assertThat(form(floats("probabilities", 1, 1000))).isEmpty();
        assertThat(form(floats("output", 1, CELLS + 1, 85))).isEmpty();
        assertThat(form(floats("boxes", 7, 4), floats("scores", 7))).isEmpty();
        // with masks, columns have more than classes
        assertThat(form(floats("output0", 1, 116, CELLS), floats("output1", 1, 32, 16, 8))).isEmpty();
    }

    @Test
    void noBoxAtAllIsATorchvisionForm() {
        NetworkOutput[] none = {floats("boxes", 0, 4), whole("labels", 0), floats("scores", 0)};
        assertThat(form(none)).contains(OutputForm.BOXES_SCORES_LABELS);
        assertThat(candidates(OutputForm.BOXES_SCORES_LABELS, none)).isEmpty();
    }

    @Test
    void boxesInPixelsTellADecodedGrid() {
        NetworkOutput grid = floats("output", 1, CELLS, 85);
        put(grid, 7 * 85, 60, 4, 10, 10);
        assertThat(form(grid)).contains(OutputForm.YOLOX_DECODED);
    }

    @Test
    void labelledBoxesAreTakenAsTheyAre() {
        NetworkOutput boxes = floats("boxes", 2, 4);
        NetworkOutput labels = whole("labels", 2);
        NetworkOutput scores = floats("scores", 2);
        put(boxes, 0, 1, 2, 3, 4, 10, 11, 20, 31);
        put(labels, 0, 3, 1);
        put(scores, 0, 0.2, 0.75);
        assertOnly(candidates(OutputForm.BOXES_SCORES_LABELS, boxes, labels, scores), 1, 0.75, 10, 11, 20, 31);
    }

    @Test
    void queriesHaveSharesOfTheInput() {
        NetworkOutput logits = floats("logits", 1, 2, 3);
        NetworkOutput boxes = floats("pred_boxes", 1, 2, 4);
        put(logits, 0, -3, -3, -3, -2, 0.5, 0.1);
        put(boxes, 4, 0.5, 0.25, 0.25, 0.5);
        assertOnly(candidates(OutputForm.RT_DETR, logits, boxes), 1, 1 / (1 + Math.exp(-0.5)), 24, 0, 40, 16);
        // the last class is none: exp(0.5) of exp(-2) + exp(0.5) + exp(0.1), and nothing where it is the most probable
        put(logits, 0, -3, -3, 3);
        assertOnly(candidates(OutputForm.DETR, logits, boxes), 1,
            Math.exp(0.5) / (Math.exp(-2) + Math.exp(0.5) + Math.exp(0.1)), 24, 0, 40, 16);
    }

    @Test
    void gridsOfYoloxAreSharesOfTheirCells() {
        NetworkOutput grid = floats("output", 1, CELLS, 7);
        // the first cell of the second row of the grid with stride 16, which begins behind 32 cells
        put(grid, 36 * 7, 0.5, 0.25, Math.log(2), Math.log(0.5), 0.8, 0.1, 0.9);
        assertOnly(candidates(OutputForm.YOLOX, grid), 1, 0.8f * 0.9f, 8 - 16, 20 - 4, 8 + 16, 20 + 4);
    }

    @Test
    void rowsOfAnchorsAreInPixels() {
        NetworkOutput grid = floats("output", 1, 3 * CELLS, 7);
        put(grid, 100 * 7, 30, 16, 8, 4, 0.9, 0.7, 0.2);
        assertOnly(candidates(OutputForm.YOLOV5, grid), 0, 0.9f * 0.7f, 26, 14, 34, 18);
    }

    @Test
    void columnsOfCellsAreInPixels() {
        NetworkOutput grid = floats("output", 1, 6, CELLS);
        double[] cell = {30, 16, 8, 4, 0.2, 0.7};
        for (int value = 0; value < cell.length; value++) {
            put(grid, value * CELLS + 40, cell[value]);
        }
        assertOnly(candidates(OutputForm.YOLOV8, grid), 1, 0.7f, 26, 14, 34, 18);
    }

    @Test
    void rowsOfSixAreBoxScoreAndLabel() {
        NetworkOutput rows = floats("output", 1, 2, 6);
        put(rows, 0, 1, 2, 3, 4, 0.9, 5, 1, 2, 3, 4, 0.1, 5);
        assertOnly(candidates(OutputForm.ROWS_OF_SIX, rows), 5, 0.9f, 1, 2, 3, 4);
    }

    @Test
    void theNumberOfClassesTellsWhatPersonsAre() {
        assertThat(classes(floats("logits", 1, 100, 92), floats("boxes", 1, 100, 4)).number("person")).isEqualTo(1);
        assertThat(classes(floats("logits", 1, 300, 91), floats("boxes", 1, 300, 4)).number("dog")).isEqualTo(18);
        assertThat(classes(floats("output", 1, CELLS, 85)).number("Person")).isZero();
        assertThat(classes(floats("output", 1, CELLS, 85)).number("toothbrush")).isEqualTo(79);
        assertThat(classes(floats("output", 1, CELLS, 6)).number("person")).isZero();
        assertThat(classes(floats("boxes", 7, 4), whole("labels", 7), floats("scores", 7)).number("person")).isEqualTo(1);
    }

    private static ObjectClasses classes(NetworkOutput... outputs) {
        return form(outputs).orElseThrow().decoder().classes(List.of(outputs), INPUT);
    }
}
