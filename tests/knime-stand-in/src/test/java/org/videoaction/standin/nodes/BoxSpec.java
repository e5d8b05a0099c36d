package org.videoaction.standin.nodes;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/** What is known of a box. */
public final class BoxSpec extends AbstractSimplePortObjectSpec {
    String m_title;

    public BoxSpec() {
        this(null);
    }

    public BoxSpec(String title) {
        m_title = title;
    }

    @Override
    protected void save(ModelContentWO model) {
        model.addString("title", m_title);
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        m_title = model.getString("title");
    }

    /** Writes and reads specifications of boxes. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<BoxSpec> {}
}
