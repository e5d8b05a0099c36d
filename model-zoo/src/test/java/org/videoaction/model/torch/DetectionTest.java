package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.network.Weights;

class DetectionTest {

    /** A frame of 3 x 4 positions, whose value is 10 y + x. */
    private static final float[] RAMP = {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23};

    @Test
    void aRegionReadsTheFeaturesWhereItLies() {
        // y from 1 to 2 and x from 1 to 3: bins of 0.5 x 1 positions with one sample in the middle of each
        assertThat(aligned(new Layer.RegionAlign(2, 16, false), 16, 16, 48, 32))
            .containsExactly(new float[] {14, 15, 19, 20}, offset(1e-5f));
    }

    @Test
    void anAlignedRegionLiesHalfAPositionBefore() {
        // y from 0.5 to 1.5 and x from 0.5 to 2.5
        assertThat(aligned(new Layer.RegionAlign(2, 16, true), 16, 16, 48, 32))
            .containsExactly(new float[] {8.5f, 9.5f, 13.5f, 14.5f}, offset(1e-5f));
    }

    @Test
    void aLargeRegionIsTheMeanOfSamplesAndBordersRepeatTheirValue() {
        // bins of 1.5 x 2 positions, two samples along each axis: y 0.375, 1.125 and 1.875, 2.625 (as 2); x 0.5, 1.5, 2.5, 3
        assertThat(aligned(new Layer.RegionAlign(2, 16, false), 0, 0, 64, 48))
            .containsExactly(new float[] {8.5f, 10.25f, 20.375f, 22.125f}, offset(1e-5f));
    }

    @Test
    void eachBoxGetsProbabilitiesOfItsOwn() {
        Network network = new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 4, NonLocal.NONE,
            Head.detection(Regions.PYSLOWFAST), 0, 3).network();
        ByteBuffer clips = ByteBuffer.allocateDirect(2 * 3 * 2 * 64 * 64);
        for (int i = 0; i < clips.capacity(); i++) {
            clips.put(i, (byte) (i * 7919 >> 5));
        }
        float[] boxes = {1, 0, 0, 32, 32, 0, 8, 8, 60, 60, 1, 0, 0, 32, 32};
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, Weights.initial(network, 1))) {
            float[][] probabilities = torch.predict(clips, boxes, 2, 3, 2, 64, 64);
            assertThat(probabilities).hasNumberOfRows(3);
            assertThat(probabilities[0]).containsExactly(probabilities[2], offset(1e-6f)).isNotEqualTo(probabilities[1]);
            // a new classifier knows nothing yet: each class by itself is as probable as not
            assertThat(probabilities[1]).containsExactly(new float[] {0.5f, 0.5f, 0.5f}, offset(0.05f));
        }
    }

    private static float[] aligned(Layer.RegionAlign layer, float... corners) {
        Network network = new Network(List.of(new Node("clip", new Layer.Input(1), List.of()),
            new Node("boxes", new Layer.Boxes(), List.of()), new Node("regions", layer, List.of(0, 1))), Labels.SEVERAL);
        float[] box = {0, corners[0], corners[1], corners[2], corners[3]};
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, new Weights(Map.of()))) {
            return torch.outputs(Set.of("regions"), RAMP, box, 1, 1, 1, 3, 4).get("regions");
        }
    }
}
