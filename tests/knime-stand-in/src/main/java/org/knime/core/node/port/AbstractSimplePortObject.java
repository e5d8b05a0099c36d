package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A port object that is written as model content. */
public abstract class AbstractSimplePortObject implements PortObject {
    protected abstract void save(ModelContentWO model, ExecutionMonitor exec) throws CanceledExecutionException;

    protected abstract void load(ModelContentRO model, PortObjectSpec spec, ExecutionMonitor exec)
        throws InvalidSettingsException, CanceledExecutionException;

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    /** Writes and reads the object's model content. */
    public abstract static class AbstractSimplePortObjectSerializer<T extends AbstractSimplePortObject>
        extends
            PortObjectSerializer<T> {
        @Override
        public void savePortObject(T object, PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
            ModelContent model = new ModelContent("content.xml");
            object.save(model, exec);
            out.putNextEntry(new ZipEntry("content.xml"));
            model.saveToXML(new OpenOutputStream(out));
        }

        @Override
        public T loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
            T object = SerializedClass.newInstance(getClass());
            in.getNextEntry();
            try {
                object.load(ModelContent.loadFromXML(in), spec, exec);
            } catch (InvalidSettingsException e) {
                throw new IOException(e.getMessage(), e);
            }
            return object;
        }
    }
}
