package org.videoaction.knime;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.widget.OptionalWidget.DefaultValueProvider;

/**
 * A setting behind a check box, a field of type {@link Optional}. Its subclass, which has no arguments, is the field's
 * {@code Persistor} and the provider of its {@code OptionalWidget}. Empty is saved as version 1.0.0 saved that a setting
 * is off: under the same key, as the value that meant it.
 */
public abstract class OptionalSetting<T> implements NodeParametersPersistor<Optional<T>>, DefaultValueProvider<T> {

    private final String key;
    private final T off;
    private final T start;

    /**
     * @param off what was saved for a setting that is off
     * @param start what the setting has when its box is checked
     */
    protected OptionalSetting(String key, T off, T start) {
        this.key = key;
        this.off = off;
        this.start = start;
    }

    protected abstract T read(NodeSettingsRO settings, String key) throws InvalidSettingsException;

    protected abstract void write(NodeSettingsWO settings, String key, T value);

    protected boolean isOff(T value) {
        return value.equals(off);
    }

    @Override
    public final Optional<T> load(NodeSettingsRO settings) throws InvalidSettingsException {
        return Optional.ofNullable(read(settings, key)).filter(value -> !isOff(value));
    }

    @Override
    public final void save(Optional<T> value, NodeSettingsWO settings) {
        write(settings, key, value.orElse(off));
    }

    @Override
    public String[][] getConfigPaths() {
        return new String[][] {{key}};
    }

    /** What the setting has when its box is checked. */
    @Override
    public T computeState(NodeParametersInput input) {
        return start;
    }

    /** Gets a setting of a type that KNIME saves under one key. */
    private interface Reader<T> {
        T read(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    /** Puts it there. */
    private interface Writer<T> {
        void write(NodeSettingsWO settings, String key, T value);
    }

    /** A setting of a type that KNIME saves under one key. */
    private abstract static class OfType<T> extends OptionalSetting<T> {

        private final Reader<T> reader;
        private final Writer<T> writer;

        OfType(String key, T off, T start, Reader<T> reader, Writer<T> writer) {
            super(key, off, start);
            this.reader = reader;
            this.writer = writer;
        }

        @Override
        protected final T read(NodeSettingsRO settings, String key) throws InvalidSettingsException {
            return reader.read(settings, key);
        }

        @Override
        protected final void write(NodeSettingsWO settings, String key, T value) {
            writer.write(settings, key, value);
        }
    }

    /** A whole number. */
    public abstract static class OfInt extends OfType<Integer> {

        protected OfInt(String key, int off, int start) {
            super(key, off, start, NodeSettingsRO::getInt, NodeSettingsWO::addInt);
        }
    }

    /** A number. */
    public abstract static class OfDouble extends OfType<Double> {

        protected OfDouble(String key, double off, double start) {
            super(key, off, start, NodeSettingsRO::getDouble, NodeSettingsWO::addDouble);
        }
    }

    /** A text; one without letters is off. */
    public abstract static class OfText extends OfType<String> {

        protected OfText(String key, String start) {
            super(key, "", start, NodeSettingsRO::getString, NodeSettingsWO::addString);
        }

        @Override
        protected final boolean isOff(String value) {
            return value.isBlank();
        }
    }
}
