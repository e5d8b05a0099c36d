package org.videoaction.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.golden.Golden;

/** Says in the reports which of the golden data are not here, and so not tried. */
class LeftOutTest {

    @Test
    void casesOfFullSizeAreTried() {
        List<Path> fullSize = Golden.parityCases().stream().filter(Golden::isFullSize).toList();
        assumeTrue(!fullSize.isEmpty(), "Left out: networks of 64 channels and crops of 224 and 256, held layer by layer. "
            + "-Dgolden.full names a folder of golden data with such cases, called parity/full_...");
        assertThat(fullSize).allSatisfy(folder -> assertThat(folder.resolve("meta.json")).isRegularFile());
    }

    @Test
    void allCasesOfX3dAndR2Plus1dAreTried() {
        assumeTrue(Golden.isSecondThere(), "Left out: X3D and R(2+1)D of full width in all sizes and forms of test, their "
            + "training steps, sampling and files of all programs. -Dgolden2 names a folder of golden data with them.");
        assertThat(Golden.files("checkpoints/manifest.json")).hasSize(2);
    }
}
