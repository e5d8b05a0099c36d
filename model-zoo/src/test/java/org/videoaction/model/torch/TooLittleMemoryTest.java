package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TooLittleMemoryTest {

    @Test
    void libtorchSaysSoWhenMemoryIsTooSmall() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            RuntimeException error = catchThrowableOfType(RuntimeException.class, () -> manager.zeros(new Shape(1L << 45)));
            assertThat(TooLittleMemory.of(error)).isInstanceOf(TooLittleMemory.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CUDA out of memory. Tried to allocate 98.00 MiB. GPU 0 has a total capacity of 7.79 GiB of which "
            + "42.19 MiB is free.",
        "GET was unable to find an engine to execute this computation",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"})
    void theSentencesOfGpusAreUnderstood(String sentence) {
        RuntimeException error = new IllegalStateException(sentence);
        assertThat(TooLittleMemory.of(error)).isInstanceOf(TooLittleMemory.class).hasCause(error);
    }

    @Test
    void otherErrorsStayWhatTheyAre() {
        IllegalStateException error = new IllegalStateException("sizes do not match");
        assertThat(TooLittleMemory.of(error)).isSameAs(error);
    }
}
