package org.knime.core.webui.data;

import java.io.IOException;

/** Gives a view its first data. */
public final class InitialDataService<D> extends AbstractDataService {
    private InitialDataService() {
    }

    /** Turns data into text. */
    public interface Serializer<D> {
        String serialize(D data) throws IOException;
    }
}
