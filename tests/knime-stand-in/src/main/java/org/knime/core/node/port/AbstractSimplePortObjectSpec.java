package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A specification that is written as model content. */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {
    protected abstract void save(ModelContentWO model);

    protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other != null && other.getClass() == getClass()
            && content().isIdentical(((AbstractSimplePortObjectSpec) other).content());
    }

    @Override
    public int hashCode() {
        return content().keySet().hashCode();
    }

    private ModelContent content() {
        ModelContent model = new ModelContent("content.xml");
        save(model);
        return model;
    }

    /** Writes and reads the specification's model content. */
    public abstract static class AbstractSimplePortObjectSpecSerializer<T extends AbstractSimplePortObjectSpec>
        extends
            PortObjectSpecSerializer<T> {
        @Override
        public void savePortObjectSpec(T spec, PortObjectSpecZipOutputStream out) throws IOException {
            ModelContent model = new ModelContent("content.xml");
            spec.save(model);
            out.putNextEntry(new ZipEntry("content.xml"));
            model.saveToXML(new OpenOutputStream(out));
        }

        @Override
        public T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException {
            T spec = SerializedClass.newInstance(getClass());
            in.getNextEntry();
            try {
                spec.load(ModelContent.loadFromXML(in));
            } catch (InvalidSettingsException e) {
                throw new IOException(e.getMessage(), e);
            }
            return spec;
        }
    }
}
