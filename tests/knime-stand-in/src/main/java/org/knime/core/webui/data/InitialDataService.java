package org.knime.core.webui.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** Gives a view its first data. */
public final class InitialDataService<D> extends AbstractDataService {
    private final Supplier<D> m_data;
    private final Serializer<D> m_serializer;

    private InitialDataService(InitialDataServiceBuilder<D> builder) {
        m_data = builder.m_data;
        m_serializer = builder.m_serializer;
    }

    public static <D> InitialDataServiceBuilder<D> builder(Supplier<D> data) {
        return new InitialDataServiceBuilder<>(data);
    }

    /** @return the data as JSON, in a field as KNIME has it */
    public String getInitialData() {
        try {
            return "{\"result\":" + m_serializer.serialize(m_data.get()) + "}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns data into text. */
    public interface Serializer<D> {
        String serialize(D data) throws IOException;
    }

    /** Makes an {@link InitialDataService}. */
    public static final class InitialDataServiceBuilder<D> extends AbstractDataServiceBuilder {
        private final Supplier<D> m_data;
        private Serializer<D> m_serializer = String::valueOf;

        private InitialDataServiceBuilder(Supplier<D> data) {
            m_data = data;
        }

        public InitialDataServiceBuilder<D> serializer(Serializer<D> serializer) {
            m_serializer = serializer;
            return this;
        }

        public InitialDataService<D> build() {
            return new InitialDataService<>(this);
        }
    }
}
